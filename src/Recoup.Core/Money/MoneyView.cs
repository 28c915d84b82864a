using Recoup.Core.Directory;

namespace Recoup.Core.Money;

/// <summary>A sum that is paid.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PerMonth">Rounded; of what is billed by the year a twelfth.</param>
/// <param name="PerYear">As the invoices have it.</param>
/// <param name="Estimate">Whether any of it rests on a cost per seat alone.</param>
public sealed record Spend(string Currency, decimal PerMonth, decimal PerYear, bool Estimate);

/// <summary>Seats without a price: no sum holds them.</summary>
/// <param name="Name">The subscription, or the product that no subscription covers.</param>
/// <param name="Users">How many there are.</param>
/// <param name="Ready">How many of them could be had back.</param>
/// <param name="Why">What is missing, in words.</param>
public sealed record Unpriced(string Name, int Users, int Ready, string Why);

/// <summary>What is paid, what can be had back and from when: one answer for the command line, the report and the pages.</summary>
public sealed record MoneyView
{
    /// <summary>Every subscription that counts somebody, would come to count somebody, or was bought, in the order of the price book.</summary>
    public required IReadOnlyList<BillLine> Lines { get; init; }

    /// <summary>What those who are there cost, by currency, the organisation's own first. Seats bought and held by nobody are not in it.</summary>
    public required IReadOnlyList<Spend> Spend { get; init; }

    /// <summary>The joint saving of everything that can be had back, one item for each currency and day (RULES 4).</summary>
    public required IReadOnlyList<Saving> Recoverable { get; init; }

    /// <summary>What further would be saved if all that needs a person's eyes were taken back too: an upper bound, never part of what can be had back.</summary>
    public required IReadOnlyList<Saving> InReview { get; init; }

    /// <summary>What quotes without the seats that nobody holds would save at the renewals.</summary>
    public required IReadOnlyList<Saving> Unassigned { get; init; }

    public required IReadOnlyList<ForecastMonth> Forecast { get; init; }

    public required IReadOnlyList<Unpriced> Unpriced { get; init; }

    /// <summary>The billing zone's distance from UTC.</summary>
    public required TimeSpan Zone { get; init; }

    /// <param name="tariff">The order form.</param>
    /// <param name="held">Who holds what.</param>
    /// <param name="ready">What taking everything back that can be would change.</param>
    /// <param name="review">What further would change if all that needs a person's eyes were taken back too.</param>
    /// <param name="now">From when something could be done.</param>
    public static MoneyView Of(Tariff tariff, Headcount held, Headcount ready, Headcount review, DateTimeOffset now)
    {
        var (before, after) = (tariff.Count(held), tariff.Count(held.Plus(ready)));
        BillLine[] lines =
        [
            .. tariff.Subscriptions.Select((s, at) => BillLine.Of(s, before[at], after[at], now, tariff.Zone)).Where(l => l.Users > 0 || l.Purchased > 0 || l.Saving is not null),
        ];
        return new MoneyView
        {
            Lines = lines,
            Spend = Spent(lines, tariff.Currency),
            Recoverable = tariff.Savings(before, after, now),
            InReview = tariff.Savings(after, tariff.Count(held.Plus(ready).Plus(review)), now),
            Unassigned = Saving.ByDay(lines.Select(l => l.UnassignedSaving).OfType<Saving>()),
            Forecast = Money.Forecast.Of(lines, RenewalDays.Day(now, tariff.Zone)),
            Unpriced = [.. lines.Where(l => l.PerPeriod is null).Select(l => NoPrice(l, RenewalDays.Day(now, tariff.Zone))), .. NotCovered(tariff, held, ready)],
            Zone = tariff.Zone,
        };
    }

    /// <summary>The sum of a product's own subscriptions, by currency; none where it has none of its own.</summary>
    public IReadOnlyList<Saving> SavingOf(Product product, string first) =>
        Saving.ByCurrency([.. Lines.Where(l => l.Subscription.OnlyProduct == product).Select(l => l.Saving).OfType<Saving>()], first);

    private static IReadOnlyList<Spend> Spent(IEnumerable<BillLine> lines, string first) =>
    [
        .. lines.Where(l => l.PerPeriod is not null).GroupBy(l => l.Currency).OrderBy(g => g.Key != first).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, Year: g.Sum(l => l.PerYear!.Value), Estimate: g.Any(l => l.Estimate)))
            .Select(s => new Spend(s.Key, new Currency(s.Key).Round(s.Year / 12), s.Year, s.Estimate)),
    ];

    private static Unpriced NoPrice(BillLine line, DateOnly today) => new(
        line.Name,
        line.Users,
        line.Ready,
        line.Subscription.Prices.Count == 0 ? "no price is given"
        : line.Subscription.PricesOn(today) is null ? $"its first prices begin on {line.Subscription.Prices[0].From:yyyy-MM-dd}"
        : "it has more users than its last price is for");

    private static IEnumerable<Unpriced> NotCovered(Tariff tariff, Headcount held, Headcount ready)
    {
        var (all, given) = (held.Seats(tariff.IsOpen), ready.Seats(tariff.IsOpen));
        return all.OrderBy(p => p.Key.Value, StringComparer.Ordinal).Select(p => new Unpriced(p.Key.Name, p.Value, -given.GetValueOrDefault(p.Key), $"set cost.{p.Key}, or name it in the price book"));
    }
}
