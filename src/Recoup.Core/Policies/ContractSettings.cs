using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Core.Policies;

/// <summary>What the order form says about one product, as settings. An empty text says that it is not known.</summary>
internal static class ContractSettings
{
    public static IEnumerable<SettingName> Of(Product product) =>
    [
        On(product, "plan", $"{product.Name}'s plan: free, standard, premium or enterprise; empty for not known",
            c => Word(OrderForm.Plans, c.Plan), (c, text) => OrderForm.Plans.TryGetValue(text, out var plan) ? c with { Plan = plan } : null, c => c with { Plan = null }),
        On(product, "billing", $"how {product.Name} is billed: monthly, annual (in tiers) or contract (one of its own, for each user); empty for not known",
            c => Word(OrderForm.Billings, c.Billing), (c, text) => OrderForm.Billings.TryGetValue(text, out var billing) ? c with { Billing = billing } : null, c => c with { Billing = null }),
        On(product, "purchased", $"{product.Name} seats bought, over all sites, 1 to {OrderForm.MostUsers}; empty for not known",
            c => Text(c.Purchased), (c, text) => Whole(text, 1, OrderForm.MostUsers) is { } seats ? c with { Purchased = seats } : null, c => c with { Purchased = null }),
        On(product, "renewal", $"the day {product.Name} is renewed next, such as 2027-03-14, from 2000 to 2099; empty for not known",
            c => c.Renews?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", (c, text) => Day(text) is { } day ? c with { Renews = day } : null, c => c with { Renews = null }),
        On(product, "tiers", $"the largest number of {product.Name} users of each tier, ascending, separated by commas, such as 100,200,300, each 1 to {OrderForm.MostUsers}, at most {OrderForm.MostTiers} of them; empty for not known",
            c => string.Join(',', c.Tiers.Select(t => t.ToString(CultureInfo.InvariantCulture))), (c, text) => Tiers(text) is { } tiers ? c with { Tiers = tiers } : null, c => c with { Tiers = [] }),
        On(product, "onboarding", $"people who get a {product.Name} seat before the next renewal, 0 to {OrderForm.MostPeople}; empty for not known",
            c => Text(c.Onboarding), (c, text) => Whole(text, 0, OrderForm.MostPeople) is { } people ? c with { Onboarding = people } : null, c => c with { Onboarding = null }),
    ];

    private static SettingName On(
        Product product, string name, string meaning, Func<Contract, string> get, Func<Contract, string, Contract?> set, Func<Contract, Contract> unset) => new(
        $"{name}.{product.Value}",
        meaning,
        s => get(s.Contracts.GetValueOrDefault(product) ?? new()),
        (s, text) =>
        {
            var before = s.Contracts.GetValueOrDefault(product) ?? new();
            return (text.Length == 0 ? unset(before) : set(before, text)) is { } after ? With(s, product, after) : null;
        });

    /// <summary>A contract about which nothing is known is none.</summary>
    private static Settings With(Settings settings, Product product, Contract contract)
    {
        var contracts = new SortedDictionary<Product, Contract>(settings.Contracts.ToDictionary(), Settings.ByName);
        if (contract is { Plan: null, Billing: null, Purchased: null, Renews: null, Tiers.Count: 0, Onboarding: null })
            contracts.Remove(product);
        else
            contracts[product] = contract;
        return settings with { Contracts = contracts };
    }

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T? value)
        where T : struct, Enum => value is { } some ? OrderForm.WordFor(words, some) : "";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && OrderForm.IsDay(day) ? day : null;

    private static List<int>? Tiers(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var tiers = new List<int>();
        foreach (var part in parts)
        {
            if (Whole(part, tiers.Count == 0 ? 1 : tiers[^1] + 1, OrderForm.MostUsers) is not { } tier)
                return null;
            tiers.Add(tier);
        }

        return tiers.Count <= OrderForm.MostTiers ? tiers : null;
    }
}
