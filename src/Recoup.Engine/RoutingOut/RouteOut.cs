using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.RoutingOut;

/// <summary>Findings whose change belongs to the identity provider: which they are, and what became of those handed over.</summary>
public static class RouteOut
{
    /// <summary>Everything ready that only the identity provider can do, by name; about groups as a whole last.</summary>
    /// <param name="again">Also what was handed over before.</param>
    public static async Task<IReadOnlyList<RoutedRow>> ReadyAsync(IStore store, Scan scan, bool again, CancellationToken cancellationToken)
    {
        var found = await store.RecommendationsAsync(scan.Org, new RecommendationQuery { Tiers = [Tier.Certain, Tier.Probable], Actions = [RecommendedAction.RouteOut], Leading = true, Open = true, SeenIn = scan.Id }, cancellationToken);
        var groups = await GroupsAsync(store, scan, cancellationToken);
        var rows = new List<RoutedRow>();
        foreach (var finding in found.Where(f => again || f.RoutedOutAt is null))
        {
            if (finding.AccountId is not { } id)
                rows.Add(new(finding, null, [new(finding.DisplayName, Synced: true)]));
            else if (await store.TryGetAccountAsync(scan.Org, scan.Id, id, cancellationToken) is { } account)
                rows.Add(new(finding, account.Email, GroupsOf(account, finding, groups)));
        }

        return rows;
    }

    /// <summary>What was handed over, and whether the seats have gone since.</summary>
    public static Task<IReadOnlyList<Recommendation>> HandedOverAsync(IStore store, OrgId org, CancellationToken cancellationToken) =>
        store.RecommendationsAsync(org, new RecommendationQuery { RoutedOut = true, Closed = true }, cancellationToken);

    private static List<RoutedGroup> GroupsOf(Account account, Recommendation finding, Dictionary<GroupId, RoutedGroup> groups) =>
    [
        .. account.Seats.Where(s => finding.Seats.Any(f => f.Product == s.Product && f.Site == s.Site))
            .SelectMany(s => s.Groups).Distinct()
            .Select(g => groups.GetValueOrDefault(g) ?? new(g.Value, Synced: false))
            .OrderBy(g => g.Name, StringComparer.Ordinal),
    ];

    private static async Task<Dictionary<GroupId, RoutedGroup>> GroupsAsync(IStore store, Scan scan, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<GroupId, RoutedGroup>();
        await foreach (var listing in store.AllListingsAsync(scan.Org, scan.Id, cancellationToken))
        {
            foreach (var grant in listing.Grants)
                groups[grant.Group] = new(grant.Name, !grant.Writable);
        }

        return groups;
    }
}
