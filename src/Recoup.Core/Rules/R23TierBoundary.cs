using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Core.Rules;

/// <summary>
/// R23: the number of seats lies close to an edge that costs money. By the year: so few seats above the lower edge that those
/// that can be had back reach it, or 5 % and less left below the upper one. By the month: more people are going to be added than
/// seats are free.
/// </summary>
public sealed class R23TierBoundary : IRule
{
    private const double NearlyFull = 0.05;

    public string Id => "R23";

    public string Title => "close to a tier's edge";

    public string ChangesOurMind => "Other tiers on the order form, or people who come or go before the renewal.";

    public string? WaitsFor(Circumstances around) => around.Settings.Contracts.Values.Any(IsDescribed) ? null : "tiers and renewal dates: recoup settings set tiers.jira-software 100,200,300 and renewal.jira-software 2027-03-14";

    public IReadOnlyList<WholeVerdict> Judge(Whole whole)
    {
        var verdicts = new List<WholeVerdict>();
        foreach (var (product, contract) in whole.Around.Settings.Contracts)
        {
            if (IsDescribed(contract) && whole.Seats.GetValueOrDefault(product) is > 0 and var seats && Says(whole, product, contract, seats) is { } says)
                verdicts.Add(SubscriptionVerdict.Of(whole, Id, product, seats, says, saving: null));
        }

        return verdicts;
    }

    private static bool IsDescribed(Contract contract) => contract.Billing == Billing.Monthly
        ? contract is { Onboarding: not null, Purchased: not null }
        : contract is { Tiers.Count: > 0, Renews: not null };

    private static string? Says(Whole whole, Product product, Contract contract, int seats)
    {
        if (contract.Billing == Billing.Monthly)
        {
            var free = Math.Max(0, contract.Purchased!.Value - seats);
            return contract.Onboarding > free
                ? string.Create(CultureInfo.InvariantCulture, $"{contract.Onboarding} people are to be added and {free} seats are free: take back {contract.Onboarding - free} before adding them")
                : null;
        }

        if (contract.Renews < whole.Around.Today)
            return null;
        var lower = contract.Tiers.Where(edge => edge < seats).DefaultIfEmpty(0).Max();
        var ready = whole.Ready.GetValueOrDefault(product);
        if (lower > 0 && seats - lower <= ready)
            return string.Create(CultureInfo.InvariantCulture, $"{seats - lower} seats above the tier of {lower}, and {ready} can be had back: below it from the renewal on {contract.Renews:yyyy-MM-dd}");
        var upper = contract.Tiers.Where(edge => edge >= seats).DefaultIfEmpty(0).Min();
        return upper > 0 && upper - seats <= upper * NearlyFull
            ? string.Create(CultureInfo.InvariantCulture, $"{upper - seats} seats left in the tier of {upper}: take seats back before adding more")
            : null;
    }
}
