using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Web.Recommendations;

/// <summary>A tab of the recommendations: findings about which the same can be done.</summary>
/// <param name="Name">What it is called in the query.</param>
/// <param name="Title">What people read.</param>
/// <param name="Query">Which findings stand in it.</param>
/// <param name="Count">How many the last scan put into it; null where it did not count these.</param>
public sealed record Lane(string Name, string Title, RecommendationQuery Query, Func<FindingCounts, int?> Count)
{
    private static readonly RecommendationQuery Accounts = new() { AboutAccounts = true };

    private static readonly RecommendationQuery Open = Accounts with { Open = true, Leading = true };

    public static IReadOnlyList<Lane> All { get; } =
    [
        new("ready", "Ready", Open with { Tiers = [Tier.Certain, Tier.Probable] }, f => f.Leading.GetValueOrDefault(Tier.Certain) + f.Leading.GetValueOrDefault(Tier.Probable)),
        new("review", "Needs your eyes", Open with { Tiers = [Tier.Review] }, f => f.Leading.GetValueOrDefault(Tier.Review)),
        new("protected", "Protected", Accounts with { Tiers = [Tier.Excluded] }, f => f.ByTier.GetValueOrDefault(Tier.Excluded)),
        new("held", "On hold", Accounts with { States = [RecommendationState.Held] }, _ => null),
        new("dismissed", "Dismissed", Accounts with { States = [RecommendationState.Dismissed] }, _ => null),
        new("whole", "Groups and subscriptions", new() { AboutNobody = true, Open = true }, _ => null),
    ];

    /// <summary>What of it a query or a form asks for.</summary>
    public RecommendationQuery Filtered(Fields asked) => Query with
    {
        Search = asked["search"],
        Rule = asked["rule"],
        Product = asked["product"] is { } product ? new Product(product) : null,
    };

    /// <summary>Whether a query asks for less than all of a lane.</summary>
    public static bool IsFiltered(Fields asked) => Filters.Any(name => asked[name] is not null);

    /// <summary>The filters of a lane, as the query names them.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["search", "rule", "product"];

    /// <summary>What could be acted on.</summary>
    public static Lane Ready => All[0];

    /// <summary>The lane of this name; for any other what is ready, or what needs a person's eyes where nothing is.</summary>
    public static Lane Of(string? name, FindingCounts counts) =>
        All.FirstOrDefault(l => l.Name == name) ?? (Ready.Count(counts) == 0 && All[1].Count(counts) > 0 ? All[1] : Ready);
}
