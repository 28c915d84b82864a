using System.Globalization;
using Recoup.Core.Money;

namespace Recoup.Core.Rules;

/// <summary>R24: more seats are bought than held, beyond a buffer. No list of users shows these; they go with a lower quote at the renewal.</summary>
public sealed class R24BoughtNotUsed : IRule
{
    public string Id => "R24";

    public string Title => "bought, held by nobody";

    public string ChangesOurMind => "People who are to be added before the renewal.";

    public string? WaitsFor(Circumstances around) => around.Tariff.Subscriptions.Any(s => s is { Purchased: not null, IsForTheTerm: true }) ? null : "how many seats are bought and how they are billed: recoup settings set purchased.jira-software 500 and billing.jira-software annual";

    public IReadOnlyList<WholeVerdict> Judge(Whole whole)
    {
        var verdicts = new List<WholeVerdict>();
        foreach (var (at, subscription) in whole.Tariff.Subscriptions.Index())
        {
            if (subscription.Purchased is not { } bought || !subscription.IsForTheTerm || subscription.Kind is SubscriptionKind.App or SubscriptionKind.Guard)
                continue;
            var held = whole.Held[at] + (subscription.Onboarding ?? 0);
            if ((bought - held) * 100L <= (long)bought * whole.Around.Settings.BufferPercent)
                continue;
            var says = string.Create(CultureInfo.InvariantCulture, $"{bought} bought{(subscription.Onboarding is { } more ? $", {more} to be added" : "")}: {bought - held} held by nobody, more than the buffer of {whole.Around.Settings.BufferPercent} %{((subscription.Next(whole.Around.Survey.Now, whole.Tariff.Zone) ?? subscription.Renews) is { } day ? $"; renewed on {day:yyyy-MM-dd}" : "")}");
            verdicts.Add(SubscriptionVerdict.Of(whole, Id, subscription, whole.Held[at], says, whole.Saving(at, bought, held), Doubt(whole, subscription, whole.Held[at])));
        }

        return verdicts;
    }

    private static string? Doubt(Whole whole, Subscription subscription, int held) =>
        subscription.Renews < whole.Around.BillingDay ? "what the order form says since the renewal"
        : held > 0 || whole.Around.Survey.Sites.Any(s => s.Products.Any(subscription.Products.Contains)) ? null
        : "who holds seats of it: no site was seen to run it";
}
