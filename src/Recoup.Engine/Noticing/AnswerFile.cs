using Recoup.Core.Directory;
using Recoup.Engine.Importing;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Noticing;

/// <summary>What a person, or a mail server for them, said to a notice; the more harmless the higher.</summary>
public enum Said
{
    Release,
    Bounced,
    Keep,
}

/// <summary>One answer.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Account">Whose it is, by account.</param>
/// <param name="Email">Whose it is, by address in lower case, where no account is given.</param>
/// <param name="Finding">Of which finding it speaks; null for all of which the person was told.</param>
/// <param name="Said">What it says; null where it cannot be understood.</param>
/// <param name="Reason">Why, in their words; null where they do not tell.</param>
public sealed record AnswerRow(int Line, AccountId? Account, string? Email, string? Finding, Said? Said, string? Reason);

/// <summary>Answers to a notice. A row that cannot be understood is left out and named: nobody is guessed to agree.</summary>
/// <param name="Rows">In the file's order; those that name somebody and cannot be understood are among them.</param>
/// <param name="Silent">Rows without an answer.</param>
/// <param name="Refused">What was left out, in words.</param>
public sealed record AnswerFile(IReadOnlyList<AnswerRow> Rows, int Silent, IReadOnlyList<string> Refused)
{
    private const int LongestReason = 1000;

    /// <exception cref="ImportException">It is no file of answers.</exception>
    public static AnswerFile Read(TextReader file)
    {
        using var table = new CsvTable(file, "Collect the answers and import that file.");
        var columns = new ListColumns(table);
        var (accountAt, emailAt, findingAt) = (columns.Account(), columns.Address(), columns.Find("finding", "finding"));
        var answerAt = columns.Find("answer", "answer", "reply", "response");
        var reasonAt = columns.Find("reason", "reason", "comment");
        if ((accountAt < 0 && emailAt < 0) || answerAt < 0)
            throw new ImportException($"These are no answers: it needs the columns \"Account ID\" or \"Email\", and \"Answer\"; \"Reason\" is welcome. {columns.Seen()} Rename them, and import the file again.");
        var (rows, silent, refused) = (new List<AnswerRow>(), 0, new SkippedRows());
        while (table.Read())
        {
            // A file that was exported and filled in has what export put before cells that look like formulas.
            var (account, email, finding) = (SafeCsv.Plain(table[accountAt]), SafeCsv.Plain(table[emailAt]).ToLowerInvariant(), table[findingAt]);
            var isNamed = account.Length + email.Length > 0;
            if (isNamed && !table.IsShort && table[answerAt].Length == 0)
            {
                silent++;
                continue;
            }

            var said = isNamed && !table.IsShort ? Understood(table[answerAt]) : null;
            if (said is null)
                refused.Add(!isNamed ? "with neither an account id nor an address" : table.IsShort ? "shorter than the header" : "with an answer that is none", table.Line);
            if (isNamed)
                rows.Add(new(table.Line, account.Length > 0 ? new AccountId(account) : null, account.Length > 0 ? null : email, finding.Length > 0 ? finding : null, said, Short(table[reasonAt])));
        }

        return new(rows, silent, refused.InWords());
    }

    /// <summary>Case, blanks and signs do not count.</summary>
    private static Said? Understood(string answer) => string.Concat(answer.Where(char.IsLetter)).ToLowerInvariant() switch
    {
        "keep" or "yes" or "needed" => Said.Keep,
        "no" or "release" or "agreed" or "notneeded" => Said.Release,
        "bounced" or "undeliverable" or "autoreply" or "outofoffice" => Said.Bounced,
        _ => null,
    };

    /// <summary>Nobody loses access because they explained it at length: what is too long is cut.</summary>
    private static string? Short(string reason) => reason.Length switch
    {
        0 => null,
        <= LongestReason => reason,
        _ => reason[..(char.IsHighSurrogate(reason[LongestReason - 1]) ? LongestReason - 1 : LongestReason)],
    };
}
