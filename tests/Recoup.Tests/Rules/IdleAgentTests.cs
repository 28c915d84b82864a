using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R08: an agent who looks, and does nothing that takes an agent.</summary>
public sealed class IdleAgentTests
{
    private static readonly Survey Connected = Make.Survey.Connected(Make.Acme);

    private static Account Agent(Signal last, int? requests = 0, SiteId? site = null) =>
        Make.PersonOn((Product.ServiceManagement.On(site), last)).Working(new(site ?? Make.Acme) { ServiceIssues = requests, InServiceProject = true });

    private static Recommendation? Found(Account account, Survey? survey = null, bool extended = true) =>
        account.Judged(survey ?? Connected, Make.Settings with { ExtendedReads = extended }).Of("R08");

    [Fact]
    public void Changes_the_role_of_the_one_seat()
    {
        var found = Found(Agent(Make.Ago(1)))!;

        (found.Tier, found.Action, found.Product, found.Site).ShouldBe((Tier.Probable, RecommendedAction.ChangeRole, Product.ServiceManagement, Make.Acme));
        found.Said("requests changed or commented on").ShouldBe("none within 90 days");
        found.Said("what others on acme need").ShouldBe("leads no project, shares no filter and no dashboard");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(null, false)]
    public void One_request_is_work_and_unknown_is_not_none(int? requests, bool found) => (Found(Agent(Make.Ago(1), requests)) is not null).ShouldBe(found);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_seat_not_used_at_all_is_another_rules_matter(int ticks, bool found) =>
        (Found(Agent(Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))) is not null).ShouldBe(found);

    [Fact]
    public void Never_used_and_unknown_use_are_silent_and_a_date_in_the_future_is_use()
    {
        Found(Agent(Signal.None)).ShouldBeNull();
        Found(Agent(Signal.Unknown)).ShouldBeNull();
        Found(Agent(Make.Ago(1)) with { Usage = null, LastActiveAnywhere = Make.Ago(1) }).ShouldBeNull();
        Found(Agent(Make.Ago(-1))).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("jira-software")]
    [InlineData("jira-product-discovery")]
    [InlineData("confluence")]
    public void Is_about_agents_alone(string product) => Found(Make.Person((new(product), Make.Ago(1))).Working(new(Make.Acme) { ServiceIssues = 0 })).ShouldBeNull();

    [Fact]
    public void Work_on_another_site_says_nothing_of_this_one()
    {
        var account = Make.PersonOn((Product.ServiceManagement.On(), Make.Ago(1)), (Product.ServiceManagement.On(Make.Other), Make.Ago(1)))
            .Working(new(Make.Acme) { ServiceIssues = 0 }).Working(new(Make.Other) { ServiceIssues = 4 });

        Found(account, Make.Survey.Connected(Make.Acme, Make.Other))!.Site.ShouldBe(Make.Acme);
    }

    [Fact]
    public void A_sandbox_is_silent() => Found(Agent(Make.Ago(1), site: Make.Sandbox), Make.Survey.Connected(Make.Sandbox)).ShouldBeNull();

    [Theory]
    [InlineData(false, true, "leave to read projects")]
    [InlineData(true, false, "a connected site")]
    [InlineData(false, false, "leave to read projects")]
    [InlineData(true, true, null)]
    public void Waits_for_leave_and_a_connected_site(bool extended, bool connected, string? waits)
    {
        var survey = connected ? Connected : Make.Survey;

        (Found(Agent(Make.Ago(1)), survey, extended) is null).ShouldBe(waits is not null);
        foreach (var rule in new[] { "R08", "R09", "R10" })
        {
            var waiting = Make.Waiting(rule, survey, Make.Settings with { ExtendedReads = extended });
            if (waits is null)
                waiting.ShouldBeNull();
            else
                waiting.ShouldNotBeNull().ShouldStartWith(waits);
        }
    }

    [Fact]
    public void Another_connected_site_is_not_enough() => Found(Agent(Make.Ago(1)), Make.Survey.Connected(Make.Other)).ShouldBeNull();

    [Fact]
    public void Is_for_a_person_while_what_others_need_is_not_known()
    {
        var account = Agent(Make.Ago(1));
        var work = account.Probes!.Work[0];
        SiteWork[] gaps = [work with { Leads = null }, work with { SharedFilters = null }, work with { SharedDashboards = null }];

        foreach (var gap in gaps)
        {
            var found = Found(account with { Probes = account.Probes with { Work = [gap] } })!;
            (found.Tier, found.Said("missing")).ShouldBe((Tier.Review, "what others on acme need the account for"));
        }
    }

    [Fact]
    public void Is_worth_asking_about_before_anything_was_asked()
    {
        var judge = new Core.Rules.Judge(Make.Around(Connected, Make.Settings with { ExtendedReads = true }));

        judge.IsCandidate(Make.Person((Product.ServiceManagement, Make.Ago(1))), []).ShouldBeTrue();
        judge.IsCandidate(Make.Person((Product.Confluence, Make.Ago(1))), []).ShouldBeFalse();
    }

    [Theory]
    [InlineData(89, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void A_scope_that_waits_longer_than_what_was_counted_proves_nothing(int days, bool found)
    {
        var settings = Make.Settings with { ExtendedReads = true, Scopes = [new(new() { Product = Product.ServiceManagement }, days, null, null)] };

        (Agent(Make.Ago(1)).Judged(Connected, settings).Of("R08") is not null).ShouldBe(found);
    }
}
