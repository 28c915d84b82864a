using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Noticing;

/// <summary>What people are told: a row for each finding, in words that need no knowledge of Recoup.</summary>
public static class NoticeText
{
    public static readonly IReadOnlyList<string> Heading = ["Account ID", "Name", "Email", "What", "Last used", "Answer by", "Finding"];

    /// <summary>A file for a mail merge, safe to open in a spreadsheet.</summary>
    /// <param name="rows">Findings of people with an address.</param>
    /// <param name="scan">The scan that found them.</param>
    /// <param name="organisation">What the organisation is called.</param>
    /// <param name="answerBy">Until when the person of a finding may answer.</param>
    public static string Csv(IEnumerable<NoticeRow> rows, Scan scan, string organisation, Func<Recommendation, DateTimeOffset> answerBy) => SafeCsv.Text(
        Heading,
        rows.Select(r => new[]
        {
            r.Account.Id.Value, r.Account.Name, r.Account.Email ?? "", What(r.Finding, scan.Survey, organisation), LastUsed(r), Day(answerBy(r.Finding)), r.Finding.Id,
        }));

    /// <summary>What will be done, as the person it is done to reads it.</summary>
    public static string What(Recommendation finding, Survey survey, string organisation)
    {
        var seats = finding.Seats.Select(s => $"{s.Product.Name} on {survey.SiteName(s.Site)}").Distinct().ToList();
        var all = string.Join(", ", seats);
        return finding.Action switch
        {
            RecommendedAction.RemoveAccess => $"{all} will be taken from you",
            RecommendedAction.ChangeRole => $"Your role in {all} will become one that costs nothing",
            RecommendedAction.Deactivate => $"Your Atlassian account will be deactivated{Behind(all)}",
            _ => $"Your access to {organisation} will be suspended{Behind(all)}",
        };
    }

    private static string Behind(string seats) => seats.Length > 0 ? $": {seats}" : "";

    private static string LastUsed(NoticeRow row)
    {
        var uses = row.Finding.Seats.Count > 0 ? row.Finding.Seats.Select(s => row.Account.LastActive(s.Resource)).ToList() : [row.Account.LastUse];
        return uses.Exists(u => !u.IsKnown) ? "not known" : uses.Where(u => u.HasValue).Select(u => Day(u.At)).Max(StringComparer.Ordinal) ?? "never";
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
