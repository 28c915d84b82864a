using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Recoup.Forge.Kvs;

/// <summary>Documents of a size of which any 25 fit into one call.</summary>
internal static class Parts
{
    public const int Bytes = KvsLimits.BytesATransaction / KvsLimits.WritesATransaction - 1024;

    /// <summary>One document, or halves of it until each fits.</summary>
    public static IEnumerable<string> Of<T>(IReadOnlyList<T> rows, JsonTypeInfo<IReadOnlyList<T>> type) => Of(rows, some => JsonSerializer.Serialize(some, type));

    /// <inheritdoc cref="Of{T}(IReadOnlyList{T}, JsonTypeInfo{IReadOnlyList{T}})"/>
    public static IEnumerable<string> Of<T>(IReadOnlyList<T> rows, Func<IReadOnlyList<T>, string> write)
    {
        var json = write(rows);
        return rows.Count < 2 || Encoding.UTF8.GetByteCount(json) <= Bytes
            ? [json]
            : [.. Of([.. rows.Take(rows.Count / 2)], write), .. Of([.. rows.Skip(rows.Count / 2)], write)];
    }
}
