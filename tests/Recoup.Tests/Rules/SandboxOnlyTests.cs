using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R17: paid roles on sandboxes alone, which only Guard bills.</summary>
public sealed class SandboxOnlyTests
{
    private static Account Tester(Signal? last = null, bool? guard = true) =>
        Make.PersonOn((Product.Jira.On(Make.Sandbox), last ?? Make.Ago(200)), (Product.Confluence.On(Make.Sandbox), Signal.None)) with { GuardBillable = guard };

    private static Settings Plan(ProductPlan? guard) => Make.Settings.With(Product.Guard, new() { Plan = guard });

    private static Recommendation? Found(Account account, Settings? settings = null) => account.Judged(settings: settings).Of("R17");

    [Fact]
    public void Takes_the_sandbox_seats_and_saves_no_product_seat()
    {
        var found = Found(Tester())!;

        (found.Tier, found.Action, found.Product, found.Saving).ShouldBe((Tier.Certain, RecommendedAction.RemoveAccess, null, null));
        found.Seats.ShouldAllBe(s => s.Site == Make.Sandbox);
        found.Seats.Count.ShouldBe(2);
        found.Said("Atlassian Guard").ShouldStartWith("bills the account");
    }

    [Theory]
    [InlineData(true, null, Tier.Certain)]
    [InlineData(false, Core.Money.ProductPlan.Standard, null)]
    [InlineData(null, null, null)]
    [InlineData(null, Core.Money.ProductPlan.Free, null)]
    [InlineData(null, Core.Money.ProductPlan.Standard, Tier.Review)]
    [InlineData(null, Core.Money.ProductPlan.Premium, Tier.Review)]
    [InlineData(null, Core.Money.ProductPlan.Enterprise, Tier.Review)]
    public void Is_certain_where_Guard_is_known_to_bill_it_and_a_question_where_it_may(bool? billed, ProductPlan? plan, Tier? tier) =>
        Found(Tester(guard: billed), Plan(plan))?.Tier.ShouldBe(tier.ShouldNotBeNull());

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, Core.Money.ProductPlan.Standard, false)]
    [InlineData(null, null, false)]
    [InlineData(null, Core.Money.ProductPlan.Standard, true)]
    public void Is_silent_where_Guard_does_not_bill_it(bool? billed, ProductPlan? plan, bool found) => (Found(Tester(guard: billed), Plan(plan)) is not null).ShouldBe(found);

    [Fact]
    public void Guard_that_has_a_price_or_stands_in_the_price_book_may_bill_it_whatever_its_plan()
    {
        var priced = Make.Settings with { Costs = new Dictionary<Product, decimal> { [Product.Guard] = 4 } };

        Found(Tester(guard: null), Money.Book.Settings(Money.Book.Guard()))!.Tier.ShouldBe(Tier.Review);
        Found(Tester(guard: null), Money.Book.Settings(Money.Book.Guard() with { Prices = [] })).ShouldNotBeNull();
        Found(Tester(guard: null), priced).ShouldNotBeNull();
        Found(Tester(guard: null), Money.Book.Settings(Money.Book.Guard() with { Plan = ProductPlan.Free })).ShouldBeNull();
        Found(Tester(guard: false), priced).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, Tier.Review)]
    [InlineData(0, Tier.Certain)]
    [InlineData(1, Tier.Certain)]
    public void An_active_tester_is_a_question(int ticks, Tier tier)
    {
        var found = Found(Tester(Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks))))!;

        found.Tier.ShouldBe(tier);
        if (tier == Tier.Review)
            found.Said("missing").ShouldBe("whether the tests are done: last used 2026-08-03, 89 days ago");
    }

    [Fact]
    public void Never_used_is_certain_unknown_is_a_question_and_so_is_a_date_in_the_future()
    {
        Found(Tester(Signal.None))!.Tier.ShouldBe(Tier.Certain);
        Found(Tester(Signal.Unknown))!.Said("missing").ShouldBe("the use of every product");
        Found(Tester(Make.Ago(-1)))!.Tier.ShouldBe(Tier.Review);
        Found(Tester().Using(Make.Bitbucket.On(), Make.Ago(1)))!.Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void One_paid_seat_makes_it_another_rules_matter()
    {
        var account = Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200)), (Product.Jira.On(), Make.Ago(200))) with { GuardBillable = true };

        account.Judged().Rules().ShouldBe(["R02"]);
    }

    [Fact]
    public void Other_access_may_be_what_Guard_bills()
    {
        Found(Tester() with { OtherAccess = [Product.Jira.On()] })!.Said("missing").ShouldStartWith("what other access the account has");
        Found(Tester() with { HasUnexplainedAccess = true })!.Tier.ShouldBe(Tier.Review);
        Found(Tester() with { OtherAccess = [Product.Discovery.On(Make.Sandbox)] })!.Tier.ShouldBe(Tier.Certain);
    }

    [Fact]
    public void Issues_in_a_sandbox_say_nothing_against_it() =>
        Tester().Probed(issues: new IssueActivity(Make.Sandbox, 3, 0)).Judged(Make.Survey.Connected(Make.Sandbox)).Of("R17")!.Tier.ShouldBe(Tier.Certain);

    [Fact]
    public void A_use_outside_sandboxes_may_be_what_Guard_bills()
    {
        var found = Found(Tester().Using(Make.Bitbucket.On(), Make.Ago(400)))!;

        found.Tier.ShouldBe(Tier.Review);
        found.Said("missing").ShouldStartWith("what other access the account has");
        Found(Tester().Using(Make.Bitbucket.On(), Signal.None))!.Tier.ShouldBe(Tier.Certain);
        Found(Tester().Using(Make.Bitbucket.On(Make.Sandbox), Make.Ago(400)))!.Tier.ShouldBe(Tier.Certain);
    }
}
