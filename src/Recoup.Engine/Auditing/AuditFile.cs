using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Recoup.Core.Audit;

namespace Recoup.Engine.Auditing;

/// <summary>A file that is no export of the audit log. The message says where, and what to do.</summary>
public sealed class AuditFileException(string message) : Exception(message);

/// <summary>Verifies an exported chain: needs the file and nothing else.</summary>
public static class AuditFile
{
    /// <param name="file">Either form of export, told apart by its first character.</param>
    /// <param name="earlier">A head of the same chain from before; null when none was kept.</param>
    /// <returns>The verifier at the end of the file: its fault, if any, and its head.</returns>
    /// <exception cref="AuditFileException">The file is no export.</exception>
    public static AuditVerifier Verify(TextReader file, AuditHead? earlier)
    {
        var verifier = new AuditVerifier(earlier);
        foreach (var entry in file.Peek() == '{' ? JsonLines(file) : Csv(file, verifier))
        {
            if (!verifier.Next(entry))
                break;
        }

        verifier.End();
        return verifier;
    }

    private static IEnumerable<AuditEntry> JsonLines(TextReader file)
    {
        for (var (line, number) = (file.ReadLine(), 1); line is not null; (line, number) = (file.ReadLine(), number + 1))
        {
            if (line.Length > 0)
                yield return Parsed(line, number);
        }
    }

    private static AuditEntry Parsed(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement.GetProperty(AuditColumns.Record);
            return new(
                record.ValueKind == JsonValueKind.String ? record.GetString()! : record.GetRawText(),
                document.RootElement.GetProperty(AuditColumns.Hash).GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new AuditFileException($"Line {number} is not a line of an audit export: it is JSON with \"hash\" and \"record\". Export the log again, or verify a copy that was not touched.");
        }
    }

    private static IEnumerable<AuditEntry> Csv(TextReader file, AuditVerifier verifier)
    {
        using var csv = new CsvReader(file, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null, Delimiter = "," });
        if (!csv.Read())
            throw new AuditFileException("The file is empty. An audit export has at least a line with the names of its columns.");
        csv.ReadHeader();
        foreach (var column in new[] { AuditColumns.Record, AuditColumns.Hash })
        {
            if (csv.GetFieldIndex(column, isTryGet: true) < 0)
                throw new AuditFileException($"The file has no column \"{column}\": it is no audit export, or was saved by a spreadsheet with other separators. Verify the file as recoup audit export wrote it.");
        }

        while (csv.Read())
        {
            var entry = new AuditEntry(csv.GetField(AuditColumns.Record) ?? "", csv.GetField(AuditColumns.Hash) ?? "");
            if (AuditRecord.TryParse(entry.Record) is { } record)
            {
                foreach (var (name, text) in AuditColumns.Recorded)
                {
                    if (csv.GetFieldIndex(name, isTryGet: true) >= 0 && csv.GetField(name) is { } shown && shown.TrimStart('\'') != text(record).TrimStart('\''))
                        verifier.Reject($"the column {name} says \"{shown}\", and the record \"{text(record)}\": the readable part was edited");
                }
            }

            yield return entry;
        }
    }
}
