using System.Globalization;
using Recoup.Core.Directory;

namespace Recoup.Engine.Atlassian;

/// <summary>A site's Jira platform API. Asks of issues for assignee, reporter and updated, and for nothing else (P09).</summary>
public sealed partial class JiraApi(AtlassianHttp http)
{
    /// <summary>People in one question: keeps the JQL short enough for every proxy.</summary>
    public const int MostPeople = 50;

    /// <summary>The most issues of which Jira sends fields in one page.</summary>
    public const int IssuesPerPage = 100;

    /// <summary>The most people that one page of the site's list holds.</summary>
    public const int PeoplePerPage = 1000;

    private const int MostPages = 10_000;
    private static readonly string[] Fields = ["assignee", "reporter", "updated"];

    /// <summary>The cloud id that a site's address belongs to. Needs no key.</summary>
    public async Task<SiteId> GetCloudIdAsync(CancellationToken cancellationToken) =>
        new((await http.GetAsync("GET _edge/tenant_info", "_edge/tenant_info", WireJson.Default.TenantBody, cancellationToken)).CloudId);

    /// <summary>Whose token this is.</summary>
    public async Task<AccountId> GetMyselfAsync(CancellationToken cancellationToken) =>
        new((await http.GetAsync("GET myself", "rest/api/3/myself", WireJson.Default.MyselfBody, cancellationToken)).AccountId);

    /// <summary>One page of everybody the site knows, inactive ones, apps and customers too. Only an empty page is the end: one may be shorter than asked for.</summary>
    public Task<IReadOnlyList<SiteUserBody>> PeoplePageAsync(int startAt, CancellationToken cancellationToken) =>
        http.GetAsync(
            "GET users/search",
            string.Create(CultureInfo.InvariantCulture, $"rest/api/3/users/search?startAt={startAt}&maxResults={PeoplePerPage}"),
            WireJson.Default.IReadOnlyListSiteUserBody,
            cancellationToken);

    /// <summary>About how many issues were created within the last minutes.</summary>
    public Task<int> CountIssuesAsync(long minutes, CancellationToken cancellationToken) => CountAsync(CreatedWithin(minutes), cancellationToken);

    private async Task<int> CountAsync(string jql, CancellationToken cancellationToken)
    {
        const string operation = "POST search/approximate-count";
        var answer = await http.PostAsync(operation, "rest/api/3/search/approximate-count", new CountJqlBody(jql), WireJson.Default.CountJqlBody, WireJson.Default.CountBody, cancellationToken);
        return answer.Count ?? throw new AtlassianException(operation, AtlassianFailure.Transient, "the answer holds no count");
    }

    /// <summary>One page of all issues created within the last minutes.</summary>
    /// <param name="minutes">The same for every page of one sweep: Jira ties the token to the question.</param>
    /// <param name="token">Null for the first page.</param>
    public Task<IssuePage> IssuesPageAsync(long minutes, string? token, CancellationToken cancellationToken) =>
        SearchAsync(CreatedWithin(minutes), token, cancellationToken);

    /// <summary>Issues that any of the people reported and that were created within the last minutes.</summary>
    /// <param name="people">At most <see cref="MostPeople"/>.</param>
    /// <param name="minutes">The length of the window, up to now.</param>
    public async Task<IReadOnlyList<IssueBody>> IssuesReportedByAsync(IReadOnlyList<AccountId> people, long minutes, CancellationToken cancellationToken)
    {
        var jql = $"reporter in ({string.Join(",", people.Select(p => $"\"{p.Value}\""))}) AND {CreatedWithin(minutes)}";
        var cursors = new CursorTrail(Search, MostPages);
        var issues = new List<IssueBody>();
        for (string? token = null; ;)
        {
            var page = await SearchAsync(jql, token, cancellationToken);
            issues.AddRange(page.Issues);
            if (page.IsLast == true || !cursors.Goes(page.NextPageToken, out token))
            {
                // A reporter who is not told would make somebody look idle.
                return issues.TrueForAll(i => i.Fields?.Reporter is { } reporter && people.Contains(new(reporter.AccountId)))
                    ? issues
                    : throw new AtlassianException(Search, AtlassianFailure.Rejected, "an issue came without the reporter who was asked about");
            }
        }
    }

    private const string Search = "POST search/jql";

    private Task<IssuePage> SearchAsync(string jql, string? token, CancellationToken cancellationToken) =>
        http.PostAsync(Search, "rest/api/3/search/jql", new JqlBody(jql, Fields, IssuesPerPage, token), WireJson.Default.JqlBody, WireJson.Default.IssuePage, cancellationToken);

    private static string CreatedWithin(long minutes) => string.Create(CultureInfo.InvariantCulture, $"created >= -{minutes}m");
}
