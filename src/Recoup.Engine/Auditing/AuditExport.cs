using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Recoup.Core.Audit;

namespace Recoup.Engine.Auditing;

/// <summary>
/// A chain as a file, one entry at a time. Both forms hold the record byte for byte, so that the file can be verified without
/// the database, and without Recoup (docs/audit.md).
/// </summary>
public static class AuditExport
{
    /// <summary>Formula-safe CSV: a cell that a spreadsheet would run gets a quote in front. A record begins with <c>{</c> and is never touched.</summary>
    public static async Task WriteCsvAsync(IAsyncEnumerable<ShownEntry> entries, TextWriter output, CancellationToken cancellationToken)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, NewLine = "\n" };
        await using var csv = new CsvWriter(output, configuration, leaveOpen: true);
        foreach (var name in AuditColumns.Recorded.Select(c => c.Name).Concat(AuditColumns.Resolved.Select(c => c.Name)))
            csv.WriteField(name);
        csv.WriteField(AuditColumns.Record);
        csv.WriteField(AuditColumns.Hash);
        await csv.NextRecordAsync();
        await foreach (var shown in entries.WithCancellation(cancellationToken))
        {
            var record = AuditRecord.TryParse(shown.Entry.Record);
            foreach (var (_, text) in AuditColumns.Recorded)
                csv.WriteField(record is null ? "" : text(record));
            foreach (var (_, text) in AuditColumns.Resolved)
                csv.WriteField(text(shown));
            csv.WriteField(shown.Entry.Record);
            csv.WriteField(shown.Entry.Hash);
            await csv.NextRecordAsync();
        }
    }

    /// <summary>A line of JSON for each entry, the record last and as it is: a shell can cut it out.</summary>
    public static async Task WriteJsonLinesAsync(IAsyncEnumerable<ShownEntry> entries, TextWriter output, CancellationToken cancellationToken)
    {
        await foreach (var shown in entries.WithCancellation(cancellationToken))
        {
            using var bytes = new MemoryStream();
            await using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteString(AuditColumns.Hash, shown.Entry.Hash);
                foreach (var (name, text) in AuditColumns.Resolved)
                    json.WriteString(name, text(shown));
                json.WritePropertyName(AuditColumns.Record);
                if (AuditRecord.TryParse(shown.Entry.Record) is null)
                    json.WriteStringValue(shown.Entry.Record);
                else
                    json.WriteRawValue(shown.Entry.Record);
                json.WriteEndObject();
            }

            await output.WriteAsync(Encoding.UTF8.GetString(bytes.ToArray()));
            await output.WriteAsync('\n');
        }
    }
}
