using System.Globalization;
using System.Text;
using Recoup.Core.Rules;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.RoutingOut;

/// <summary>A file of a pack.</summary>
public sealed record PackFile(string Name, string Text);

/// <summary>
/// What whoever runs the identity provider gets: one CSV for Okta, one for each group in the form that Entra's bulk removal
/// takes, and the text of a ticket. Names and groups in them are other people's text: cells that a spreadsheet would run are
/// written so that it does not.
/// </summary>
public static class RouteOutPack
{
    /// <summary>The heading of Entra's template for removing members in bulk, word for word; it takes no other row before it.</summary>
    private const string EntraHeading = "Member object ID or user principal name [memberObjectIdOrUpn] Required";

    private const int LongestName = 80;

    public static IReadOnlyList<PackFile> Of(IReadOnlyList<RoutedRow> rows, string organisation, DateTimeOffset scanned) =>
        [new("okta.csv", Okta(rows)), .. Entra(rows), new("ticket.txt", Ticket(rows, organisation, scanned))];

    private static string Okta(IReadOnlyList<RoutedRow> rows) => SafeCsv.Text(
        ["login", "action", "group", "reason", "finding"],
        rows.Where(r => r.Email is not null).SelectMany(row => row.Disable
            ? [[row.Email!, "deactivate", "", Names.OfRule(row.Finding.Rule), row.Finding.Id]]
            : row.Groups.Select(group => new[] { row.Email!, "remove from group", group.Name, Names.OfRule(row.Finding.Rule), row.Finding.Id })));

    private static IEnumerable<PackFile> Entra(IReadOnlyList<RoutedRow> rows)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var leaving = rows.Where(r => r.Email is not null && !r.Disable).SelectMany(row => row.Groups.Where(g => g.Synced), (row, group) => (Group: group.Name, Email: row.Email!));
        foreach (var group in leaving.GroupBy(l => l.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
            yield return new(FileName(group.Key, names), SafeCsv.Text([EntraHeading], group.Select(l => l.Email).Distinct().Order(StringComparer.Ordinal).Select(email => new[] { email })));
    }

    private static string Ticket(IReadOnlyList<RoutedRow> rows, string organisation, DateTimeOffset scanned)
    {
        var (gone, groups, people) = (rows.Where(r => r.Disable).ToList(), rows.Where(r => r.Finding.AccountId is null).ToList(), rows.Where(r => !r.Disable && r.Finding.AccountId is not null).ToList());
        var text = new StringBuilder();
        Line($"Subject: Atlassian seats to give back through the identity provider ({organisation})");
        Line();
        Line($"A scan of {scanned.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC found seats that are paid for and not used. The people come from the identity provider, or hold the seats through groups that it keeps: a change at Atlassian would be undone by the next sync. Please make it there.");
        if (people.Count > 0)
        {
            Line();
            Line($"Remove from groups: {People(people.Count)}");
            foreach (var group in people.SelectMany(p => p.Groups, (p, g) => (g.Name, g.Synced, Person: p)).GroupBy(x => (x.Name, x.Synced)).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
                Line($"  {PlainLine(group.Key.Name)}: {People(group.Count())}{(group.Key.Synced ? "" : " (a group of Atlassian's own: take the application from them instead)")}");
            foreach (var row in people.Where(p => p.Groups.Count == 0))
                Line($"  {Who(row)}: no group gives the seat; take the application from them");
        }

        if (gone.Count > 0)
        {
            Line();
            Line($"Deactivate, they have left: {People(gone.Count)}");
            foreach (var row in gone)
                Line($"  {Who(row)}");
        }

        foreach (var row in groups)
        {
            Line();
            Line($"Split the group {PlainLine(row.Finding.DisplayName)}: {PlainLine(row.Finding.Evidence[0].Signal)}, {PlainLine(row.Finding.Evidence[0].Value)}");
        }

        Line();
        Line("Files: okta.csv has a line for each change (login, action, group). Each entra-….csv is one group, in the form that Entra takes under Groups, the group, Members, Bulk operations, Remove members.");
        if (rows.Any(r => r.Email is null && r.Finding.AccountId is not null))
            Line($"Without an address, and so in no file: {string.Join(", ", rows.Where(r => r.Email is null && r.Finding.AccountId is not null).Select(Who))}.");
        Line("Done means: the next scan no longer finds the seats. It is followed with recoup route-out list.");
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
    }

    private static string People(int count) => count == 1 ? "1 person" : $"{count.ToString(CultureInfo.InvariantCulture)} people";

    private static string Who(RoutedRow row) => PlainLine($"{row.Finding.DisplayName} <{row.Email ?? row.Finding.AccountId!.Value.Value}>");

    /// <summary>A name on one line, whatever is in it.</summary>
    private static string PlainLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static string FileName(string group, HashSet<string> taken)
    {
        var plain = new string([.. group.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.').Take(LongestName)]).Trim('.');
        for (var n = 1; ; n++)
        {
            var name = $"entra-{(plain.Length > 0 ? plain : "group")}{(n > 1 ? $"-{n}" : "")}.csv";
            if (taken.Add(name))
                return name;
        }
    }
}
