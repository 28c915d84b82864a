using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

public sealed class SeatCostsTests
{
    private static Saving? Of(string currency, (Product Product, decimal Cost)[] prices, params (Product Product, int Count)[] seats) =>
        new SeatCosts(currency, prices.ToDictionary(p => p.Product, p => p.Cost)).Of(seats.Select(s => KeyValuePair.Create(s.Product, s.Count)));

    [Theory]
    [InlineData("USD", "0.005", 1, "0.01")]
    [InlineData("USD", "0.0049", 1, "0.00")]
    [InlineData("USD", "1.005", 1, "1.01")]
    [InlineData("USD", "7.125", 3, "21.38")]
    [InlineData("USD", "0.333", 3, "1.00")]
    [InlineData("JPY", "850.5", 1, "851")]
    [InlineData("JPY", "850.4", 2, "1701")]
    [InlineData("KRW", "0.5", 1, "1")]
    [InlineData("KWD", "2.0005", 1, "2.001")]
    [InlineData("KWD", "2.0004", 1, "2.000")]
    [InlineData("BHD", "1.2345", 1, "1.235")]
    public void One_line_is_rounded_once_half_away_from_zero(string currency, string cost, int seats, string sum) =>
        Of(currency, [(Product.Jira, decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture))], (Product.Jira, seats))!
            .PerMonth.ShouldBe(decimal.Parse(sum, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Each_product_is_a_line_of_its_own() =>
        Of("USD", [(Product.Jira, 0.005m), (Product.Confluence, 0.005m)], (Product.Jira, 1), (Product.Confluence, 1))!.PerMonth.ShouldBe(0.02m);

    [Fact]
    public void Without_any_price_there_is_no_sum()
    {
        Of("USD", [], (Product.Jira, 3)).ShouldBeNull();
        Of("USD", [(Product.Confluence, 5m)], (Product.Jira, 3)).ShouldBeNull();
        Of("USD", [(Product.Jira, 5m)]).ShouldBeNull();
        Of("USD", [(Product.Jira, 5m)], (Product.Jira, 0)).ShouldBeNull();
    }

    [Fact]
    public void Products_without_a_price_add_nothing() =>
        Of("USD", [(Product.Jira, 5m)], (Product.Jira, 2), (Product.Confluence, 9))!.PerMonth.ShouldBe(10m);

    [Fact]
    public void A_price_of_zero_is_a_price() => Of("USD", [(Product.Jira, 0m)], (Product.Jira, 2))!.PerMonth.ShouldBe(0m);

    [Fact]
    public void Without_a_subscription_it_is_an_estimate_without_a_date() =>
        Of("EUR", [(Product.Jira, 5m)], (Product.Jira, 1)).ShouldBe(new Saving("EUR", 5m, Effective: null, Estimate: true));

    [Fact]
    public void The_largest_price_for_the_largest_organisation_is_a_number() =>
        Of("USD", [(Product.Jira, 10_000m)], (Product.Jira, int.MaxValue))!.PerMonth.ShouldBe(21_474_836_470_000m);

    [Theory]
    [InlineData("JPY", 0)]
    [InlineData("CLP", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    [InlineData("EUR", 2)]
    [InlineData("XYZ", 2)]
    public void A_currency_knows_its_smallest_unit(string code, int digits) => new Currency(code).MinorDigits.ShouldBe(digits);

    [Fact]
    public void Negative_amounts_are_rounded_away_from_zero_too() => new Currency("USD").Round(-0.005m).ShouldBe(-0.01m);

    [Fact]
    public void A_row_shows_what_its_own_seats_cost()
    {
        Make.IdleInJira().Judged()[0].Saving.ShouldBe(new Saving("USD", 8.15m, null, true));
        Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(200))).Judged()[0].Saving!.PerMonth.ShouldBe(14.15m);
        Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Other), Make.Ago(200))).Judged()[0].Saving!.PerMonth.ShouldBe(16.30m);
        Make.Person((Product.Discovery, Make.Ago(200))).Judged()[0].Saving.ShouldBeNull();
    }
}
