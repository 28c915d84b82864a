using System.Globalization;
using System.Runtime.CompilerServices;
using Recoup.Core.Directory;

namespace Recoup.Engine.Atlassian;

/// <summary>The Organizations API (<c>https://api.atlassian.com/admin</c>), as far as it is read. One method per endpoint.</summary>
public sealed class OrganizationsApi(AtlassianHttp http, OrgId org)
{
    private static readonly string[] Everything = ["productAccess", "groups", "platformRoles", "counts.resources"];
    private static readonly string[] GroupsOnly = ["groups"];

    /// <summary>Accounts that one search may name.</summary>
    public const int MostAccounts = 10;

    /// <summary>Accounts or groups on a page.</summary>
    public const int PageSize = 100;

    /// <summary>Pages that one listing may have before a looping cursor is assumed: a million accounts have 10,000.</summary>
    private const int MostPages = 100_000;

    private readonly string _v1 = $"admin/v1/orgs/{Uri.EscapeDataString(org.Value)}";
    private readonly string _v2 = $"admin/v2/orgs/{Uri.EscapeDataString(org.Value)}";

    public Task<OneBody<OrgBody>?> TryGetOrganizationAsync(CancellationToken cancellationToken) =>
        http.TryGetAsync("GET orgs/{org}", _v1, WireJson.Default.OneBodyOrgBody, cancellationToken);

