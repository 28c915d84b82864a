using System.Runtime.CompilerServices;
using System.Text.Json;
using Recoup.Core.Directory;

namespace Recoup.Engine.Auditing;

/// <summary>A log exported as JSONL.</summary>
internal static class JsonlAudit
{
    /// <summary>Every line of the file, of which the first was read already.</summary>
    public static async IAsyncEnumerable<AuditRow> RowsAsync(string first, TextReader file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 1;
        for (var line = first; line is not null; line = await file.ReadLineAsync(cancellationToken))
        {
            if (line.Length > 0)
                yield return new(number, Read(line, number), null);
            number++;
        }
    }

    private static ShownEntry Read(string line, int number)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, AuditJson.Strict.AuditJsonLine) is { } read)
                return new(new(read.Record, read.Hash), read.Actor, read.Subject is { } subject ? new AccountId(subject) : null, read.Note);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Broken(number, e);
        }

        throw Broken(number);
    }

    private static AuditFileException Broken(int number, Exception? inner = null) => AuditFile.Broken(
        $"Line {number} is not an entry of an exported log: an object with the texts \"record\" and \"hash\", and \"actor\", \"subject\" and \"note\".", inner);
}
