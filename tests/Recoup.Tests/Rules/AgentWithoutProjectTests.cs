using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R09: an agent with no role in any service project.</summary>
public sealed class AgentWithoutProjectTests
{
    private static readonly Survey Connected = Make.Survey.Connected(Make.Acme);

    private static Account Agent(bool? inProject, Signal? last = null, int? requests = null, Product? product = null) =>
        Make.Person((product ?? Product.ServiceManagement, last ?? Make.Ago(1))).Working(new(Make.Acme) { InServiceProject = inProject, ServiceIssues = requests });

    private static IReadOnlyList<Recommendation> Judged(Account account, Survey? survey = null, bool extended = true) =>
        account.Judged(survey ?? Connected, Make.Settings with { ExtendedReads = extended });

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(null, false)]
    public void Speaks_only_where_it_is_known_that_there_is_no_role(bool? inProject, bool found) =>
        (Judged(Agent(inProject)).Of("R09")?.Tier == Tier.Probable).ShouldBe(found);

    [Fact]
    public void Changes_the_role_of_the_one_seat()
    {
        var found = Judged(Agent(false)).ShouldHaveSingleItem();

        (found.Rule, found.Action, found.Product, found.Site).ShouldBe(("R09", RecommendedAction.ChangeRole, Product.ServiceManagement, Make.Acme));
        found.Said("role in a service project").ShouldBe("in none, neither by itself nor through a group");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(null, true)]
    public void Somebody_who_works_on_requests_is_let_in_by_something_else(int? requests, bool found) =>
        (Judged(Agent(false, requests: requests)).Of("R09") is not null).ShouldBe(found);

    [Fact]
    public void Use_does_not_matter_to_it_but_has_to_be_known()
    {
        Judged(Agent(false, Make.Ago(200))).Rules().ShouldBe(["R02", "R09"]);
        Judged(Agent(false, Signal.None)).Of("R09")!.Tier.ShouldBe(Tier.Probable);
        Judged(Agent(false, Signal.Unknown)).Of("R09")!.Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void Is_about_agents_alone_and_silent_for_sandboxes()
    {
        Judged(Agent(false, product: Product.Jira)).ShouldBeEmpty();
        var sandbox = Make.PersonOn((Product.ServiceManagement.On(Make.Sandbox), Make.Ago(1))).Working(new(Make.Sandbox) { InServiceProject = false });
        Judged(sandbox, Make.Survey.Connected(Make.Sandbox)).ShouldBeEmpty();
    }

    [Fact]
    public void Is_silent_where_nothing_may_be_read()
    {
        Judged(Agent(false), extended: false).ShouldBeEmpty();
        Judged(Agent(false), Make.Survey).ShouldBeEmpty();
        Judged(Agent(false), Make.Survey.Connected(Make.Other)).ShouldBeEmpty();
    }

    [Fact]
    public void Leads_the_rule_about_what_an_agent_does()
    {
        var found = Judged(Agent(false, requests: 0));

        found.Rules().ShouldBe(["R09", "R08"]);
        found[1].SupersededBy.ShouldBe(found[0].Id);
    }

    [Fact]
    public void Is_worth_asking_about_until_it_is_known_that_there_is_a_role()
    {
        var judge = new Core.Rules.Judge(Make.Around(Connected, Make.Settings with { ExtendedReads = true }));
        bool Asks(bool? inProject) => judge.IsCandidate(Agent(inProject, requests: 3), []);

        Asks(true).ShouldBeFalse();
        judge.IsCandidate(Agent(null, Make.Ago(-1)), []).ShouldBeTrue();
        judge.IsCandidate(Make.Person((Product.ServiceManagement, Make.Ago(1))), []).ShouldBeTrue();
    }
}
