using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>By which ways people come by seats that they do not use: what gives a seat back by itself undoes every clean-up.</summary>
public sealed record AccessView
{
    /// <summary>Groups that give a product which many of their members do not use (R20), the surest first.</summary>
    public required IReadOnlyList<Recommendation> Leaks { get; init; }

    /// <summary>Seats that were taken back and are held again without a use (R22), the first of them.</summary>
    public required IReadOnlyList<Recommendation> Returned { get; init; }

    /// <summary>How many such seats there are.</summary>
    public required int ReturnedCount { get; init; }

    /// <summary>Groups that give seats, those with the most unused first; null where the scan did not count them.</summary>
    public required IReadOnlyList<UsedGroup>? Groups { get; init; }

    /// <summary>Paid roles that no group explains, by product and site; those without any left out.</summary>
    public required IReadOnlyList<(Resource Resource, int Roles)> Direct { get; init; }

    /// <param name="scan">The scan that is shown.</param>
    /// <param name="rows">How many findings of each kind.</param>
    public static async Task<AccessView> ReadAsync(IStore store, Scan scan, int rows, CancellationToken cancellationToken)
    {
        // What was counted last stands in the last of the listings.
        var listings = scan.Listings == 0 ? [] : await store.ListingsAsync(scan.Org, scan.Id, new(scan.Listings - 1, 1), cancellationToken);
        return new()
        {
            Leaks = await FoundAsync("R20"),
            Returned = await FoundAsync("R22"),
            ReturnedCount = scan.Findings.ByRule.GetValueOrDefault("R22"),
            Groups = listings is [{ Uses: { Count: > 0 } uses }] ? uses : null,
            Direct = [.. scan.Ties.GroupBy(t => t.Resource, t => t.Direct).Select(g => (g.Key, g.Sum())).Where(d => d.Item2 > 0).OrderByDescending(d => d.Item2)],
        };

        Task<IReadOnlyList<Recommendation>> FoundAsync(string rule) =>
            store.RecommendationsAsync(scan.Org, new RecommendationQuery { Rule = rule, SeenIn = scan.Id, Open = true, Take = rows }, cancellationToken);
    }
}
