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

    private static readonly RecommendationQuery Sure = Open with { Tiers = [Tier.Certain, Tier.Probable] };

    public static IReadOnlyList<Lane> All { get; } =
    [
        new("ready", "Ready", Sure with { Actions = [RecommendedAction.Suspend, RecommendedAction.RemoveAccess, RecommendedAction.ChangeRole, RecommendedAction.Deactivate] }, f => Found(f) - f.Elsewhere),
        new("review", "Needs your eyes", Open with { Tiers = [Tier.Review] }, f => f.Leading.GetValueOrDefault(Tier.Review)),
        new("elsewhere", "Done elsewhere", Sure with { Actions = [RecommendedAction.RouteOut, RecommendedAction.Advise] }, f => f.Elsewhere),
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

    /// <summary>What Recoup can do itself.</summary>
    public static Lane Ready => All[0];

    /// <summary>What the identity provider does, or an admin by hand.</summary>
    public static Lane Elsewhere => All[2];

    /// <summary>The lane of this name; for any other the first in which something stands.</summary>
    public static Lane Of(string? name, FindingCounts counts) =>
        All.FirstOrDefault(l => l.Name == name) ?? All.FirstOrDefault(l => l.Count(counts) > 0) ?? Ready;

    private static int Found(FindingCounts counts) => counts.Leading.GetValueOrDefault(Tier.Certain) + counts.Leading.GetValueOrDefault(Tier.Probable);
}
