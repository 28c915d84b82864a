using Recoup.Core;
using Recoup.Core.Files;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
using Recoup.Engine.Configuring;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Policies;

/// <summary>The policy of an organisation: what is silent under it, what another one would change, and keeping that.</summary>
public static class PolicyDesk
{
    /// <summary>Rules that are silent for want of something; null before the first scan.</summary>
    public static async Task<IReadOnlyList<Waiting>?> WaitingAsync(Desk desk, Settings settings, CancellationToken cancellationToken) =>
        await TryGetScanAsync(desk, cancellationToken) is { } scan ? new Judge(scan.Around(settings)).Waiting() : null;

    /// <summary>Warnings of names in a policy that nobody in the last scan has; null where no scan tells.</summary>
    public static async Task<IReadOnlyList<FileProblem>?> UnseenAsync(Desk desk, PolicyReading reading, CancellationToken cancellationToken)
    {
        if (reading.Policy is not { } policy || policy.Scopes.Count + policy.Exclusions.Count == 0)
            return [];
        if (await TryGetScanAsync(desk, cancellationToken) is not { } scan)
            return null;
        var reach = new PolicyReach(policy, scan.Around(policy.Into(await desk.Store.SettingsAsync(desk.Org, cancellationToken))));
        await foreach (var accounts in scan.AccountsAsync(cancellationToken))
        {
            foreach (var account in accounts)
                reach.Add(account);
            if (reach.IsComplete)
                break;
        }

        return [.. reach.Unseen().Select(u => new FileProblem(u.Path, reading.LineOf(u.Path), u.Says))];
    }

    /// <summary>What a policy would change.</summary>
    /// <param name="rows">Findings of each sort that are listed at most.</param>
    public static async Task<PolicyDiff> TryAsync(Desk desk, Settings before, PolicyFile policy, int rows, CancellationToken cancellationToken)
    {
        var diff = new PolicyDiff(PolicyChange.Between(PolicyFile.Of(before), policy), rows);
        if (await TryGetScanAsync(desk, cancellationToken) is { } stored)
            await diff.AddAsync(stored.Scan, new PolicyTrial(desk.Store, stored, before, policy.Into(before)), cancellationToken);
        return diff;
    }

    /// <summary>Keeps a policy, with what it changes in numbers; it counts from the next scan or import on.</summary>
    /// <param name="tried">Told of what it would change, before it is kept.</param>
    /// <param name="rows">Findings of each sort that are listed at most.</param>
    /// <returns>What it changes, null where it was the policy already; or why it was not kept.</returns>
    public static async Task<(PolicyDiff? Diff, Refusal? Refusal)> SetAsync(Desk desk, PolicyFile policy, Func<PolicyDiff, Task> tried, CancellationToken cancellationToken, int rows = 0)
    {
        var before = await desk.Store.SettingsAsync(desk.Org, cancellationToken);
        var (was, becomes) = (PolicyFile.Hash(before), policy.Hash());
        if (was == becomes)
            return (null, null);
        var diff = await TryAsync(desk, before, policy, rows, cancellationToken);
        await tried(diff);
        var done = desk.Event("policy.set", note: $"{was} → {becomes}") with { Numbers = diff.Numbers() };
        // Whatever else is set meanwhile stays; another policy was not what the numbers were counted against.
        var (_, after) = await Configuration.ChangeAsync(desk, now => PolicyFile.Hash(now) == was ? (policy.Into(now), done) : null, cancellationToken);
        return PolicyFile.Hash(after) == becomes ? (diff, null) : (null, new("changed", "The policy was changed by somebody else just now, and nothing was kept"));
    }

    /// <summary>The scan that is shown, to be judged again; null while none has come to an end.</summary>
    private static async Task<StoredScan?> TryGetScanAsync(Desk desk, CancellationToken cancellationToken) =>
        await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is { } scan ? await StoredScan.ReadAsync(desk.Store, scan, cancellationToken) : null;
}
