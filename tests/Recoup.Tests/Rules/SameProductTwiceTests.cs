using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R19: the same product on two sites, idle on one and used on the other.</summary>
public sealed class SameProductTwiceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(90);

    private static IReadOnlyList<Recommendation> Judged(Account account, ProductPlan? plan = ProductPlan.Standard) =>
        account.Judged(settings: Make.Settings.With(Product.Jira, new() { Plan = plan }).With(Product.Confluence, new() { Plan = plan }));

    private static Account Twice(Signal here, Signal there) => Make.PersonOn((Product.Jira.On(), here), (Product.Jira.On(Make.Other), there));

    [Fact]
    public void Takes_the_idle_seat_and_says_where_the_product_is_used()
    {
        var found = Judged(Twice(Make.Ago(200), Make.Ago(1)));

        found.Rules().ShouldBe(["R19", "R01"]);
        (found[0].Tier, found[0].Action, found[0].Product, found[0].Site).ShouldBe((Tier.Probable, RecommendedAction.RemoveAccess, Product.Jira, Make.Acme));
        found[0].Said("the same product elsewhere").ShouldBe("used on other: 2026-10-31, 1 day ago");
        found[1].SupersededBy.ShouldBe(found[0].Id);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, true)]
    [InlineData(-1, 1, false)]
    [InlineData(0, 0, false)]
    public void Is_idle_on_the_limit_and_used_a_tick_below_it(int here, int below, bool found) =>
        (Judged(Twice(Make.Ago(Limit + TimeSpan.FromTicks(here)), Make.Ago(Limit - TimeSpan.FromTicks(below)))).Of("R19") is not null).ShouldBe(found);

    [Fact]
    public void Never_used_and_unknown_on_either_side_are_silent_and_a_date_in_the_future_is_use()
    {
        Judged(Twice(Signal.None, Make.Ago(1))).Of("R19").ShouldBeNull();
        Judged(Twice(Signal.Unknown, Make.Ago(1))).Of("R19").ShouldBeNull();
        Judged(Twice(Make.Ago(200), Signal.None)).Of("R19").ShouldBeNull();
        Judged(Twice(Make.Ago(200), Signal.Unknown)).Of("R19").ShouldBeNull();
        Judged(Twice(Make.Ago(200), Make.Ago(-1))).Of("R19").ShouldNotBeNull();
        Judged(Twice(Make.Ago(200), Make.Ago(1)) with { Usage = null, LastActiveAnywhere = Make.Ago(1) }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ProductPlan.Standard, true)]
    [InlineData(ProductPlan.Premium, true)]
    [InlineData(ProductPlan.Free, true)]
    [InlineData(ProductPlan.Enterprise, false)]
    [InlineData(null, false)]
    public void On_Enterprise_one_licence_covers_both_and_an_unknown_plan_may_be_that(ProductPlan? plan, bool found)
    {
        var findings = Judged(Twice(Make.Ago(200), Make.Ago(1)), plan);

        (findings.Of("R19") is not null).ShouldBe(found);
        findings.Of("R01").ShouldNotBeNull();
    }

    [Fact]
    public void Another_product_in_use_is_another_rules_matter() =>
        Judged(Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Confluence.On(Make.Other), Make.Ago(1)))).Rules().ShouldBe(["R01"]);

    [Fact]
    public void A_sandbox_is_no_second_site()
    {
        Judged(Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Sandbox), Make.Ago(1)))).Of("R19").ShouldBeNull();
        Judged(Make.PersonOn((Product.Jira.On(), Make.Ago(1)), (Product.Jira.On(Make.Sandbox), Make.Ago(200)))).ShouldBeEmpty();
    }

    [Fact]
    public void Of_several_sites_in_use_the_latest_is_named()
    {
        var third = new SiteId("third-id");
        var found = Judged(Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(third), Make.Ago(50)), (Product.Jira.On(Make.Other), Make.Ago(2))));

        found.Of("R19")!.Said("the same product elsewhere").ShouldStartWith("used on other");
    }

    [Fact]
    public void Issues_reported_on_the_idle_site_need_an_explanation()
    {
        var account = Twice(Make.Ago(200), Make.Ago(1)).Probed(issues: new IssueActivity(Make.Acme, 1, 0));

        account.Judged(Make.Survey.Connected(Make.Acme), Make.Settings.With(Product.Jira, new() { Plan = ProductPlan.Standard })).Of("R19")!.Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void Waits_for_the_plan_of_what_runs_on_several_sites()
    {
        var plans = Product.WithSeats.Aggregate(Make.Settings, (s, p) => s.With(p, new() { Plan = ProductPlan.Standard }));

        Make.Waiting("R19").ShouldBe("the plan of products that run on several sites: recoup settings set plan.jira-software standard");
        Make.Waiting("R19", settings: Make.Settings.With(Product.Jira, new() { Plan = ProductPlan.Free })).ShouldNotBeNull().ShouldEndWith("plan.confluence standard");
        Make.Waiting("R19", settings: plans).ShouldBeNull();
        // The price book stands above the setting.
        Make.Waiting("R19", settings: Money.Book.Settings(Money.Book.For(Product.Jira)).With(Product.Jira, new() { Plan = ProductPlan.Standard })).ShouldBe("the plan of products that run on several sites: write plan into the price book, beside \"Jira\"");
        Make.Waiting("R19", Make.Survey with { Sites = [Make.Survey.Sites[0], Make.Survey.Sites[2]] }).ShouldBeNull();
    }
}
