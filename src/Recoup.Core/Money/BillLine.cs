using System.Text.Json.Serialization;

namespace Recoup.Core.Money;

/// <summary>One subscription: how many it counts, what that costs, and what could be saved. Sums are at the prices of the day of the bill; a saving is at those of its own day.</summary>
public sealed record BillLine
{
    private BillLine(Subscription subscription) => Subscription = subscription;

    [JsonIgnore]
    public Subscription Subscription { get; }

    public string Name => Subscription.Name;

    public SubscriptionKind Kind => Subscription.Kind;

    public Billing? Billing => Subscription.Billing;

    public ProductPlan? Plan => Subscription.Plan;

    public string Currency => Subscription.Currency;

    /// <summary>Whether its price is no more than a cost per seat.</summary>
    public bool Estimate => Subscription.Estimate;

    /// <summary>Seats or people that it counts; of an app those of its largest host product.</summary>
    public required int Users { get; init; }

    /// <summary>Bought for the term; null where only those are billed that there are, or where it is not known.</summary>
    public int? Purchased => Subscription.Purchased;

    /// <summary>What the users cost for one billing period; null where no price is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required decimal? PerPeriod { get; init; }

    /// <summary>The same for a year.</summary>
    public decimal? PerYear => PerPeriod * Subscription.PeriodsAYear;

    /// <summary>The same for a month.</summary>
    public decimal? PerMonth => PerYear is { } year ? new Currency(Currency).Round(year / 12) : null;

    /// <summary>Bought for the term and held by nobody; null where that is not known.</summary>
    public int? Unassigned => Subscription.IsForTheTerm && Purchased is { } bought ? Math.Max(0, bought - Users) : null;

    /// <summary>What a quote for those there are and those to come saves at the renewal; null where nothing is known to be bought beyond them.</summary>
    public required Saving? UnassignedSaving { get; init; }

    /// <summary>The next renewal that can still be changed; null while none is known.</summary>
    public required DateOnly? Renewal { get; init; }

    /// <summary>Until when something has to be done to count then.</summary>
    public required DateTimeOffset? Deadline { get; init; }

    /// <summary>Users that could be had back.</summary>
    public required int Ready { get; init; }

    /// <summary>What taking all of them back saves; null where nothing changes, or no price is known.</summary>
    public required Saving? Saving { get; init; }

    /// <summary>What one user fewer saves for one period at the next renewal, those to come there too: 0 inside a tier, below zero where a band ends. Null where no price is known.</summary>
    public required decimal? OneFewer { get; init; }

    /// <summary>Users above the next edge below, those to come before the renewal of a term among them, whose taking back ends a tier; null without tiers.</summary>
    public required int? AboveEdge { get; init; }

    /// <summary>Users that still fit into the tier beside those to come; null without tiers, and beyond the last.</summary>
    public required int? LeftInTier { get; init; }

    /// <param name="subscription">The subscription.</param>
    /// <param name="users">How many it counts.</param>
    /// <param name="after">How many it would count if everything were taken back that can be.</param>
    /// <param name="now">The moment of the bill.</param>
    /// <param name="zone">The billing zone's distance from UTC.</param>
    internal static BillLine Of(Subscription subscription, int users, int after, DateTimeOffset now, TimeSpan zone)
    {
        var today = RenewalDays.Day(now, zone);
        var renewal = subscription.Next(now, zone);
        var day = renewal ?? today;
        var edges = subscription.EdgesOn(day);
        var then = users + subscription.Coming;
        return new BillLine(subscription)
        {
            Users = users,
            PerPeriod = subscription.Cost(users, today),
            UnassignedSaving = subscription is { IsForTheTerm: true, Purchased: { } bought } && bought > then ? subscription.Renewed(bought, then, now, zone) : null,
            Renewal = renewal,
            Deadline = renewal is { } next ? RenewalDays.Deadline(next, zone) : null,
            Ready = users - after,
            Saving = users == after ? null : subscription.Saved(users, after, now, zone),
            OneFewer = users == 0 ? 0 : subscription.Cost(then, day) - subscription.Cost(then - 1, day),
            AboveEdge = edges.Count == 0 ? null : then - edges.Where(edge => edge < then).DefaultIfEmpty(0).Max(),
            LeftInTier = edges.FirstOrDefault(edge => edge >= then) is > 0 and var upper ? upper - then : null,
        };
    }
}
