using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Holding;

/// <summary>Somebody's word that an account is to be left alone until a date.</summary>
public static class Holds
{
    /// <summary>Every hold, live or ended, the next to end first.</summary>
    public static async Task<IReadOnlyList<Hold>> ListAsync(IStore store, OrgId org, CancellationToken cancellationToken) =>
        [.. (await store.HoldsAsync(org, cancellationToken)).OrderBy(h => h.Until).ThenBy(h => h.Account.Value, StringComparer.Ordinal)];

    /// <summary>Some holds with the names that the last scan saw; null where it saw none.</summary>
    public static async Task<IReadOnlyList<(Hold Hold, string? Name)>> NamedAsync(IStore store, OrgId org, IEnumerable<Hold> holds, CancellationToken cancellationToken)
    {
        var some = holds.ToList();
        var names = await Shown.TryGetAsync(store, org, cancellationToken) is { } scan ? await store.NamesAsync(org, scan.Id, some.Select(h => h.Account), cancellationToken) : null;
        return [.. some.Select(h => (h, names?.GetValueOrDefault(h.Account)))];
    }

    /// <summary>Holds an account that the last scan saw, in place of an earlier hold of it. Findings that are open are held with it.</summary>
    /// <returns>Why not; null when it is held.</returns>
    public static async Task<Refusal?> AddAsync(Desk desk, Hold hold, CancellationToken cancellationToken)
    {
        if (!hold.IsLive(desk.Now))
            return new("ended", $"{hold.Until:yyyy-MM-dd} has passed already: a hold ends on a day to come");
        if (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is not { } scan)
            return Shown.None;
        if (await desk.Store.TryGetAccountAsync(desk.Org, scan.Id, hold.Account, cancellationToken) is null)
            return new("no-account", $"The last scan saw no account {hold.Account}");
        var findings = await desk.Store.RecommendationsOfAsync(desk.Org, [hold.Account], cancellationToken);
        await desk.Store.CommitAsync(
            new Change(desk.Org, desk.Event("hold.add", hold.Account, $"for {hold.Owner} until {hold.Until:yyyy-MM-dd}: {hold.Reason}"))
            {
                Holds = new Dictionary<AccountId, Hold?> { [hold.Account] = hold },
                Recommendations = [.. findings.Where(f => f.State == RecommendationState.Open).Select(f => f with { State = RecommendationState.Held })],
            },
            cancellationToken);
        return null;
    }

    /// <summary>Ends a hold before its date. Findings stay held until a scan has judged them without it.</summary>
    /// <returns>Why not; null when it has ended.</returns>
    public static async Task<Refusal?> RemoveAsync(Desk desk, AccountId account, CancellationToken cancellationToken)
    {
        if ((await desk.Store.HoldsAsync(desk.Org, cancellationToken)).All(h => h.Account != account))
            return new("no-hold", $"There is no hold on {account}");
        await desk.Store.CommitAsync(new Change(desk.Org, desk.Event("hold.remove", account)) { Holds = new Dictionary<AccountId, Hold?> { [account] = null } }, cancellationToken);
        return null;
    }
}
