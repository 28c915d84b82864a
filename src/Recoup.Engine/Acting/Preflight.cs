using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;

namespace Recoup.Engine.Acting;

/// <summary>Looks, right before a row is done, whether it may be: what was decided since, and whether the account is as the plan showed it.</summary>
internal sealed class Preflight(ActingDesk desk, LiveAccounts live)
{
    private const int LookBack = 1_000;
    private const int FewestAdmins = 2;

    private IReadOnlyList<Run>? _others;

    /// <summary>Rows that other runs did on a day.</summary>
    public async Task<int> DoneElsewhereAsync(Run run, DateOnly day, CancellationToken cancellationToken)
    {
        _others ??= [.. (await desk.Store.RunsAsync(run.Org, new(LookBack), cancellationToken)).Where(r => r.Id != run.Id && r.Kind == RunKind.Apply)];
        return _others.Sum(r => r.ByDay.GetValueOrDefault(day));
    }

    /// <param name="run">The run.</param>
    /// <param name="row">The row.</param>
    /// <param name="ahead">Accounts of the rows that follow.</param>
    /// <returns>The account as it is, and why the row is not done; null when it may be.</returns>
    public async Task<(AccountImage? Image, Skip? Skip)> LookAsync(Run run, RunRow row, IReadOnlyList<AccountId> ahead, CancellationToken cancellationToken)
    {
        var planned = row.Before is not null;
        if (planned && await DecidedAsync(run, row, cancellationToken) is { } decided)
            return (null, decided);
        if (await live.TryGetAsync(row.AccountId, ahead, planned ? row.Action : null, cancellationToken) is not { } image)
            return (null, new("gone", "the account is gone"));
        return (image, planned ? await ChangedAsync(run, row, image, cancellationToken) : await RejoinedAsync(row, cancellationToken));
    }

    /// <summary>A group that was left may have become one that Recoup changes for nobody.</summary>
    private async Task<Skip?> RejoinedAsync(RunRow row, CancellationToken cancellationToken)
    {
        foreach (var change in row.Calls.Where(c => !c.IsOver).Select(c => c.Change).Where(c => c.Kind == ChangeKind.JoinGroup))
        {
            if (await live.TryGetGroupAsync(change.Directory!.Value, change.Group!.Value, cancellationToken) is not { } facts)
                return new("group-changed", $"the group {change.GroupName ?? change.Group.Value.Value} is gone");
            if (!facts.Writable)
                return new("group-kept", $"the group {facts.Name} is kept by the identity provider by now");
            if (facts.GivesAdmin)
                return new("admin-group", $"the group {facts.Name} gives an admin's role by now: Recoup does not change who is in it");
        }

        return null;
    }

    /// <summary>What somebody decided after the plan was made.</summary>
    private async Task<Skip?> DecidedAsync(Run run, RunRow row, CancellationToken cancellationToken)
    {
        var now = desk.Time.GetUtcNow();
        if ((await desk.Store.HoldsAsync(run.Org, cancellationToken)).FirstOrDefault(h => h.Account == row.AccountId && h.IsLive(now)) is { } hold)
            return new("held", $"held for {hold.Owner} until {hold.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: {hold.Reason}");
        if (desk.Settings.BillingContact == row.AccountId)
            return new("billing-contact", "the account receives the bills");
        var findings = (await desk.Store.RecommendationsOfAsync(run.Org, [row.AccountId], cancellationToken)).Where(f => row.Findings.Contains(f.Id)).ToList();
        if (findings.FirstOrDefault(f => f.State == RecommendationState.Dismissed) is { } dismissed)
            return new("dismissed", $"somebody set it aside: {dismissed.DismissedBecause}");
        if (findings.Count < row.Findings.Count || findings.Exists(f => !f.IsActionable || f.SupersededBy is not null))
            return new("finding-gone", "a newer scan does not find it ready any more");
        return findings.Select(f => NoticeGate.Of(f, desk.Settings, now)).FirstOrDefault(skip => skip is not null);
    }

    /// <summary>What has changed at Atlassian's since.</summary>
    private async Task<Skip?> ChangedAsync(Run run, RunRow row, AccountImage image, CancellationToken cancellationToken)
    {
        if (live.HasAddressAmong(row.AccountId, desk.TokenOwners))
            return new("key-owner", "Recoup reads a site with the account's token");
        var groups = new List<GroupFacts>();
        foreach (var change in row.Calls.Select(c => c.Change).Where(c => c.Kind == ChangeKind.LeaveGroup))
        {
            if (await live.TryGetGroupAsync(change.Directory!.Value, change.Group!.Value, cancellationToken) is { } facts)
                groups.Add(facts);
            if (run.OutOfGroups.GetValueOrDefault(change.Group.Value.Value) >= desk.Settings.OutOfAGroup)
                return new("limit-group", string.Create(CultureInfo.InvariantCulture, $"{desk.Settings.OutOfAGroup} accounts were taken out of the group {change.GroupName ?? change.Group.Value.Value} by this run, which is the limit (limit.group)"));
        }

        var granting = new List<(GroupId, Resource)>();
        if (row.Action is RecommendedAction.RemoveAccess or RecommendedAction.ChangeRole)
        {
            // Of what is to stay, only that matters which a group gives that is left.
            var given = groups.SelectMany(g => g.Gives).Select(g => Resource.TryParse(g.Resource)).OfType<Resource>().ToHashSet();
            foreach (var resource in row.Seats.Select(s => s.Resource).Concat(row.Kept.Where(given.Contains)).Distinct())
                granting.AddRange((await live.GrantingAsync(resource, cancellationToken)).Keys.Select(g => (g, resource)));
        }

        if (new Drift(row, image, groups, granting, desk.Settings.Inactive).Find() is { } drift)
            return drift;
        return image.PlatformRoles?.Contains(Role.OrgAdmin) == true && await desk.Atlassian.Organizations.CountOrgAdminsAsync(cancellationToken) <= FewestAdmins
            ? new("last-admin", $"the organisation would keep fewer than {FewestAdmins} organisation admins")
            : null;
    }
}
