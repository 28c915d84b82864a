using Recoup.Core.Money;

namespace Recoup.Engine.Reporting;

/// <summary>Where a subscription stands between the edges of its tiers.</summary>
/// <param name="Line">The subscription and its bill.</param>
/// <param name="Edges">The largest number of users of each tier, ascending.</param>
/// <param name="Then">Users of the next renewal as it stands: those there are, and those to come.</param>
/// <param name="After">Of these, who is left once everything is taken back that can be.</param>
/// <param name="Lower">The edge of the next lower tier; null in the lowest.</param>
/// <param name="Saves">What a renewal down there saves; null where there is none, or no price is known.</param>
public sealed record TierRuler(BillLine Line, IReadOnlyList<int> Edges, int Then, int After, int? Lower, Saving? Saves)
{
    /// <summary>How many fewer reach the next lower tier.</summary>
    public int? Fewer => Then - Lower;

    /// <summary>Null where no tiers are known.</summary>
    public static TierRuler? Of(BillLine line, DateTimeOffset now, TimeSpan zone)
    {
        var subscription = line.Subscription;
        var edges = subscription.EdgesOn(line.Renewal ?? RenewalDays.Day(now, zone));
        if (edges.Count == 0)
            return null;
        var then = line.Users + subscription.Coming;
        int? lower = edges.Where(edge => edge < then).Select(edge => (int?)edge).LastOrDefault();
        return new(line, edges, then, then - line.Ready, lower, lower is { } edge ? subscription.Renewed(then, edge, now, zone) : null);
    }

    public static IReadOnlyList<TierRuler> All(MoneyView money, DateTimeOffset now) => [.. money.Lines.Select(l => Of(l, now, money.Zone)).OfType<TierRuler>()];
}
