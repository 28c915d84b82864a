using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Engine.Reporting;
using Recoup.Web.Charts;

namespace Recoup.Tests.Money;

/// <summary>Where a subscription stands between the edges of its tiers.</summary>
public sealed class TierRulerTests
{
    [Theory]
    [InlineData(341, 300, 41)]
    [InlineData(301, 300, 1)]
    [InlineData(300, 200, 100)]
    [InlineData(100, null, null)]
    [InlineData(900, 500, 400)]
    public void The_next_lower_tier_is_so_many_fewer_away_and_saves_what_its_renewal_differs_by(int users, int? lower, int? fewer)
    {
        var subscription = new Subscription
        {
            Name = "Jira", Products = [Product.Jira], Billing = Billing.Annual, Currency = "USD", Renews = new(2027, 3, 14),
            Prices = [new(null, PricedBy.Tier, [new(100, 1000), new(200, 2000), new(300, 3000), new(400, 4500), new(500, 6000)])],
        };
        var settings = Make.Settings with { PriceBook = new() { AsOf = new(2026, 10, 1), Subscriptions = [subscription] }, Costs = new Dictionary<Product, decimal>() };
        var held = Book.Moved(users, Footprint.Nothing, Book.Holding(Product.Jira));
        var money = MoneyView.Of(new(settings, Make.Survey), held, new(), new(), Make.Now);

        var ruler = TierRuler.All(money, Make.Now).Single();

        (ruler.Then, ruler.Lower, ruler.Fewer).ShouldBe((users, lower, fewer));
        (ruler.Saves?.PerYear).ShouldBe(lower is { } least ? subscription.Cost(users, new(2027, 3, 14)) - subscription.Cost(least, new(2027, 3, 14)) : null);
    }

    [Theory]
    [InlineData(341, 350, "201-300 301-400 401-500")]
    [InlineData(296, 341, "101-200 201-300 301-400 401-500")]
    [InlineData(20, 60, "1-100 101-200")]
    [InlineData(480, 700, "301-400 401-500 501-700")]
    public void The_tiers_around_are_shown(int low, int high, string tiers) =>
        string.Join(' ', RulerTiers.Around([100, 200, 300, 400, 500], low, high).Select(t => $"{t.From}-{t.To}")).ShouldBe(tiers);
}
