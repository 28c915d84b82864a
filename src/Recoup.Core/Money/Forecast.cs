namespace Recoup.Core.Money;

/// <summary>A month to come, in one currency. What is billed by the year counts with a twelfth.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="AsItIs">What is paid if nothing is done: a term is renewed as it was bought.</param>
/// <param name="TakenBack">What is paid if everything is taken back now that can be, and a term is renewed for those who are left.</param>
public sealed record ForecastMonth(DateOnly Month, string Currency, decimal AsItIs, decimal TakenBack);

/// <summary>
/// What is going to be paid. As it is: seats that were bought, or those who are there now and people announced where these are
/// more, and prices from the day on which they are paid. Nobody else is assumed to come or go.
/// </summary>
internal static class Forecast
{
    private const int Months = 12;

    /// <param name="lines">Every subscription.</param>
    /// <param name="today">The twelve months behind this day's are told.</param>
    public static IReadOnlyList<ForecastMonth> Of(IReadOnlyList<BillLine> lines, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1);
        return
        [
            .. from month in Enumerable.Range(0, Months).Select(first.AddMonths)
               from currency in lines.Where(l => l.PerPeriod is not null).GroupBy(l => l.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
               select new ForecastMonth(month, currency.Key, Sum(currency, month, takenBack: false), Sum(currency, month, takenBack: true)),
        ];
    }

    private static decimal Sum(IGrouping<string, BillLine> lines, DateOnly month, bool takenBack) => new Currency(lines.Key).Round(
        lines.Sum(l => (Cost(l, month, takenBack) ?? l.PerPeriod!.Value) * l.Subscription.PeriodsAYear / 12));

    /// <summary>One period's cost; null where no price is known for those it is renewed for, and then it stays as it is.</summary>
    private static decimal? Cost(BillLine line, DateOnly month, bool takenBack)
    {
        var subscription = line.Subscription;
        if (line.Renewal is not { } renewal || month < renewal)
            return subscription.Cost(line.Users + (line.Unassigned ?? 0), month);
        var then = line.Users + (subscription.Onboarding ?? 0);
        if (subscription.Cost(then, month) is not { } renewed)
            return null;
        var others = takenBack ? then - line.Ready : Math.Max(then, subscription.IsForTheTerm ? line.Purchased ?? 0 : 0);
        return subscription.Cost(others, month) ?? renewed;
    }
}
