using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>
/// How many seats were not used for how long, and what so many cost. It is a look at dates alone: what rules and guards say
/// of a seat, and what a bill would really differ by, is not in it.
/// </summary>
public sealed class IdleSeats
{
    private readonly IReadOnlyDictionary<Product, (string Currency, decimal PerMonth)> _costs;

    private IdleSeats(IReadOnlyList<(Product, SeatUsage)> products, IReadOnlyDictionary<Product, (string, decimal)> costs) => (Products, _costs) = (products, costs);

    /// <summary>Products with seats, in the order they are shown.</summary>
    public IReadOnlyList<(Product Product, SeatUsage Usage)> Products { get; }

    /// <summary>Null where the scan did not count it.</summary>
    public static IdleSeats? Of(Scan scan, Settings settings, MoneyView money)
    {
        var products = Product.WithSeats.Where(scan.Usage.ContainsKey).Select(p => (p, scan.Usage[p])).ToList();
        return products.Count == 0 ? null : new(
            products,
            products.Select(p => (Product: p.p, Cost: CostOf(p.p, settings, money))).Where(c => c.Cost is not null).ToDictionary(c => c.Product, c => c.Cost!.Value));
    }

    /// <summary>Seats whose last use is known and at least so long ago, with what they cost.</summary>
    /// <param name="days">A multiple of <see cref="SeatUsage.DaysEach"/>, at most <see cref="SeatUsage.LastDays"/>.</param>
    public IdleFor At(int days)
    {
        var seats = Products.Select(p => (p.Product, Seats: p.Usage.IdleFor(days))).ToList();
        return new(
            days,
            seats.Sum(s => s.Seats),
            [
                .. seats.Where(s => _costs.ContainsKey(s.Product)).GroupBy(s => _costs[s.Product].Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => (g.Key, new Currency(g.Key).Round(g.Sum(s => s.Seats * _costs[s.Product].PerMonth)))),
            ],
            seats.Where(s => !_costs.ContainsKey(s.Product)).Sum(s => s.Seats));
    }

    /// <summary>What one seat costs by the month, on average where a price list says so; null where nothing tells.</summary>
    private static (string Currency, decimal PerMonth)? CostOf(Product product, Settings settings, MoneyView money)
    {
        var lines = money.Lines.Where(l => l.Subscription.OnlyProduct == product && l is { PerMonth: not null, Users: > 0 }).ToList();
        if (lines.Count > 0 && lines.DistinctBy(l => l.Currency).Count() == 1)
            return (lines[0].Currency, lines.Sum(l => l.PerMonth!.Value) / lines.Sum(l => l.Users));
        return settings.Costs.TryGetValue(product, out var cost) ? (settings.Currency, cost) : null;
    }
}

/// <summary>Seats that were not used for so long.</summary>
/// <param name="Days">How long at least.</param>
/// <param name="Seats">How many.</param>
/// <param name="PerMonth">What they cost by the month, by currency: seats times the cost of a seat, no sum of an invoice.</param>
/// <param name="WithoutPrice">Those of them whose cost is not known.</param>
public sealed record IdleFor(int Days, int Seats, IReadOnlyList<(string Currency, decimal Amount)> PerMonth, int WithoutPrice);
