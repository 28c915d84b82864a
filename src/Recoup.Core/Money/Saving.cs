using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Money;

/// <summary>A sum per month and from when.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PerMonth">Rounded to the currency's smallest unit.</param>
/// <param name="Effective">The first day it is saved; null while no subscription is described.</param>
/// <param name="Estimate">True while it rests on a cost per seat alone.</param>
public sealed record Saving(string Currency, decimal PerMonth, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Effective, bool Estimate);

/// <summary>The simple money view: what one seat costs per month, as the user said.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PerMonth">Cost of a seat by product; a product that is absent has no price.</param>
public sealed record SeatCosts(string Currency, IReadOnlyDictionary<Product, decimal> PerMonth)
{
    /// <summary>
    /// What the counted seats cost in a month: one line per product, each rounded once. Null when none of them has a price;
    /// seats without a price add nothing, so the sum can only be too low.
    /// </summary>
    public Saving? Of(IEnumerable<KeyValuePair<Product, int>> seats)
    {
        var currency = new Currency(Currency);
        decimal? sum = null;
        foreach (var (product, count) in seats)
        {
            if (count > 0 && PerMonth.TryGetValue(product, out var cost))
                sum = (sum ?? 0) + currency.Round(cost * count);
        }

        return sum is { } total ? new Saving(Currency, total, Effective: null, Estimate: true) : null;
    }
}
