using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>One action per account.</summary>
public sealed class PrecedenceTests
{
    private static readonly Survey Known = Make.Survey with { Domains = ["acme.example"] };

    private static Account External(Account account) => account with { Claim = "unmanaged" };

    [Fact]
    public void Idle_everywhere_leads_idle_external()
    {
        var found = External(Make.IdleEverywhere()).Judged(Known);

        found.Rules().ShouldBe(["R02", "R15"]);
        found[0].SupersededBy.ShouldBeNull();
        found[1].SupersededBy.ShouldBe(found[0].Id);
        found[1].Tier.ShouldBe(Tier.Probable);
    }

    [Fact]
    public void Never_active_leads_a_pending_invitation()
    {
        var found = (Make.NeverActive(60) with { EmailVerified = false }).Judged();

        found.Rules().ShouldBe(["R04", "R05"]);
        found[0].SupersededBy.ShouldBeNull();
        found[1].SupersededBy.ShouldBe(found[0].Id);
    }

    [Fact]
    public void A_question_for_a_person_supersedes_nothing()
    {
        var found = (Make.NeverActive(40) with { EmailVerified = false }).Judged();

        found.Select(f => (f.Rule, f.Tier)).ShouldBe([("R04", Tier.Review), ("R05", Tier.Probable)]);
        found[1].SupersededBy.ShouldBeNull();
        found[0].SupersededBy.ShouldBe(found[1].Id);
    }

    [Fact]
    public void Protected_findings_supersede_nothing() =>
        (External(Make.IdleEverywhere()) with { PlatformRoles = [Role.OrgAdmin] }).Judged(Known).ShouldAllBe(f => f.SupersededBy == null && f.Tier == Tier.Excluded);

    [Fact]
    public void Questions_alone_stand_side_by_side() =>
        (External(Make.IdleEverywhere()) with { Incomplete = "cut short" }).Judged(Known).ShouldAllBe(f => f.SupersededBy == null && f.Tier == Tier.Review);

    [Fact]
    public void Several_seats_of_one_account_do_not_supersede_each_other()
    {
        var found = Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(100)), (Product.Discovery, Signal.None), (Product.ServiceManagement, Make.Ago(1))).Judged();

        found.Rules().ShouldBe(["R01", "R01", "R03"]);
        found.ShouldAllBe(f => f.SupersededBy == null);
    }

    [Fact]
    public void The_same_product_on_two_sites_is_two_seats() =>
        Make.PersonOn((Product.Jira.On(), Make.Ago(200)), (Product.Jira.On(Make.Other), Make.Ago(200)), (Product.Confluence.On(), Make.Ago(1)))
            .Judged().ShouldAllBe(f => f.Rule == "R01" && f.SupersededBy == null);

    [Fact]
    public void A_finding_about_the_account_leads_those_about_its_seats()
    {
        var account = External(Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(60))));

        var found = account.Judged(Known);

        found.Rules().ShouldBe(["R15", "R01"]);
        found[1].SupersededBy.ShouldBe(found[0].Id);
    }

    [Fact]
    public void A_seats_finding_leads_when_the_accounts_is_only_a_question()
    {
        var account = External(Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(60))));
        var survey = Known with { Feed = [Make.Feed(Product.Jira)] };

        var found = account.Judged(survey);

        found.Select(f => (f.Rule, f.Tier)).ShouldBe([("R15", Tier.Review), ("R01", Tier.Probable)]);
        found[0].SupersededBy.ShouldBe(found[1].Id);
        found[1].SupersededBy.ShouldBeNull();
    }

    [Fact]
    public void A_lone_finding_points_nowhere() => Make.IdleEverywhere().Judged().ShouldHaveSingleItem().SupersededBy.ShouldBeNull();

    [Fact]
    public void The_catalogue_is_in_the_order_of_precedence() => Core.Rules.StandardRules.All.Select(r => r.Id).ShouldBe(
    [
        "R06", "R16", "R12", "R02", "R04", "R15", "R05", "R07", "R19", "R01", "R03", // RULES 2
        "R09", "R08", "R10", "R17", "R18", "R22", "R13", "R14", "R25", "R20", "R23", "R24", // and the others
    ]);

    [Theory]
    [InlineData("R12", "R12,R02")]
    [InlineData("R07", "R02,R07")]
    [InlineData("R19", "R19,R01")]
    [InlineData("R22", "R02,R22")]
    public void The_first_leads_and_the_second_points_to_it(string rule, string order)
    {
        var found = Typical.All[rule].Judged();

        found.Rules().ShouldBe(order.Split(','));
        (found[0].SupersededBy, found[1].SupersededBy).ShouldBe((null, found[0].Id));
    }

    /// <summary>Idle in Jira, an agent too, and at work in Confluence.</summary>
    private static IReadOnlyList<Recommendation> IdleAgent(Signal agent, bool inProject) =>
        Make.Person((Product.Jira, Make.Ago(200)), (Product.ServiceManagement, agent), (Product.Confluence, Make.Ago(1))).Working(new(Make.Acme) { InServiceProject = inProject })
            .Judged(Make.Survey.Connected(Make.Acme), Make.Settings with { ExtendedReads = true });

    [Fact]
    public void Of_two_findings_about_one_seat_the_second_points_to_the_first_also_where_another_seat_leads()
    {
        var found = IdleAgent(Make.Ago(200), inProject: false);

        found.Select(f => (f.Rule, f.Product)).ShouldBe([("R01", Product.Jira), ("R01", Product.ServiceManagement), ("R09", Product.ServiceManagement)]);
        found.Select(f => f.SupersededBy is null).ShouldBe([true, true, false]);
    }

    [Fact]
    public void One_row_does_one_thing_so_a_change_of_role_waits_behind_a_seat_to_be_removed()
    {
        var found = IdleAgent(Make.Ago(1), inProject: false);

        found.Select(f => (f.Rule, f.Product)).ShouldBe([("R01", Product.Jira), ("R09", Product.ServiceManagement)]);
        found[1].SupersededBy.ShouldBe(found[0].Id);
    }

    [Fact]
    public void A_question_about_another_seat_of_the_row_points_nowhere()
    {
        var found = Make.Person((Product.Jira, Make.Ago(200)), (Product.Discovery, Signal.None), (Product.Confluence, Make.Ago(1))).Judged();

        found.Select(f => (f.Rule, f.Tier, f.SupersededBy)).ShouldBe([("R01", Tier.Probable, null), ("R03", Tier.Review, null)]);
    }
}
