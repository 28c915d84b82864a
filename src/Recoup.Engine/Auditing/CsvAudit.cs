using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;
using Recoup.Core.Directory;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Auditing;

/// <summary>A log exported as CSV: columns in any order, others between them are left alone.</summary>
internal static class CsvAudit
{
    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture) { HasHeaderRecord = false };

    /// <summary>Every row of the file, of which the first line, the header, was read already.</summary>
    public static async IAsyncEnumerable<AuditRow> RowsAsync(string header, TextReader file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var columns = ColumnsOf(header);
        using var csv = new CsvReader(file, Configuration, leaveOpen: true);
        while (await ReadAsync(csv) is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Length != columns.Length)
                throw AuditFile.Broken($"The row that ends in line {LineOf(csv)} has {row.Length} cells and the header {columns.Length}.");
            var cells = AuditColumns.All.ToDictionary(c => c, c => row[Array.IndexOf(columns, c)]);
            yield return new(LineOf(csv), ShownEntryOf(cells), cells);
        }
    }

    private static ShownEntry ShownEntryOf(Dictionary<string, string> cells) => new(
        new(cells[AuditColumns.Record], cells[AuditColumns.Hash]),
        TextOf(cells[AuditColumns.Actor]),
        TextOf(cells[AuditColumns.Subject]) is { } subject ? new AccountId(subject) : null,
        TextOf(cells[AuditColumns.Note]));

    private static string? TextOf(string cell) => cell.Length > 0 ? SafeCsv.Plain(cell) : null;

    private static string[] ColumnsOf(string header)
    {
        var columns = header.Split(',', StringSplitOptions.TrimEntries).Select(c => c.Trim('"')).ToArray();
        var missing = AuditColumns.All.Except(columns).ToList();
        if (missing.Count == 0 && columns.Length == columns.Distinct().Count())
            return columns;
        if (missing.Count == 0)
            throw AuditFile.Broken("The first line names a column twice.");
        if (columns.Length == 1 && header.Contains(';'))
            throw AuditFile.Broken("The file has semicolons between its columns: a spreadsheet saved it, which changes more than that.");
        throw missing.Count == AuditColumns.All.Count
            ? AuditFile.Broken($"This is not an exported audit log: its first line names none of the columns {Listed(missing)}.")
            : AuditFile.Broken($"The first line lacks the {(missing.Count == 1 ? "column" : "columns")} {Listed(missing)}.");
    }

    private static string Listed(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));

    private static async Task<string[]?> ReadAsync(CsvReader csv)
    {
        try
        {
            // The cells here, not later: a stray quote shows only when its cell is taken.
            return await csv.ReadAsync() ? csv.Parser.Record : null;
        }
        catch (CsvHelperException e)
        {
            throw AuditFile.Broken($"The file cannot be read as CSV at line {LineOf(csv)}: a quote is missing, or the file was cut.", e);
        }
    }

    private static int LineOf(CsvReader csv) => csv.Parser.RawRow + 1;
}
