using System.Runtime.CompilerServices;
using Recoup.Core.Audit;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Auditing;

/// <summary>What came of checking a log.</summary>
/// <param name="Chain">Whose log it is; null when it holds no entry that fits.</param>
/// <param name="Head">The last entry that fits.</param>
/// <param name="Fault">The first thing that is wrong; null when nothing is.</param>
public sealed record AuditCheck(AuditChain? Chain, AuditHead Head, AuditFault? Fault);

/// <summary>An exported log, CSV or JSONL, read back entry by entry. Needs no database.</summary>
public static class AuditFile
{
    private const string Again = "Export the log again with \"recoup audit export FILE\", and do not save it from a spreadsheet in between.";

    /// <summary>Every entry in the file, unchecked.</summary>
    /// <exception cref="AuditFileException">The file is no exported log, or breaks off.</exception>
    public static async IAsyncEnumerable<ShownEntry> ReadAsync(TextReader file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(file, cancellationToken))
            yield return row.Shown;
    }

    /// <summary>
    /// Checks the chain and, in CSV, that the readable columns say what the records say. Names and notes are outside the chain:
    /// of them only is checked that none stands where the record has none.
    /// </summary>
    /// <param name="earlier">A head that the chain must have had; null when none is known.</param>
    /// <param name="chain">Whose log it must be; null for anybody's.</param>
    /// <exception cref="AuditFileException">The file is no exported log, or breaks off.</exception>
    public static async Task<AuditCheck> VerifyAsync(TextReader file, EarlierHead? earlier, AuditChain? chain, CancellationToken cancellationToken)
    {
        var verifier = new AuditVerifier(earlier, chain);
        await foreach (var row in RowsAsync(file, cancellationToken))
        {
            var head = verifier.Head;
            if (verifier.Add(row.Shown.Entry) is not { } record)
                return new(verifier.Chain, head, verifier.Fault! with { Line = row.Line });
            if (WrongWith(row, record) is { } what)
                return new(verifier.Chain, head, new(record.Seq, what, row.Line));
        }

        return new(verifier.Chain, verifier.Head, verifier.End());
    }

    private static string? WrongWith(AuditRow row, AuditRecord record)
    {
        foreach (var (name, text) in AuditColumns.OfRecord)
        {
            if (row.Cells?[name] is { } cell && cell != SafeCsv.Cell(text(record)))
                return $"the column \"{name}\" does not say what the record says (\"{text(record)}\"): it was edited";
        }

        if (record.Subject is null && row.Shown.Subject is not null)
            return "there is a subject and the record has none: it was added";
        return record.Note is null && row.Shown.Note is not null ? "there is a note and the record has none: it was added" : null;
    }

    private static async IAsyncEnumerable<AuditRow> RowsAsync(TextReader file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = (await file.ReadLineAsync(cancellationToken))?.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(first))
            throw new AuditFileException($"The file is empty, or its first line is. {Again}");
        var rows = first.StartsWith('{') ? JsonlAudit.RowsAsync(first, file, cancellationToken) : CsvAudit.RowsAsync(first, file, cancellationToken);
        await foreach (var row in rows)
            yield return row;
    }

    internal static AuditFileException Broken(string what, Exception? inner = null) => new($"{what} {Again}", inner);
}

/// <summary>An entry and where it stands in its file.</summary>
/// <param name="Line">The line on which it ends, from 1.</param>
/// <param name="Shown">The entry.</param>
/// <param name="Cells">Its cells by column, as the file has them; null where a file has no columns.</param>
internal sealed record AuditRow(int Line, ShownEntry Shown, IReadOnlyDictionary<string, string>? Cells);
