using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Rules;
using Recoup.Engine.Policies;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Planning;

/// <summary>Makes a plan of what the newest scan found, as it stands in the store. Nothing is asked of Atlassian and nothing is written.</summary>
public static class PlanMaking
{
    private const int RunsARead = 100;

    /// <param name="store">Where everything is.</param>
    /// <param name="scan">The scan whose findings are shown.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="now">When the plan is made.</param>
    public static async Task<PlanResult> MakeAsync(IStore store, Scan scan, PlanRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = await store.SettingsAsync(scan.Org, cancellationToken);
        if (scan.Survey.ByDay)
            return new(null, new("import", "a file does not tell how access is held, so nothing in it is sure enough: connect the organisation and scan, then plan"), []);
        if (Outdated(scan.JudgedBy, JudgedBy.Of(settings, await store.PeopleAsync(scan.Org, cancellationToken))) is { } refusal)
            return new(null, refusal, []);
        if ((await store.RunsAsync(scan.Org, new(RunsARead), cancellationToken)).FirstOrDefault(r => r.ChangedSince(scan.StartedAt)) is { } run)
            return new(null, new("run-since", $"run {run.Id} changed something after the last scan began, so that its numbers are no longer so: scan again, then plan"), []);
        var stored = await StoredScan.ReadAsync(store, scan, cancellationToken);
        var (candidates, admins) = await ReadAsync(store, stored, cancellationToken);
        var connection = await store.TryGetConnectionAsync(scan.Org, cancellationToken);
        return Planner.Make(
            new(stored.Around(settings), scan.Held, candidates, admins) { Holds = stored.Holds, TokenOwners = [.. connection?.Sites.Select(s => s.Email) ?? []] },
            request,
            now);
    }

    /// <summary>What somebody said after the scan, its findings do not know yet.</summary>
    private static Refusal? Outdated(JudgedBy? then, JudgedBy now) =>
        then is null ? new("scan-version", "another version of Recoup made the last scan: scan again, then plan")
        : then.Policy != now.Policy ? new("policy-changed", "the policy was changed after the last scan: scan again, then plan")
        : then.Terms != now.Terms ? new("terms-changed", "the company's mail domains or the plan of a product were changed after the last scan: scan again, then plan")
        : then.People != now.People ? new("people-changed", "the list of people was changed after the last scan: scan again, then plan")
        : null;

    /// <summary>Every account with a finding that could be acted on, and every organisation admin.</summary>
    private static async Task<(List<Candidate> Candidates, HashSet<AccountId> Admins)> ReadAsync(IStore store, StoredScan stored, CancellationToken cancellationToken)
    {
        var candidates = new Dictionary<AccountId, Candidate>();
        var admins = new HashSet<AccountId>();
        await foreach (var accounts in stored.AccountsAsync(cancellationToken))
        {
            admins.UnionWith(accounts.Where(a => a.IsActive && a.PlatformRoles?.Contains(Role.OrgAdmin) == true).Select(a => a.Id));
            var found = await store.RecommendationsOfAsync(stored.Scan.Org, [.. accounts.Select(a => a.Id)], cancellationToken);
            var ready = found.Where(f => f.SeenIn == stored.Scan.Id && f.IsActionable).ToLookup(f => f.AccountId);
            foreach (var account in accounts.Where(a => ready.Contains(a.Id)))
                candidates[account.Id] = new(account, [.. ready[account.Id].OrderBy(f => f.Rule, StringComparer.Ordinal).ThenBy(f => f.Id, StringComparer.Ordinal)]);
        }

        return ([.. candidates.Values], admins);
    }
}
