using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>What a number of users costs, at every edge of a band.</summary>
public sealed class PriceListTests
{
    private static PriceList Open(PricedBy by) => new(null, by, [new(100, 10), new(250, 8), new(null, 5)]);

    private static PriceList Ending(PricedBy by) => new(null, by, [new(100, 10), new(250, 8)]);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(99, 990)]
    [InlineData(100, 1000)]
    [InlineData(101, 1008)]
    [InlineData(250, 2200)]
    [InlineData(251, 2205)]
    [InlineData(1000, 5950)]
    public void Graduated_each_user_costs_what_their_band_says(int users, int cost) => Open(PricedBy.Graduated).For(users).ShouldBe(cost);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(100, 1000)]
    [InlineData(101, 808)]
    [InlineData(250, 2000)]
    [InlineData(251, 1255)]
    [InlineData(1000, 5000)]
    public void All_units_the_band_of_the_last_user_prices_all(int users, int cost) => Open(PricedBy.AllUnits).For(users).ShouldBe(cost);

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 10)]
    [InlineData(100, 10)]
    [InlineData(101, 8)]
    [InlineData(250, 8)]
    [InlineData(251, 5)]
    public void By_tier_the_whole_tier_is_paid(int users, int cost) => Open(PricedBy.Tier).For(users).ShouldBe(cost);

    [Theory]
    [InlineData(PricedBy.Graduated)]
    [InlineData(PricedBy.AllUnits)]
    [InlineData(PricedBy.Tier)]
    public void Beyond_the_last_band_no_price_is_known(PricedBy by)
    {
        Ending(by).For(250).ShouldNotBeNull();
        Ending(by).For(251).ShouldBeNull();
        new PriceList(null, by, []).For(1).ShouldBeNull();
        new PriceList(null, by, []).For(0).ShouldBe(0);
    }

    [Fact]
    public void Is_not_rounded_before_the_line_is()
    {
        PriceList.Each(7.535m).For(3).ShouldBe(22.605m);
        new PriceList(null, PricedBy.Graduated, [new(1, 0.004m), new(null, 0.003m)]).For(3).ShouldBe(0.010m);
    }

    [Fact]
    public void Only_tiers_have_edges()
    {
        Open(PricedBy.Tier).Edges.ShouldBe([100, 250]);
        Open(PricedBy.Graduated).Edges.ShouldBeEmpty();
        Open(PricedBy.AllUnits).Edges.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-12-31", 10)]
    [InlineData("2027-01-01", 11)]
    [InlineData("2027-06-30", 11)]
    [InlineData("2027-07-01", 12)]
    public void A_price_list_holds_from_its_first_day(string day, int cost)
    {
        var rising = Book.For() with { Prices = [PriceList.Each(10), PriceList.Each(11) with { From = new(2027, 1, 1) }, PriceList.Each(12) with { From = new(2027, 7, 1) }] };

        rising.Cost(1, DateOnly.Parse(day, null)).ShouldBe(cost);
        (rising with { Prices = [.. rising.Prices.Skip(1)] }).Cost(1, new(2026, 12, 31)).ShouldBeNull();
    }

    [Theory]
    [InlineData("USD", 3, "22.61")] // 22.605: half away from zero
    [InlineData("USD", 1, "7.54")]
    [InlineData("JPY", 3, "23")]
    [InlineData("JPY", 1, "8")]
    [InlineData("KWD", 1, "7.535")]
    public void A_line_is_rounded_once_to_the_currency_s_smallest_unit(string currency, int users, string cost) =>
        (Book.For() with { Currency = currency, Prices = [PriceList.Each(7.535m)] }).Cost(users, Make.Today).ShouldBe(decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_half_goes_away_from_zero_on_both_sides()
    {
        new Currency("USD").Round(0.125m).ShouldBe(0.13m);
        new Currency("USD").Round(-0.125m).ShouldBe(-0.13m);
        new Currency("JPY").Round(0.5m).ShouldBe(1);
    }

    [Fact]
    public void A_free_plan_costs_nothing_whatever_its_prices() =>
        (Book.For() with { Plan = ProductPlan.Free, Prices = [] }).Cost(10, Make.Today).ShouldBe(0);
}
