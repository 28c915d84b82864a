using Recoup.Core.Directory;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Assisting;

/// <summary>What the scans of an organisation have spent on Claude.</summary>
public static class Spending
{
    /// <summary>Scans that are looked back on: more than begin in any month, one an hour.</summary>
    private const int LookBack = 800;

    private const int APage = 100;

    /// <summary>USD spent by scans that have ended and began in the month, in UTC.</summary>
    public static async Task<decimal> ThisMonthAsync(IStore store, OrgId org, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return (await ScansAsync(store, org, s => s.StartedAt >= month, cancellationToken)).Where(s => s.Status != ScanStatus.Running).Sum(s => s.Assistant?.Spent ?? 0);
    }

    /// <summary>The latest calls, the newest first.</summary>
    public static async Task<IReadOnlyList<AssistantCall>> LatestCallsAsync(IStore store, OrgId org, int most, CancellationToken cancellationToken) =>
        [.. (await store.ScansAsync(org, new(APage), cancellationToken)).SelectMany(s => s.Assistant?.Calls ?? []).OrderByDescending(c => c.At).Take(most)];

    private static async Task<List<Scan>> ScansAsync(IStore store, OrgId org, Func<Scan, bool> isWanted, CancellationToken cancellationToken)
    {
        // Nearly always a page holds them all.
        var scans = await store.ScansAsync(org, new(APage), cancellationToken);
        if (scans.Count == APage && isWanted(scans[^1]))
            scans = await store.ScansAsync(org, new(LookBack), cancellationToken);
        return [.. scans.TakeWhile(isWanted)];
    }
}
