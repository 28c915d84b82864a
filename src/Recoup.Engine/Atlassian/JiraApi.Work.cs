using System.Globalization;
using Recoup.Core.Directory;

namespace Recoup.Engine.Atlassian;

/// <summary>What is read of a site only where the admin allows it (<c>reads.extended</c>): who leads and works in projects, what people share, counts of edits.</summary>
public sealed partial class JiraApi
{
    /// <summary>Jira's most projects on a page.</summary>
    public const int ProjectsPerPage = 50;

    private const int SharesPerPage = 100;

    /// <summary>One page of all projects with their leads.</summary>
    public Task<PageBean<ProjectBody>> ProjectsPageAsync(int startAt, CancellationToken cancellationToken) =>
        http.GetAsync(
            "GET project/search",
            string.Create(CultureInfo.InvariantCulture, $"rest/api/3/project/search?startAt={startAt}&maxResults={ProjectsPerPage}&expand=lead"),
            WireJson.Default.PageBeanProjectBody,
            cancellationToken);

    /// <summary>The project roles that the site knows, by id.</summary>
    public async Task<IReadOnlyList<long>> ProjectRolesAsync(CancellationToken cancellationToken) =>
        [.. (await http.GetAsync("GET role", "rest/api/3/role", WireJson.Default.IReadOnlyListProjectRoleBody, cancellationToken)).Select(r => r.Id)];

    /// <summary>Who has a role in a project: people and groups.</summary>
    public async Task<IReadOnlyList<ProjectActorBody>> ProjectActorsAsync(string project, long role, CancellationToken cancellationToken) =>
        (await http.GetAsync(
            "GET project/{project}/role/{role}",
            string.Create(CultureInfo.InvariantCulture, $"rest/api/3/project/{Uri.EscapeDataString(project)}/role/{role}"),
            WireJson.Default.ProjectActorsBody,
            cancellationToken)).Actors ?? [];

    /// <summary>Whom a project's permissions go to.</summary>
    public async Task<IReadOnlyList<PermissionBody>> PermissionsAsync(string project, CancellationToken cancellationToken) =>
        (await http.GetAsync(
            "GET project/{project}/permissionscheme",
            $"rest/api/3/project/{Uri.EscapeDataString(project)}/permissionscheme?expand=permissions",
            WireJson.Default.PermissionSchemeBody,
            cancellationToken)).Permissions ?? [];

    /// <summary>How many filters the account owns and shares; counted up to the first hundred it owns.</summary>
    public Task<int> SharedFiltersAsync(AccountId account, CancellationToken cancellationToken) => SharedAsync("filter", account, cancellationToken);

    /// <summary>How many dashboards the account owns and shares; counted up to the first hundred it owns.</summary>
    public Task<int> SharedDashboardsAsync(AccountId account, CancellationToken cancellationToken) => SharedAsync("dashboard", account, cancellationToken);

    /// <summary>About how many issues of a kind of project the account changed or commented on within some days.</summary>
    public Task<int> CountTouchedAsync(AccountId account, string projectType, int days, CancellationToken cancellationToken) =>
        CountAsync(string.Create(CultureInfo.InvariantCulture, $"projectType = \"{projectType}\" AND issuekey in updatedBy(\"{account.Value}\", \"-{days}d\")"), cancellationToken);

    private async Task<int> SharedAsync(string what, AccountId account, CancellationToken cancellationToken)
    {
        var page = await http.GetAsync(
            $"GET {what}/search",
            string.Create(CultureInfo.InvariantCulture, $"rest/api/3/{what}/search?accountId={Uri.EscapeDataString(account.Value)}&maxResults={SharesPerPage}&expand=sharePermissions"),
            WireJson.Default.PageBeanSharedBody,
            cancellationToken);
        return page.Values.Count(v => v.SharePermissions is { Count: > 0 });
    }
}
