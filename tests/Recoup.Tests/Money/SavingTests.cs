using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>Savings side by side: by currency and day, never a sum of two currencies.</summary>
public sealed class SavingTests
{
    private static readonly DateOnly First = new(2026, 11, 15);
    private static readonly DateOnly Later = new(2027, 3, 31);

    private static Saving Of(decimal year, DateOnly? day, string currency = "USD", bool estimate = false) => Saving.OfYear(currency, year, day, estimate);

    [Fact]
    public void A_month_is_a_twelfth_rounded_and_a_year_stays_what_the_invoices_say()
    {
        Of(1000, First).ShouldBe(new("USD", 83.33m, First, false, 1000));
        Of(-1000, First).PerMonth.ShouldBe(-83.33m);
        Of(1000, First, "JPY").PerMonth.ShouldBe(83);
        Of(0.06m, First).PerMonth.ShouldBe(0.01m, "0.005");
    }

    [Fact]
    public void By_day_each_currency_and_day_has_one_sum_the_earliest_first()
    {
        var savings = Saving.ByDay([Of(1, null), Of(10, Later), Of(100, First, "EUR"), Of(1000, First), Of(20, Later, estimate: true), Of(2, null, "EUR")]);

        savings.ShouldBe([Of(100, First, "EUR"), Of(1000, First), Of(30, Later, estimate: true), Of(2, null, "EUR"), Of(1, null)]);
        Saving.ByDay([]).ShouldBeEmpty();
    }

    [Fact]
    public void By_day_the_sum_is_of_years_and_then_becomes_a_month() =>
        Saving.ByDay([Of(0.06m, First), Of(0.06m, First), Of(0.06m, First)]).ShouldHaveSingleItem().PerMonth.ShouldBe(0.02m, "0.015, where three rounded months are 0.03");

    [Fact]
    public void By_currency_the_sum_counts_from_the_day_of_its_last_part()
    {
        var savings = Saving.ByCurrency([Of(10, First), Of(20, Later), Of(5, First, "EUR", estimate: true)], "USD");

        savings.ShouldBe([Of(30, Later), Of(5, First, "EUR", estimate: true)]);
        Saving.ByCurrency([Of(10, First), Of(20, null)], "USD").ShouldBe([Of(30, null)]);
    }

    [Fact]
    public void By_currency_the_organisation_s_own_comes_first()
    {
        Saving[] all = [Of(1, First, "AUD"), Of(1, First, "USD"), Of(1, First, "EUR")];

        Saving.ByCurrency(all, "USD").Select(s => s.Currency).ShouldBe(["USD", "AUD", "EUR"]);
        Saving.ByCurrency(all, "GBP").Select(s => s.Currency).ShouldBe(["AUD", "EUR", "USD"]);
    }

    [Fact]
    public void What_saves_nothing_does_not_put_off_what_does()
    {
        Saving.ByCurrency([Of(10, First), Of(0, Later)], "USD").ShouldBe([Of(10, First)]);
        Saving.ByCurrency([Of(10, First), Of(0, null, estimate: true)], "USD").ShouldBe([Of(10, First, estimate: true)]);
        Saving.ByCurrency([Of(0, First), Of(0, Later)], "USD").ShouldBe([Of(0, Later)]);
        Saving.ByCurrency([Of(5, First), Of(-5, Later)], "USD").ShouldBe([Of(0, Later)]);
    }
}
