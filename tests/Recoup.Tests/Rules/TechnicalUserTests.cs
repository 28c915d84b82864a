using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R13: software on a person's seat; advice about what G1 protects.</summary>
public sealed class TechnicalUserTests
{
    private static Account Software(Signal? last = null, AccountKind kind = AccountKind.Service) =>
        Make.Person((Product.Jira, last ?? Make.Ago(200))) with { Kind = new(kind, ["named so"]) };

    private static Recommendation? Found(Account account, Settings? settings = null) => account.Judged(settings: settings).Of("R13");

    [Theory]
    [InlineData(AccountKind.Service, true)]
    [InlineData(AccountKind.Bot, true)]
    [InlineData(AccountKind.Human, false)]
    [InlineData(AccountKind.Unknown, false)]
    [InlineData(AccountKind.Shared, false)]
    [InlineData(AccountKind.App, false)]
    [InlineData(AccountKind.Customer, false)]
    public void Is_advice_about_software(AccountKind kind, bool found)
    {
        var finding = Found(Software(kind: kind).Probed(tokens: Make.Ago(1)));

        (finding is not null).ShouldBe(found);
        if (found)
            (finding!.Tier, finding.Action, finding.Guards.Count).ShouldBe((Tier.Review, RecommendedAction.Advise, 0));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Somebody_who_looks_at_pages_is_no_software_alone(int ticks, bool found) =>
        (Found(Software(Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))) is not null).ShouldBe(found);

    [Fact]
    public void Pages_never_looked_at_will_do_and_unknown_will_not()
    {
        Found(Software(Signal.None)).ShouldNotBeNull();
        Found(Software(Signal.Unknown)).ShouldBeNull();
        Found(Software().Using(Make.Bitbucket.On(), Make.Ago(1))).ShouldBeNull();
        Found(Software(Make.Ago(-1))).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_token_no_longer_in_use_is_no_software_at_work(int ticks, bool found) =>
        (Found(Software().Probed(tokens: Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))) is not null).ShouldBe(found);

    [Fact]
    public void No_token_is_silent_and_an_unknown_one_is_said()
    {
        Found(Software().Probed(tokens: Signal.None)).ShouldBeNull();
        Found(Software().Probed())!.Said("API tokens").ShouldBe("not checked: the key has scopes");
    }

    [Fact]
    public void Atlassians_own_service_accounts_and_sandboxes_take_no_seat()
    {
        Found(Software() with { Email = "x@serviceaccount.atlassian.com" }).ShouldBeNull();
        Found(Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200))) with { Kind = new(AccountKind.Bot, ["named so"]) }).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, null, "5", true)]
    [InlineData(ProductPlan.Free, null, "5", false)]
    [InlineData(ProductPlan.Standard, null, "250", false)]
    [InlineData(ProductPlan.Premium, null, "250", false)]
    [InlineData(null, ProductPlan.Enterprise, "1000", false)]
    [InlineData(null, ProductPlan.Premium, "5", true)]
    public void Says_how_many_service_accounts_the_plan_has_and_whether_that_is_assumed(ProductPlan? guard, ProductPlan? jira, string quota, bool assumed)
    {
        var said = Found(Software(), Make.Settings.With(Product.Guard, new() { Plan = guard }).With(Product.Jira, new() { Plan = jira }))!.Said("service accounts in the plan");

        said.ShouldContain(quota);
        said.Contains("is not set, so the least is assumed").ShouldBe(assumed);
    }

    [Fact]
    public void Where_the_price_book_stands_above_the_setting_the_plan_is_missing_there()
    {
        var book = Money.Book.Settings(Money.Book.Guard()).With(Product.Guard, new() { Plan = ProductPlan.Premium });

        Found(Software(), book)!.Said("service accounts in the plan").ShouldEndWith("; the price book does not say Guard's plan, so the least is assumed");
        Found(Software(), Money.Book.Settings(Money.Book.Guard() with { Plan = ProductPlan.Standard }))!.Said("service accounts in the plan").ShouldContain("250");
    }

    [Fact]
    public void Admins_billing_contacts_and_holds_are_protected_all_the_same()
    {
        Found(Software() with { PlatformRoles = [Role.OrgAdmin] })!.Tier.ShouldBe(Tier.Excluded);
        Found(Software(), Make.Settings with { BillingContact = Make.Ann })!.Tier.ShouldBe(Tier.Excluded);
        Software().Judged(holds: [new(Make.Ann, "IT", "until migrated", Make.Today)]).Of("R13")!.Tier.ShouldBe(Tier.Excluded);
    }

    [Fact]
    public void Supersedes_nothing_and_is_worth_asking_about_tokens()
    {
        Software().Judged().ShouldAllBe(f => f.SupersededBy == null);
        new Core.Rules.Judge(Make.Around()).IsCandidate(Software(), []).ShouldBeTrue();
        new Core.Rules.Judge(Make.Around()).IsCandidate(Software() with { PlatformRoles = [Role.OrgAdmin] }, []).ShouldBeFalse();
    }
}
