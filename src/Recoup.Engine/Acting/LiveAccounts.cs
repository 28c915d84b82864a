using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Acting;

/// <summary>Reads accounts and groups as they are now. What was read is good for a quarter of an hour.</summary>
internal sealed class LiveAccounts(AtlassianAccess atlassian, TimeProvider time)
{
    /// <summary>A row is read again when its last reading is older.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>In place of what Atlassian leaves out: nothing is known to be harmless that is not told.</summary>
    private const string Untold = "something that is not told";

    private readonly Dictionary<AccountId, (UserBody? User, DateTimeOffset At)> _users = [];
    private readonly Dictionary<GroupId, (GroupFacts? Facts, DateTimeOffset At)> _groups = [];
    private readonly Dictionary<Resource, (IReadOnlyDictionary<GroupId, string> Groups, DateTimeOffset At)> _granting = [];

    /// <summary>An account; null when it is gone.</summary>
    /// <param name="ahead">Others that are going to be asked for next: their records come in the same request.</param>
    /// <param name="action">What is to be done, for what has to be asked; null where it is only looked at.</param>
    public async Task<AccountImage?> TryGetAsync(AccountId account, IReadOnlyList<AccountId> ahead, RecommendedAction? action, CancellationToken cancellationToken)
    {
        if (await UserAsync(account, ahead, cancellationToken) is not { } user || await atlassian.Organizations.TryGetRoleAssignmentsAsync(account, cancellationToken) is not { } roles)
            return null;
        var managed = user.ClaimStatus == "managed";
        return new AccountImage
        {
            Account = account,
            ReadAt = _users[account].At,
            Status = user.Status ?? user.AccountStatus ?? "unknown",
            Claim = user.ClaimStatus,
            Source = user.ManagementSource,
            PlatformRoles = user.PlatformRoles,
            Usage = user.ProductAccess is null ? null : [.. UserRecord.Usage(user.ProductAccess)],
            Groups = user.Groups is null ? null : [.. UserRecord.Groups(user)],
            Roles = [.. roles.SelectMany(Held)],
            TokenUsed = managed && action is not null ? await TokenUseAsync(account, cancellationToken) : Signal.Unknown,
            NotManageable = action == RecommendedAction.Deactivate ? await NotManageableAsync(account, cancellationToken) : null,
        };
    }

    /// <summary>Whether an account that was read has one of some addresses.</summary>
    public bool HasAddressAmong(AccountId account, IReadOnlyCollection<string> addresses) =>
        _users.TryGetValue(account, out var known) && known.User?.Email is { } email && addresses.Contains(email, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whatever was read of an account is no longer true.</summary>
    public void Drop(AccountId account) => _users.Remove(account);

    public async Task<GroupFacts?> TryGetGroupAsync(DirectoryId directory, GroupId group, CancellationToken cancellationToken)
    {
        if (_groups.TryGetValue(group, out var known) && time.GetUtcNow() - known.At < Fresh)
            return known.Facts;
        var at = time.GetUtcNow();
        GroupFacts? facts = null;
        if (await atlassian.Organizations.TryGetGroupAsync(group, cancellationToken) is { } body)
        {
            var gives = await atlassian.Organizations.GroupRolesAsync(directory, group, cancellationToken);
            facts = new(
                group,
                body.Name ?? group.Value,
                body.ExternalSynced != true && body.ManagedBy != "external" && body.ManagementAccess?.Modifiable != false,
                [.. gives.SelectMany(g => g.Roles is { } roles ? roles.Select(role => (g.ResourceId ?? Untold, role)) : [(Untold, Untold)])]);
        }

        _groups[group] = (facts, at);
        return facts;
    }

    /// <summary>Every group that gives a paid role on a resource, with its name.</summary>
    public async Task<IReadOnlyDictionary<GroupId, string>> GrantingAsync(Resource resource, CancellationToken cancellationToken)
    {
        if (_granting.TryGetValue(resource, out var known) && time.GetUtcNow() - known.At < Fresh)
            return known.Groups;
        var (at, groups) = (time.GetUtcNow(), new Dictionary<GroupId, string>());
        foreach (var role in Role.Billable)
        {
            var cursors = new CursorTrail("POST groups/search", int.MaxValue);
            for (string? cursor = null; ;)
            {
                var page = await atlassian.Organizations.GrantingGroupsPageAsync(resource, role, cursor, cancellationToken);
                foreach (var group in page.Data)
                    groups[GroupId.From(group.Id)] = group.Name ?? group.Id;
                if (!cursors.Goes(page.Links?.Next, out cursor))
                    break;
            }
        }

        _granting[resource] = (groups, at);
        return groups;
    }

    private async Task<UserBody?> UserAsync(AccountId account, IReadOnlyList<AccountId> ahead, CancellationToken cancellationToken)
    {
        if (_users.TryGetValue(account, out var known) && time.GetUtcNow() - known.At < Fresh)
            return known.User;
        AccountId[] asked = [account, .. ahead.Where(a => a != account).Take(OrganizationsApi.MostAccounts - 1)];
        var at = time.GetUtcNow();
        var users = (await atlassian.Organizations.AccountsAsync(asked, cancellationToken)).ToLookup(u => u.AccountId);
        foreach (var one in asked)
            _users[one] = (users[one.Value].FirstOrDefault(), at);
        return _users[account].User;
    }

    /// <summary>A key that may not read tokens leaves them unknown.</summary>
    private async Task<Signal> TokenUseAsync(AccountId account, CancellationToken cancellationToken)
    {
        try
        {
            return await atlassian.UserManagement.TokenUseAsync(account, cancellationToken);
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Forbidden or AtlassianFailure.Unauthorized)
        {
            return Signal.Unknown;
        }
    }

    private async Task<string?> NotManageableAsync(AccountId account, CancellationToken cancellationToken)
    {
        try
        {
            return await atlassian.UserManagement.TryGetManageabilityAsync(account, cancellationToken) switch
            {
                null => "it does not say whether it may be",
                { Allowed: true } => null,
                var refused => refused.Reason ?? "it does not say why",
            };
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Forbidden or AtlassianFailure.Unauthorized)
        {
            return e.Message;
        }
    }

    private static IEnumerable<HeldRole> Held(RoleAssignmentBody assignment) =>
        from role in assignment.RoleAssignments ?? throw new AtlassianException("GET users/{account}/role-assignments", AtlassianFailure.Transient, "the answer does not tell the roles")
        where role?.Role is not null
        let methods = role.RoleAssignmentMethods ?? []
        select new HeldRole(
            assignment.DirectoryId is { } directory ? new DirectoryId(directory) : null, assignment.ResourceId ?? "", role.Role!,
            methods.Contains("direct"), methods.Contains("group_direct"), methods.Contains("inferred"), assignment.UserDirectoryStatus);
}
