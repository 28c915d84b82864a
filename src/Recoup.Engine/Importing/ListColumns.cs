namespace Recoup.Engine.Importing;

/// <summary>
/// Finds the columns of a list that HR or an identity provider wrote: every system has its own spelling. Case, blanks and
/// signs do not count, so that <c>Employee ID</c>, <c>employee_id</c> and <c>employeeId</c> are one name.
/// </summary>
internal sealed class ListColumns(CsvTable table)
{
    private readonly List<string> _used = [];

    /// <summary>Which column was taken for what, in words.</summary>
    public IReadOnlyList<string> Used => _used;

    /// <summary>The place of the first name that the file has; -1 when it has none.</summary>
    /// <param name="meaning">What it is, in words.</param>
    /// <param name="names">Its spellings, the surest first, in small letters and digits.</param>
    public int Find(string meaning, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < table.Header.Count; i++)
            {
                if (Plain(table.Header[i]) != name)
                    continue;
                _used.Add($"{meaning} from \"{table.Header[i]}\"");
                return i;
            }
        }

        return -1;
    }

    public int Account() => Find("account id", "accountid", "atlassianid", "atlassianaccountid", "userid");

    public int Address() => Find("address", "email", "emailaddress", "mail", "userprincipalname", "login");

    /// <summary>The first columns of the file, for a message that says what was not found.</summary>
    public string Seen() => $"It has the columns: {string.Join(", ", table.Header.Take(8).Select(h => $"\"{h}\""))}{(table.Header.Count > 8 ? "…" : "")}.";

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
