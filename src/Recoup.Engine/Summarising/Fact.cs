using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Summarising;

/// <summary>A figure of a scan that a summary may speak of: by product, rule or date, never a row about a person (P07).</summary>
/// <param name="Slot">Its name in a text.</param>
/// <param name="Phrase">What code writes in its place: the figure together with what it is of, so that neither goes without the other.</param>
/// <param name="Told">What an assistant is told in its place: <c>&lt;5</c> for a number below five, and none where it would give away another.</param>
public sealed record Fact(string Slot, string Phrase, string Told)
{
    /// <summary>Fewer could be known by name.</summary>
    private const int Few = 5;

    /// <summary>Everything that may be said, by the prices as they are now.</summary>
    public static IReadOnlyList<Fact> Of(Scan scan, Settings settings, DateTimeOffset now)
    {
        var found = scan.Findings;
        var money = scan.Money(settings, now);
        return
        [
            Count("accounts", scan.Accounts, "account", "accounts"),
            .. ByProduct("held", scan.Seats, "seat", "seats", ""),
            .. Total("ready", found.Recoverable, " that can be had back"),
            .. ByProduct("ready", found.Recoverable, "seat", "seats", " that can be had back"),
            .. Total("review", found.InReview, " that a person has to look at first"),
            .. ByProduct("review", found.InReview, "seat", "seats", " that a person has to look at first"),
            .. Total("protected", found.Protected, " that look idle and are left alone"),
            .. ByProduct("protected", found.Protected, "seat", "seats", " that look idle and are left alone"),
            .. found.ByRule.Where(r => r.Value > 0).OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => Count($"rule.{r.Key}", r.Value, $"finding of \"{Names.OfRule(r.Key)}\"", $"findings of \"{Names.OfRule(r.Key)}\"")),
            .. money.Recoverable.Select((saving, i) => Sum($"saving.{(i + 1).ToString(CultureInfo.InvariantCulture)}", saving, found.Recoverable.Values)),
        ];
    }

    private static IEnumerable<Fact> ByProduct(string slot, IReadOnlyDictionary<Product, int> counts, string one, string many, string what) =>
        counts.Where(c => c.Value > 0).OrderBy(c => c.Key.Value, StringComparer.Ordinal)
            .Select(c => Count($"{slot}.{c.Key.Value}", c.Value, $"{c.Key.Name} {one}{what}", $"{c.Key.Name} {many}{what}"));

    /// <summary>Where one product's number is not told, a total would tell it.</summary>
    private static IEnumerable<Fact> Total(string slot, IReadOnlyDictionary<Product, int> counts, string what)
    {
        var fact = Count(slot, counts.Values.Sum(), $"seat{what}", $"seats{what}");
        return [counts.Values.Any(IsFew) ? fact with { Told = $"some seats{what}" } : fact];
    }

    private static Fact Count(string slot, int count, string one, string many) =>
        new(slot, Figures.Count(count, one, many), IsFew(count) ? $"<{Few} {many}" : Figures.Count(count, one, many));

    private static Fact Sum(string slot, Saving saving, IEnumerable<int> seats)
    {
        var phrase = $"{(saving.Estimate ? "about " : "")}{Figures.Money(saving.Currency, saving.PerMonth)} a month{(saving.Effective is { } day ? $" from {Figures.Day(day)}" : "")}";
        return new(slot, phrase, seats.Any(IsFew) ? "a sum a month" : phrase);
    }

    private static bool IsFew(int count) => count is > 0 and < Few;
}
