using System.Text;
using System.Text.RegularExpressions;
using Recoup.Core.Audit;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Audit;

/// <summary>A small export, every byte of it made another: the check names the place, but where the byte is of a name, a note or a line's end.</summary>
public sealed partial class FlipTests
{
    /// <summary>Zero, and what has a meaning in CSV, JSON, the shield against formulas or a line's end.</summary>
    private static readonly byte[] Special = [0, .. "\"',;:{}\\\t\r\n =0"u8, 0xFF];

    // The last has nobody, no note, and the odd signs in its record.
    private static readonly List<ShownEntry> Entries = Log.Of(
        Log.Event(),
        Log.Event(actor: "=Zoë, \"the\" admin", note: "-two\nlines\r\n{\"seq\":2,"),
        Log.Event("settings.set", note: null) with { Subject = null, Numbers = new Dictionary<string, long>() });

    [Theory]
    [InlineData(AuditFormat.Csv)]
    [InlineData(AuditFormat.Jsonl)]
    public async Task P15_Every_byte_of_an_export_counts_but_those_of_names_notes_and_line_ends(AuditFormat format)
    {
        var file = Encoding.UTF8.GetBytes(await Log.FileAsync(Entries, format));
        var owners = Owners(Encoding.UTF8.GetString(file), format);
        var unnoticed = new HashSet<int>();
        for (var at = 0; at < file.Length; at++)
        {
            foreach (var other in Enumerable.Range(0, 8).Select(bit => (byte)(file[at] ^ (1 << bit))).Concat(Special).Where(b => b != file[at]))
            {
                var flipped = (byte[])[.. file[..at], other, .. file[(at + 1)..]];
                var what = $"byte {at}, {(char)file[at]} to {other:x2}";
                if (await PlaceAsync(flipped) is not { } place)
                {
                    unnoticed.Add(at);
                    // What is proved is the same as before.
                    (await ReadAsync(flipped)).ShouldBe(Entries.Select(e => e.Entry), what);
                }
                else if (place.Entry is { } seq)
                {
                    // A break in a line moves what follows: the entry of the byte, or the one after its line's end.
                    seq.ShouldBeInRange(owners[at].Entry, owners[at].Entry + (owners[at].Kind == Kind.LineEnd ? 1 : 0), what);
                }
                else
                {
                    place.Line!.Value.ShouldBeGreaterThanOrEqualTo(owners[at].Line, what);
                }
            }
        }

        unnoticed.Where(at => owners[at].Kind == Kind.Proved).ShouldBeEmpty();
        Enum.GetValues<Kind>().Where(k => k != Kind.Proved).ShouldAllBe(k => unnoticed.Any(at => owners[at].Kind == k));
    }

    private enum Kind
    {
        Proved,
        NameOrNote,
        LineEnd,
    }

    /// <summary>For each byte, the entry (0 for the header) and the line that it is of, and what it belongs to.</summary>
    private static List<(int Entry, int Line, Kind Kind)> Owners(string file, AuditFormat format)
    {
        var owners = new List<(int, int, Kind)>();
        var line = 1;
        for (var row = format == AuditFormat.Csv ? 0 : 1; file.Length > 0; row++)
        {
            var match = (format == AuditFormat.Jsonl ? JsonlRow() : row == 0 ? CsvHeader() : CsvRow()).Match(file);
            match.Success.ShouldBeTrue(file);
            for (var i = 0; i < match.Length; i++)
            {
                var free = match.Groups["free"].Captures.Any(c => i >= c.Index && i < c.Index + c.Length);
                var kind = free ? Kind.NameOrNote : i == match.Length - 1 ? Kind.LineEnd : Kind.Proved;
                owners.AddRange(Enumerable.Repeat((row, line, kind), Encoding.UTF8.GetByteCount(match.Value[i].ToString())));
                line += match.Value[i] == '\n' ? 1 : 0;
            }

            file = file[match.Length..];
        }

        return owners;
    }

    [GeneratedRegex("^[^\n]*\n")]
    private static partial Regex CsvHeader();

    [GeneratedRegex("""^(?:[^,]*,){3}(?<free>"(?:[^"]|"")*"|[^,"]*),(?<free>[^,]*),(?:[^,]*,){2}(?<free>"(?:[^"]|"")*"|[^,"]*),[^,]*,"\{(?:[^"]|"")*",[0-9a-f]{64}""" + "\n")]
    private static partial Regex CsvRow();

    [GeneratedRegex("""^\{"record":"(?:[^"\\]|\\.)*","hash":"[0-9a-f]{64}","actor":(?<free>null|"(?:[^"\\]|\\.)*"),"subject":(?<free>null|"(?:[^"\\]|\\.)*"),"note":(?<free>null|"(?:[^"\\]|\\.)*")\}""" + "\n")]
    private static partial Regex JsonlRow();

    /// <summary>The entry or the line that the check names; null when it finds nothing.</summary>
    private static async Task<(int? Entry, int? Line)?> PlaceAsync(byte[] file)
    {
        try
        {
            return (await AuditFile.VerifyAsync(Reader(file), null, null, TestContext.Current.CancellationToken)).Fault is { } fault ? ((int)fault.Seq, fault.Line) : null;
        }
        catch (AuditFileException e)
        {
            var named = LineInMessage().Match(e.Message);
            named.Success.ShouldBeTrue(e.Message);
            return (null, named.Groups[1].Success ? int.Parse(named.Groups[1].Value, null) : 1);
        }
    }

    [GeneratedRegex("[Ll]ine ([0-9]+)|first line")]
    private static partial Regex LineInMessage();

    private static async Task<List<AuditEntry>> ReadAsync(byte[] file) =>
        await AuditFile.ReadAsync(Reader(file), TestContext.Current.CancellationToken).Select(e => e.Entry).ToListAsync(TestContext.Current.CancellationToken);

    private static StreamReader Reader(byte[] file) => new(new MemoryStream(file), Encoding.UTF8);
}
