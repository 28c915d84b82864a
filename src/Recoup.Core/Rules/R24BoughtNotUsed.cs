using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Core.Rules;

/// <summary>R24: more seats are bought than held, beyond a buffer. No list of users shows these; they go with a lower quote at the renewal.</summary>
public sealed class R24BoughtNotUsed : IRule
{
    public string Id => "R24";

    public string Title => "bought, held by nobody";

    public string ChangesOurMind => "People who are to be added before the renewal.";

    public string? WaitsFor(Circumstances around) => around.Settings.Contracts.Values.Any(c => c.Purchased is not null && IsForTheTerm(c)) ? null : "how many seats are bought and how they are billed: recoup settings set purchased.jira-software 500 and billing.jira-software annual";

    public IReadOnlyList<WholeVerdict> Judge(Whole whole)
    {
        var verdicts = new List<WholeVerdict>();
        foreach (var (product, contract) in whole.Around.Settings.Contracts)
        {
            if (contract.Purchased is not { } bought || !IsForTheTerm(contract) || !product.HasSeats)
                continue;
            var held = whole.Seats.GetValueOrDefault(product) + (contract.Onboarding ?? 0);
            if ((bought - held) * 100L <= (long)bought * whole.Around.Settings.BufferPercent)
                continue;
            var says = string.Create(CultureInfo.InvariantCulture, $"{bought} bought{(contract.Onboarding is { } more ? $", {more} to be added" : "")}: {bought - held} held by nobody, more than the buffer of {whole.Around.Settings.BufferPercent} %{(contract.Renews is { } day ? $"; renewed on {day:yyyy-MM-dd}" : "")}");
            var saving = whole.Around.SeatCosts.Of([KeyValuePair.Create(product, bought - held)]);
            verdicts.Add(SubscriptionVerdict.Of(whole, Id, product, whole.Seats.GetValueOrDefault(product), says, saving is null ? null : saving with { Effective = contract.Renews < whole.Around.Today ? null : contract.Renews }, Doubt(whole, product, contract)));
        }

        return verdicts;
    }

    private static string? Doubt(Whole whole, Product product, Contract contract) =>
        contract.Renews < whole.Around.Today ? "what the order form says since the renewal"
        : whole.Seats.ContainsKey(product) || whole.Around.Survey.Sites.Any(s => s.Products.Contains(product)) ? null
        : "who holds seats of it: no site was seen to run it";

    /// <summary>By the month only what is held is billed.</summary>
    private static bool IsForTheTerm(Contract contract) => contract.Billing is Billing.Annual or Billing.Contract;
}