    public async IAsyncEnumerable<DomainBody> DomainsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string operation = "GET domains";
        var links = new CursorTrail(operation, MostPages);
        for (var path = $"{_v1}/domains"; ;)
        {
            var page = await http.GetAsync(operation, path, WireJson.Default.PageV1DomainBody, cancellationToken);
            foreach (var domain in page.Data)
                yield return domain;
            if (!links.Goes(Followed(path, page.Links?.Next, operation), out path))
                yield break;
        }
    }

    public async IAsyncEnumerable<WorkspaceBody> WorkspacesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string operation = "POST workspaces";
        var cursors = new CursorTrail(operation, MostPages);
        var question = new WorkspacesBody(Limit: 1000, Cursor: null);
        while (true)
        {
            var page = await http.PostAsync(operation, $"{_v2}/workspaces", question, WireJson.Default.WorkspacesBody, WireJson.Default.PageV1WorkspaceBody, cancellationToken);
            foreach (var workspace in page.Data)
                yield return workspace;
            if (!cursors.Goes(CursorOf(page.Links?.Next), out var cursor))
                yield break;
            question = new WorkspacesBody(Limit: null, cursor);
        }
    }

    /// <summary>The directories that the key may manage.</summary>
    public async IAsyncEnumerable<DirectoryBody> DirectoriesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string operation = "GET directories";
        var cursors = new CursorTrail(operation, MostPages);
        for (var query = "limit=100"; ;)
        {
            var page = await http.GetAsync(operation, $"{_v2}/directories?{query}", WireJson.Default.PageV2DirectoryBody, cancellationToken);
            foreach (var directory in page.Data)
                yield return directory;
            if (!cursors.Goes(page.Links?.Next, out var cursor))
                yield break;
            query = $"limit=100&cursor={Uri.EscapeDataString(cursor)}";
        }
    }

    /// <summary>One page of the managed accounts: the only place that tells whom Guard bills.</summary>
    /// <param name="cursor">Null for the first page.</param>
    /// <returns>The accounts, and the cursor of the next page, null on the last.</returns>
    public async Task<(IReadOnlyList<ManagedBody> Accounts, string? Next)> ManagedPageAsync(string? cursor, CancellationToken cancellationToken)
    {
        const string operation = "GET users";
        var path = cursor is null ? $"{_v1}/users" : $"{_v1}/users?cursor={Uri.EscapeDataString(cursor)}";
        var page = await http.GetAsync(operation, path, WireJson.Default.PageV1ManagedBody, cancellationToken);
        return (page.Data, CursorOf(Followed(path, page.Links?.Next, operation)));
    }

    /// <summary>Every kind of entry that the organisation's audit log knows.</summary>
    public async Task<IReadOnlyList<EventActionBody>> EventActionsAsync(CancellationToken cancellationToken) =>
        (await http.GetAsync("GET event-actions", $"{_v1}/event-actions", WireJson.Default.PageV1EventActionBody, cancellationToken)).Data;

    /// <summary>The newest entries of one kind in the organisation's audit log, at most 500.</summary>
    public async Task<IReadOnlyList<EventBody>> NewestEventsAsync(string action, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"action={Uri.EscapeDataString(action)}&from={from.ToUnixTimeMilliseconds()}&limit=500");
        return (await http.GetAsync("GET events", $"{_v1}/events?{query}", WireJson.Default.PageV1EventBody, cancellationToken)).Data;
    }

    /// <summary>One page of every account, with last use, groups and admin roles.</summary>
    /// <param name="cursor">Null for the first page.</param>
    public Task<PageV2<UserBody>> UsersPageAsync(string? cursor, CancellationToken cancellationToken) =>
        SearchUsersAsync(new SearchBody { Cursor = cursor, Expand = Everything }, cancellationToken);

    /// <summary>One page of those who are suspended in one directory, whatever they are in another.</summary>
    public Task<PageV2<UserBody>> SuspendedPageAsync(DirectoryId directory, string? cursor, CancellationToken cancellationToken) =>
        SearchUsersAsync(new SearchBody { Cursor = cursor, MembershipStatus = ["suspended"] }, cancellationToken, directory.Value);

    /// <summary>One page of the active holders of a role on a resource, by any path, with their groups.</summary>
    public Task<PageV2<UserBody>> HoldersPageAsync(Resource resource, string role, string? cursor, CancellationToken cancellationToken) =>
        SearchUsersAsync(new SearchBody { Cursor = cursor, Expand = GroupsOnly, ResourceIds = [resource.Ari], RoleIds = [role], Status = ["active"] }, cancellationToken);

    /// <summary>One managed account, if there is any: to try things on.</summary>
    public Task<PageV2<UserBody>> SomeManagedAsync(CancellationToken cancellationToken) =>
        SearchUsersAsync(new SearchBody { Limit = 1, ClaimStatus = "managed" }, cancellationToken);

    /// <summary>Those of some accounts that hold a role on a resource by any path, active ones only.</summary>
    /// <param name="accounts">At most <see cref="MostAccounts"/>.</param>
    public Task<PageV2<UserBody>> HoldersAmongAsync(Resource resource, string role, IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken) =>
        SearchUsersAsync(new SearchBody { Expand = GroupsOnly, ResourceIds = [resource.Ari], RoleIds = [role], Status = ["active"], AccountIds = [.. accounts.Select(a => a.Value)] }, cancellationToken);

    /// <summary>Some accounts as they are now, with last use, groups and admin roles; one that is gone is missing.</summary>
    /// <param name="accounts">At most <see cref="MostAccounts"/>.</param>
    public async Task<IReadOnlyList<UserBody>> AccountsAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken) =>
        (await SearchUsersAsync(new SearchBody { Expand = Everything, AccountIds = [.. accounts.Select(a => a.Value)] }, cancellationToken)).Data;

    /// <summary>How many active accounts are organisation admins.</summary>
    public Task<int> CountOrgAdminsAsync(CancellationToken cancellationToken) => CountAsync($"?status=active&roleIds={Uri.EscapeDataString(Role.OrgAdmin)}", cancellationToken);

    /// <summary>Active organisation admins, at most 100 of them.</summary>
    public async Task<IReadOnlyList<AccountId>> OrgAdminsAsync(CancellationToken cancellationToken) =>
        [.. (await SearchUsersAsync(new SearchBody { RoleIds = [Role.OrgAdmin], Status = ["active"] }, cancellationToken)).Data.Select(u => new AccountId(u.AccountId))];

    /// <summary>Whether an account is an active organisation admin now.</summary>
    public async Task<bool> IsOrgAdminAsync(AccountId account, CancellationToken cancellationToken) =>
        (await SearchUsersAsync(new SearchBody { RoleIds = [Role.OrgAdmin], Status = ["active"], AccountIds = [account.Value] }, cancellationToken)).Data.Any(u => u.AccountId == account.Value);

    /// <summary>One group; null when it is gone.</summary>
    public async Task<GroupBody?> TryGetGroupAsync(GroupId group, CancellationToken cancellationToken) =>
        (await SearchGroupsAsync(new SearchBody { GroupIds = [group.Value] }, cancellationToken)).Data.FirstOrDefault(g => GroupId.From(g.Id) == group);

    /// <summary>Everything that a group gives to its members.</summary>
    public async Task<IReadOnlyList<GroupRoleBody>> GroupRolesAsync(DirectoryId directory, GroupId group, CancellationToken cancellationToken)
    {
        const string operation = "GET groups/{group}/role-assignments";
        var cursors = new CursorTrail(operation, MostPages);
        var all = new List<GroupRoleBody>();
        for (var query = "limit=100"; ;)
        {
            var path = $"{_v2}/directories/{Uri.EscapeDataString(directory.Value)}/groups/{Uri.EscapeDataString(group.Value)}/role-assignments?{query}";
            var page = await http.GetAsync(operation, path, WireJson.Default.PageV2GroupRoleBody, cancellationToken);
            all.AddRange(page.Data);
            if (!cursors.Goes(page.Links?.Next, out var cursor))
                return all;
            query = $"cursor={Uri.EscapeDataString(cursor)}";
        }
    }

    /// <summary>One page of the groups that give any role on a resource.</summary>
    public Task<PageV2<GroupBody>> GivingGroupsPageAsync(Resource resource, string? cursor, CancellationToken cancellationToken) =>
        SearchGroupsAsync(new SearchBody { Cursor = cursor, ResourceIds = [resource.Ari] }, cancellationToken);

    /// <summary>How many accounts of any status there are.</summary>
    public Task<int> CountAccountsAsync(CancellationToken cancellationToken) => CountAsync("", cancellationToken);

    /// <summary>How many active accounts hold a role on a resource.</summary>
    public Task<int> CountHoldersAsync(Resource resource, string role, CancellationToken cancellationToken) =>
        CountAsync($"?status=active&resourceIds={Uri.EscapeDataString(resource.Ari)}&roleIds={Uri.EscapeDataString(role)}", cancellationToken);

    /// <summary>One page of the groups that give a role on a resource.</summary>
    public Task<PageV2<GroupBody>> GrantingGroupsPageAsync(Resource resource, string role, string? cursor, CancellationToken cancellationToken) =>
        SearchGroupsAsync(new SearchBody { Cursor = cursor, ResourceIds = [resource.Ari], RoleIds = [role] }, cancellationToken);

    /// <summary>Every role of one account, and how it comes by it; null when the account is gone.</summary>
    public async Task<IReadOnlyList<RoleAssignmentBody>?> TryGetRoleAssignmentsAsync(AccountId account, CancellationToken cancellationToken)
    {
        const string operation = "GET users/{account}/role-assignments";
        var cursors = new CursorTrail(operation, MostPages);
        var all = new List<RoleAssignmentBody>();
        for (var query = "limit=100"; ;)
        {
            var path = $"{_v2}/directories/-/users/{Uri.EscapeDataString(account.Value)}/role-assignments?{query}";
            var page = await http.TryGetAsync(operation, path, WireJson.Default.PageV2RoleAssignmentBody, cancellationToken);
            if (page is null)
                return null;
            all.AddRange(page.Data);
            if (!cursors.Goes(page.Links?.Next, out var cursor))
                return all;
            query = $"cursor={Uri.EscapeDataString(cursor)}";
        }
    }

    private async Task<int> CountAsync(string query, CancellationToken cancellationToken)
    {
        const string operation = "GET users/count";
        var answer = await http.GetAsync(operation, $"{_v2}/directories/-/users/count{query}", WireJson.Default.CountBody, cancellationToken);
        return answer.Count ?? throw new AtlassianException(operation, AtlassianFailure.Transient, "the answer holds no count");
    }

    private async Task<PageV2<UserBody>> SearchUsersAsync(SearchBody question, CancellationToken cancellationToken, string directory = "-")
    {
        const string operation = "POST users/search";
        var page = await http.PostAsync(operation, $"{_v2}/directories/{Uri.EscapeDataString(directory)}/users/search", question, WireJson.Default.SearchBody, WireJson.Default.PageV2UserBody, cancellationToken);
        return page.Data.Any(u => u.Groups?.Contains(null!) == true || u.ProductAccess?.Contains(null!) == true)
            ? throw new AtlassianException(operation, AtlassianFailure.Transient, "the answer is not of the documented shape: something that an account has is null")
            : page;
    }

    private Task<PageV2<GroupBody>> SearchGroupsAsync(SearchBody question, CancellationToken cancellationToken) =>
        http.PostAsync("POST groups/search", $"{_v2}/directories/-/groups/search", question, WireJson.Default.SearchBody, WireJson.Default.PageV2GroupBody, cancellationToken);

    /// <summary>The path of a v1 page's next link. It must stay below the base and move on.</summary>
    private string? Followed(string from, string? next, string operation)
    {
        if (string.IsNullOrEmpty(next))
            return null;
        var target = new Uri(http.Place, next);
        if (!EgressGuard.IsBelow(http.Place, target))
            throw new EgressRefusedException("a next link must stay below the API's own address", target.GetLeftPart(UriPartial.Authority));
        return target == new Uri(http.Place, from)
            ? throw new AtlassianException(operation, AtlassianFailure.Transient, "a page names itself as the next one")
            : target.AbsoluteUri;
    }

    /// <summary>The v1 lists and workspaces give their cursor inside a URL.</summary>
    private static string? CursorOf(string? next)
    {
        const string name = "cursor=";
        var at = next?.IndexOf(name, StringComparison.Ordinal) ?? -1;
        if (at < 0)
            return string.IsNullOrEmpty(next) ? null : next;
        var end = next!.IndexOf('&', at);
        return Uri.UnescapeDataString(end < 0 ? next[(at + name.Length)..] : next[(at + name.Length)..end]);
    }
}
