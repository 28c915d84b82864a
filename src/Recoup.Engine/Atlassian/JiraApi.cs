using System.Globalization;
using Recoup.Core.Directory;

namespace Recoup.Engine.Atlassian;

/// <summary>A site's Jira platform API. Asks of issues for assignee, reporter and updated, and for nothing else (P09).</summary>
public sealed class JiraApi(AtlassianHttp http)
{
    /// <summary>People in one question: keeps the JQL short enough for every proxy.</summary>
    public const int MostPeople = 50;

    private const int IssuesPerPage = 100;
    private const int MostPages = 10_000;
    private static readonly string[] Fields = ["assignee", "reporter", "updated"];

    /// <summary>The cloud id that a site's address belongs to. Needs no key.</summary>
    public async Task<SiteId> GetCloudIdAsync(CancellationToken cancellationToken) =>
        new((await http.GetAsync("GET _edge/tenant_info", "_edge/tenant_info", WireJson.Default.TenantBody, cancellationToken)).CloudId);

    /// <summary>Whose token this is.</summary>
    public async Task<AccountId> GetMyselfAsync(CancellationToken cancellationToken) =>
        new((await http.GetAsync("GET myself", "rest/api/3/myself", WireJson.Default.MyselfBody, cancellationToken)).AccountId);

    /// <summary>Issues that any of the people reported and that were created within the last minutes.</summary>
    /// <param name="people">At most <see cref="MostPeople"/>.</param>
    /// <param name="minutes">The length of the window, up to now.</param>
    public async Task<IReadOnlyList<IssueBody>> IssuesReportedByAsync(IReadOnlyList<AccountId> people, long minutes, CancellationToken cancellationToken)
    {
        const string operation = "POST search/jql";
        var reporters = string.Join(",", people.Select(p => $"\"{p.Value}\""));
        var jql = string.Create(CultureInfo.InvariantCulture, $"reporter in ({reporters}) AND created >= -{minutes}m");
        var cursors = new CursorTrail(operation, MostPages);
        var issues = new List<IssueBody>();
        for (string? token = null; ;)
        {
            var page = await http.PostAsync(operation, "rest/api/3/search/jql", new JqlBody(jql, Fields, IssuesPerPage, token), WireJson.Default.JqlBody, WireJson.Default.IssuePage, cancellationToken);
            issues.AddRange(page.Issues ?? []);
            if (page.IsLast == true || !cursors.Goes(page.NextPageToken, out token))
                return issues;
        }
    }
}
