using System.Text.Json.Serialization;

namespace Recoup.Core.Money;

/// <summary>A sum that is no longer paid, and from when. Below zero where giving something up makes it dearer.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PerMonth">Rounded to the currency's smallest unit; of what is billed by the year a twelfth.</param>
/// <param name="Effective">The first day it is saved; null while no renewal is known.</param>
/// <param name="Estimate">True while any of it rests on a cost per seat alone.</param>
/// <param name="PerYear">The same for a year, as the invoices have it: twelve of those by the month, one of those by the year.</param>
public sealed record Saving(string Currency, decimal PerMonth, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Effective, bool Estimate, decimal PerYear)
{
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="perYear">A sum of invoices, each rounded.</param>
    /// <param name="effective">See <see cref="Effective"/>.</param>
    /// <param name="estimate">See <see cref="Estimate"/>.</param>
    public static Saving OfYear(string currency, decimal perYear, DateOnly? effective, bool estimate) =>
        new(currency, new Currency(currency).Round(perYear / 12), effective, estimate, perYear);

    /// <summary>One sum for each currency and day, the earliest first; what no renewal is known of comes last.</summary>
    public static IReadOnlyList<Saving> ByDay(IEnumerable<Saving> savings) =>
    [
        .. savings.GroupBy(s => (s.Currency, s.Effective)).Select(g => OfYear(g.Key.Currency, g.Sum(s => s.PerYear), g.Key.Effective, g.Any(s => s.Estimate)))
            .OrderBy(s => s.Effective ?? DateOnly.MaxValue).ThenBy(s => s.Currency, StringComparer.Ordinal),
    ];

    /// <summary>One sum for each currency, from the day on which all of it counts; the organisation's own currency first. Currencies are never added.</summary>
    public static IReadOnlyList<Saving> ByCurrency(IReadOnlyList<Saving> savings, string first) =>
    [
        .. savings.GroupBy(s => s.Currency).OrderBy(g => g.Key != first).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => OfYear(g.Key, g.Sum(s => s.PerYear), AllFrom([.. g]), g.Any(s => s.Estimate))),
    ];

    /// <summary>The day of the last part; what saves nothing does not put off what does.</summary>
    private static DateOnly? AllFrom(IReadOnlyList<Saving> parts)
    {
        var counting = parts.Any(s => s.PerYear != 0) ? [.. parts.Where(s => s.PerYear != 0)] : parts;
        return counting.Any(s => s.Effective is null) ? null : counting.Max(s => s.Effective);
    }
}
