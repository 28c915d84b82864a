using System.Text;
using System.Text.Json;
using CsvHelper;
using Recoup.Core.Audit;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Auditing;

/// <summary>How a log is written to a file.</summary>
public enum AuditFormat
{
    /// <summary>Readable columns that a spreadsheet can open, then <c>record</c> and <c>hash</c>.</summary>
    Csv,

    /// <summary>An object per line: <c>record</c>, <c>hash</c>, <c>actor</c>, <c>subject</c>, <c>note</c>.</summary>
    Jsonl,
}

/// <summary>Writes a log to a file, entry by entry.</summary>
public static class AuditExport
{
    /// <summary>Writes a stored log as UTF-8.</summary>
    public static async Task WriteAsync(IStore store, AuditChain chain, AuditFormat format, Stream to, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await WriteAsync(StoredLog.ReadAsync(store, chain, cancellationToken), format, file, cancellationToken);
        await file.FlushAsync(cancellationToken);
    }

    /// <summary>Writes every entry as it comes, none is kept. An entry that was tampered with is written as it is, for others to see.</summary>
    public static Task WriteAsync(IAsyncEnumerable<ShownEntry> entries, AuditFormat format, TextWriter file, CancellationToken cancellationToken) =>
        format == AuditFormat.Csv ? WriteCsvAsync(entries, file, cancellationToken) : WriteJsonlAsync(entries, file, cancellationToken);

    private static async Task WriteCsvAsync(IAsyncEnumerable<ShownEntry> entries, TextWriter file, CancellationToken cancellationToken)
    {
        await using var csv = new CsvWriter(file, SafeCsv.Configuration, leaveOpen: true);
        foreach (var column in AuditColumns.All)
            csv.WriteField(column);
        await csv.NextRecordAsync();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            var cells = CellsOf(entry);
            foreach (var column in AuditColumns.All)
                csv.WriteField(cells.GetValueOrDefault(column, ""));
            await csv.NextRecordAsync();
        }
    }

    private static Dictionary<string, string> CellsOf(ShownEntry shown)
    {
        var cells = new Dictionary<string, string>
        {
            [AuditColumns.Actor] = shown.Actor ?? "",
            [AuditColumns.Subject] = shown.Subject?.Value ?? "",
            [AuditColumns.Note] = shown.Note ?? "",
            [AuditColumns.Record] = shown.Entry.Record,
            [AuditColumns.Hash] = shown.Entry.Hash,
        };
        if (AuditRecord.TryParse(shown.Entry.Record) is { } record)
        {
            foreach (var (name, text) in AuditColumns.OfRecord)
                cells[name] = text(record);
        }

        return cells;
    }

    private static async Task WriteJsonlAsync(IAsyncEnumerable<ShownEntry> entries, TextWriter file, CancellationToken cancellationToken)
    {
        await foreach (var ((record, hash), actor, subject, note) in entries.WithCancellation(cancellationToken))
        {
            var line = new AuditJsonLine(record, hash, actor, subject?.Value, note);
            // Not WriteLine: the line ends the same way on every system.
            await file.WriteAsync(JsonSerializer.Serialize(line, AuditJson.Strict.AuditJsonLine) + "\n");
        }
    }
}
