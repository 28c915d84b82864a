using System.Globalization;
using Recoup.Core.Money;

namespace Recoup.Core.Rules;

/// <summary>
/// R23: the number of seats lies close to an edge that costs money. By the year: so few seats above the lower edge, people to be
/// added among them, that those that can be had back reach it; or 5 % and less left of the tier that is paid, which is that of what was bought, or
/// fewer than people are to be added. By the month: more people are going to be added than seats are free.
/// </summary>
public sealed class R23TierBoundary : IRule
{
    private const double NearlyFull = 0.05;

    public string Id => "R23";

    public string Title => "close to a tier's edge";

    public string ChangesOurMind => "Other tiers on the order form, or people who come or go before the renewal.";

    public string? WaitsFor(Circumstances around) => around.Tariff.Subscriptions.Any(s => IsDescribed(s, around.BillingDay)) ? null : "tiers and renewal dates: recoup settings set tiers.jira-software 100,200,300 and renewal.jira-software 2027-03-14";

    public IReadOnlyList<WholeVerdict> Judge(Whole whole)
    {
        var verdicts = new List<WholeVerdict>();
        foreach (var (at, subscription) in whole.Tariff.Subscriptions.Index())
        {
            if (IsDescribed(subscription, whole.Around.BillingDay) && whole.Held[at] > 0 && Says(whole, at, subscription) is var (says, saving))
                verdicts.Add(SubscriptionVerdict.Of(whole, Id, subscription, whole.Held[at], says, saving));
        }

        return verdicts;
    }

    private static bool IsDescribed(Subscription subscription, DateOnly today) => subscription.Billing == Billing.Monthly
        ? subscription is { Onboarding: not null, Purchased: not null }
        : subscription.Renews is not null && subscription.EdgesOn(today).Count > 0;

    private static (string Says, Saving? Saving)? Says(Whole whole, int at, Subscription subscription)
    {
        var seats = whole.Held[at];
        if (subscription.Billing == Billing.Monthly)
        {
            var free = Math.Max(0, subscription.Purchased!.Value - seats);
            return subscription.Onboarding > free
                ? (string.Create(CultureInfo.InvariantCulture, $"{subscription.Onboarding} people are to be added and {free} seats are free: take back {subscription.Onboarding - free} before adding them"), null)
                : null;
        }

        if (subscription.Next(whole.Around.Survey.Now, whole.Tariff.Zone) is not { } renewal)
            return null;
        var edges = subscription.EdgesOn(renewal);
        // They are there before the renewal: what is had back has to reach the edge in spite of them.
        var coming = subscription.Onboarding ?? 0;
        var then = seats + coming;
        var lower = edges.Where(edge => edge < then).DefaultIfEmpty(0).Max();
        var ready = seats - whole.WithoutReady[at];
        if (lower > 0 && then - lower <= ready)
            return (string.Create(CultureInfo.InvariantCulture, $"{then - lower} seats above the tier of {lower}{(coming > 0 ? $", {coming} to be added among them" : "")}, and {ready} can be had back: below it from the renewal on {renewal:yyyy-MM-dd}"), whole.Saving(at, then, lower));
        // Until the renewal the tier is that of what was bought.
        var bought = Math.Max(seats, subscription.Purchased ?? 0);
        var upper = edges.Where(edge => edge >= bought).DefaultIfEmpty(0).Min();
        var left = upper - seats;
        if (upper > 0 && coming > left)
            return (string.Create(CultureInfo.InvariantCulture, $"{coming} people are to be added and {left} seats are left in the tier of {upper}: take back {coming - left} before the renewal on {renewal:yyyy-MM-dd}"), null);
        return upper > 0 && left <= upper * NearlyFull
            ? (string.Create(CultureInfo.InvariantCulture, $"{left} seats left in the tier of {upper}: take seats back before adding more"), null)
            : null;
    }
}
