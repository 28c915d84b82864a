namespace Recoup.Core.Money;

/// <summary>On which days a subscription is renewed, and until when something has to be done to count then.</summary>
public static class RenewalDays
{
    /// <summary>
    /// The next renewal that can still be changed. By the month there is always one, by the year the one after, when it is too late
    /// for the next. How long the term after a contract's is, only the new order form tells, and so too what holds after a term that has passed.
    /// </summary>
    /// <param name="subscription">Its renewal is a day in the billing zone; one on the 29th to 31st falls on the last day of a shorter month and does not move.</param>
    /// <param name="now">The moment from which something could be done.</param>
    /// <param name="zone">The billing zone's distance from UTC.</param>
    /// <returns>Null while no renewal is known.</returns>
    public static DateOnly? Next(this Subscription subscription, DateTimeOffset now, TimeSpan zone)
    {
        if (subscription.Renews is not { } anchor)
            return null;
        var today = Day(now, zone);
        if (subscription.Billing == Billing.Monthly)
        {
            var months = ((today.Year - anchor.Year) * 12) + today.Month - anchor.Month;
            // Of these three one is the first that can still be changed: the month of today, and the two behind it.
            return Enumerable.Range(months, 3).Select(anchor.AddMonths).First(day => now < Deadline(day, zone));
        }

        if (today >= anchor)
            return null;
        return now < Deadline(anchor, zone) ? anchor : subscription.Billing == Billing.Contract ? null : anchor.AddYears(1);
    }

    /// <summary>Until when something has to be done to count from a renewal on: the beginning of the last day before it (ATLASSIAN 5: the users of the last day are counted).</summary>
    public static DateTimeOffset Deadline(DateOnly renewal, TimeSpan zone) => new(renewal.AddDays(-1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The day of a moment in the billing zone.</summary>
    public static DateOnly Day(DateTimeOffset moment, TimeSpan zone) => DateOnly.FromDateTime(moment.ToOffset(zone).DateTime);
}
