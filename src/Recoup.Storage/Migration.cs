using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Recoup.Storage;

/// <summary>A numbered step of the schema. Once released it never changes: the next change is the next number.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">What the file is called after the number.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private const string Folder = "Recoup.Storage.Migrations.";

    /// <summary>Every step this program knows for a database, in order: those of one text for all, and those of its own dialect.</summary>
    /// <param name="dialect">As the file names have it, such as <c>sqlite</c> in <c>0005-audit-guard.sqlite.sql</c>.</param>
    public static IReadOnlyList<Migration> For(string dialect) => [.. All.Where(m => m.Dialect is null || m.Dialect == dialect).Select(m => m.Step)];

    private static readonly IReadOnlyList<(Migration Step, string? Dialect)> All = Read();

    /// <summary>SHA-256 of the text, in hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The file's name, such as <c>0001-first.sql</c>.</summary>
    public string File => string.Create(CultureInfo.InvariantCulture, $"{Number:0000}-{Name}.sql");

    private static List<(Migration Step, string? Dialect)> Read()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Of)];

        (Migration, string?) Of(string resource)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var file = Path.GetFileNameWithoutExtension(resource[Folder.Length..]);
            var dash = file.IndexOf('-', StringComparison.Ordinal);
            var dot = file.IndexOf('.', StringComparison.Ordinal);
            var name = dot < 0 ? file[(dash + 1)..] : file[(dash + 1)..dot];
            // A checkout may change line ends; that is no other migration.
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            return (new(int.Parse(file.AsSpan(0, dash), CultureInfo.InvariantCulture), name, sql), dot < 0 ? null : file[(dot + 1)..]);
        }
    }
}
