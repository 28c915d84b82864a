using System.Globalization;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>The next renewal that can still be changed, and until when.</summary>
public sealed class RenewalDaysTests
{
    private static string? Next(Billing? billing, string renews, string now, string zone = "+00:00") =>
        (Book.For() with { Billing = billing, Renews = DateOnly.Parse(renews, CultureInfo.InvariantCulture) })
            .Next(DateTimeOffset.Parse($"{now}Z", CultureInfo.InvariantCulture), Zone(zone))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static TimeSpan Zone(string text) => DateTimeOffset.ParseExact($"2000-01-01 {text}", "yyyy-MM-dd zzz", CultureInfo.InvariantCulture).Offset;

    [Theory]
    [InlineData("2026-11-13T23:59:59", "2026-11-15")]
    [InlineData("2026-11-14T00:00:00", "2026-12-15")] // the deadline itself is too late
    [InlineData("2026-11-14T12:00:00", "2026-12-15")] // between the deadline and the renewal
    [InlineData("2026-11-15T00:00:00", "2026-12-15")]
    [InlineData("2026-12-31T12:00:00", "2027-01-15")] // over the turn of the year
    public void By_the_month_it_is_the_first_whose_deadline_lies_ahead(string now, string next) => Next(Billing.Monthly, "2026-10-15", now).ShouldBe(next);

    [Theory]
    [InlineData("2027-01-29T23:59:59", "2027-01-31")]
    [InlineData("2027-01-30T00:00:00", "2027-02-28")]
    [InlineData("2027-02-27T00:00:00", "2027-03-31")] // the anchor has not moved to the 28th
    [InlineData("2027-04-10T00:00:00", "2027-04-30")]
    [InlineData("2028-02-10T00:00:00", "2028-02-29")]
    [InlineData("2028-02-28T00:00:00", "2028-03-31")]
    public void On_the_31st_a_shorter_month_renews_on_its_last_day(string now, string next) => Next(Billing.Monthly, "2026-12-31", now).ShouldBe(next);

    [Theory]
    [InlineData("2026-12-29", "2027-02-10T00:00:00", "2027-02-28")]
    [InlineData("2026-12-30", "2027-02-10T00:00:00", "2027-02-28")]
    [InlineData("2026-12-30", "2027-04-10T00:00:00", "2027-04-30")]
    [InlineData("2026-12-29", "2028-02-10T00:00:00", "2028-02-29")]
    [InlineData("2027-02-28", "2027-03-10T00:00:00", "2027-03-28")]
    [InlineData("2027-01-01", "2027-01-31T00:00:00", "2027-03-01")] // the last day of January is too late for 1 February
    [InlineData("2027-01-01", "2027-01-30T23:59:59", "2027-02-01")]
    public void Other_days_at_the_end_and_the_beginning_of_a_month(string renews, string now, string next) => Next(Billing.Monthly, renews, now).ShouldBe(next);

    [Fact]
    public void By_the_month_a_day_that_is_far_away_still_names_the_day_of_the_month()
    {
        Next(Billing.Monthly, "2020-01-15", "2026-11-01T00:00:00").ShouldBe("2026-11-15");
        Next(Billing.Monthly, "2099-01-15", "2026-11-01T00:00:00").ShouldBe("2026-11-15");
    }

    [Theory]
    [InlineData("2027-03-29T23:59:59", "2027-03-31")]
    [InlineData("2027-03-30T00:00:00", "2028-03-31")] // too late for this one, and the next is a year later
    [InlineData("2027-03-30T23:59:59", "2028-03-31")]
    [InlineData("2027-03-31T00:00:00", null)] // what holds since then, only the new order form tells
    [InlineData("2030-01-01T00:00:00", null)]
    public void For_a_term_it_is_the_day_that_is_given_until_it_has_come(string now, string? next)
    {
        Next(Billing.Annual, "2027-03-31", now).ShouldBe(next);
        Next(Billing.Contract, "2027-03-31", now).ShouldBe(next == "2028-03-31" ? null : next, "how long the next term of a contract is, nobody says");
        Next(null, "2027-03-31", now).ShouldBe(next);
    }

    [Fact]
    public void A_term_that_ends_on_a_leap_day_ends_on_the_28th_in_the_year_after()
    {
        Next(Billing.Annual, "2028-02-29", "2028-02-27T23:59:59").ShouldBe("2028-02-29");
        Next(Billing.Annual, "2028-02-29", "2028-02-28T00:00:00").ShouldBe("2029-02-28");
    }

    [Theory]
    [InlineData("+00:00", "2026-11-13T23:59:59", "2026-11-15")]
    [InlineData("+14:00", "2026-11-13T09:59:59", "2026-11-15")]
    [InlineData("+14:00", "2026-11-13T10:00:00", "2026-12-15")]
    [InlineData("-12:00", "2026-11-14T11:59:59", "2026-11-15")]
    [InlineData("-12:00", "2026-11-14T12:00:00", "2026-12-15")]
    [InlineData("+05:30", "2026-11-13T18:29:59", "2026-11-15")]
    [InlineData("+05:30", "2026-11-13T18:30:00", "2026-12-15")]
    public void Days_begin_in_the_billing_zone(string zone, string now, string next) => Next(Billing.Monthly, "2026-10-15", now, zone).ShouldBe(next);

    [Theory]
    [InlineData("+14:00", "2027-03-30T10:00:00", null)] // there it is the 31st already
    [InlineData("-12:00", "2027-03-31T11:59:59", "2028-03-31")]
    [InlineData("-12:00", "2027-03-31T12:00:00", null)]
    public void A_term_ends_in_the_billing_zone(string zone, string now, string? next) => Next(Billing.Annual, "2027-03-31", now, zone).ShouldBe(next);

    [Fact]
    public void The_deadline_is_the_beginning_of_the_last_day_in_the_billing_zone()
    {
        RenewalDays.Deadline(new(2027, 3, 1), TimeSpan.Zero).ShouldBe(new(2027, 2, 28, 0, 0, 0, TimeSpan.Zero));
        RenewalDays.Deadline(new(2028, 3, 1), TimeSpan.FromHours(-5)).ShouldBe(new(2028, 2, 29, 0, 0, 0, TimeSpan.FromHours(-5)));
        RenewalDays.Day(new(2027, 1, 1, 0, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(-1)).ShouldBe(new(2026, 12, 31));
    }

    [Fact]
    public void Without_a_renewal_there_is_no_day() => (Book.For() with { Renews = null }).Next(Make.Now, TimeSpan.Zero).ShouldBeNull();
}
