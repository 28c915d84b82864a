using Recoup.Core.Directory;

namespace Recoup.Engine.Importing;

/// <summary>One leave of one person.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Account">Whose it is, by account.</param>
/// <param name="Email">Whose it is, by address in lower case, where no account is given.</param>
/// <param name="From">The first day; null where the file does not tell.</param>
/// <param name="Until">The last day.</param>
/// <param name="Reason">Why; null where the file does not tell.</param>
public sealed record Leave(int Line, AccountId? Account, string? Email, DateOnly? From, DateOnly Until, string? Reason);

/// <summary>A leave calendar: who is away from when until when. A row that cannot be understood is left out and named.</summary>
/// <param name="Leaves">What could be taken, in the file's order.</param>
/// <param name="Refused">What was left out, in words.</param>
public sealed record LeaveFile(IReadOnlyList<Leave> Leaves, IReadOnlyList<string> Refused)
{
    private const int LongestReason = 1000;
    private const int YearsAhead = 5;

    /// <param name="today">Against which a leave that never ends is told from a long one.</param>
    /// <exception cref="ImportException">It is no leave calendar, or its dates can be read in two ways.</exception>
    public static LeaveFile Read(TextReader file, DateOnly today)
    {
        using var table = new CsvTable(file, "Have the leave calendar exported again and import that file.");
        var columns = new ListColumns(table);
        var (accountAt, emailAt) = (columns.Account(), columns.Address());
        var fromAt = columns.Find("first day", "from", "start", "startdate", "firstday", "begins", "begin");
        var untilAt = columns.Find("last day", "until", "to", "end", "enddate", "lastday", "ends");
        var reasonAt = columns.Find("reason", "reason", "type", "leavetype", "absencetype", "comment");
        if ((accountAt < 0 && emailAt < 0) || untilAt < 0)
            throw new ImportException($"This is no leave calendar: it needs the columns \"Account ID\" or \"Email\", and \"Until\"; \"From\" and \"Reason\" are welcome. {columns.Seen()} Rename them, and import the file again.");
        var (dates, refused, leaves) = (new ListDates(), new SkippedRows(), new List<Leave>());
        while (table.Read())
        {
            if (Row(out var why) is { } leave)
                leaves.Add(leave);
            else
                refused.Add(why, table.Line);
        }

        return new(leaves, refused.InWords());

        Leave? Row(out string why)
        {
            var (account, email, reason) = (table[accountAt], table[emailAt].ToLowerInvariant(), table[reasonAt]);
            var readable = dates.TryRead(table[fromAt], table.Line, out var from) & dates.TryRead(table[untilAt], table.Line, out var until);
            why = table.IsShort ? "shorter than the header"
                : account.Length == 0 && email.Length == 0 ? "with neither an account id nor an address"
                : !readable ? "with a date that is none"
                : until is null ? "without a last day"
                : from > until ? "that end before they begin"
                : until > today.AddYears(YearsAhead) ? $"that end more than {YearsAhead} years ahead"
                : reason.Length > LongestReason ? "with a reason of more than 1,000 characters"
                : "";
            return why.Length > 0 ? null : new(table.Line, account.Length > 0 ? new AccountId(account) : null, account.Length > 0 ? null : email, from, until!.Value, reason.Length > 0 ? reason : null);
        }
    }
}
