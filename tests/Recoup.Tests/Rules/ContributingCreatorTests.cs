using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R10: a creator who neither created nor changed an idea.</summary>
public sealed class ContributingCreatorTests
{
    private static readonly Survey Connected = Make.Survey.Connected(Make.Acme);

    private static Account Creator(Signal last, int? ideas = 0, Product? product = null) =>
        Make.Person((product ?? Product.Discovery, last)).Working(new(Make.Acme) { Ideas = ideas });

    private static Recommendation? Found(Account account, Survey? survey = null, bool extended = true) =>
        account.Judged(survey ?? Connected, Make.Settings with { ExtendedReads = extended }).Of("R10");

    [Fact]
    public void Changes_the_role_of_the_one_seat()
    {
        var found = Found(Creator(Make.Ago(1)))!;

        (found.Tier, found.Action, found.Product, found.Site).ShouldBe((Tier.Probable, RecommendedAction.ChangeRole, Product.Discovery, Make.Acme));
        found.Said("ideas created, changed or commented on").ShouldBe("none within 90 days");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(null, false)]
    public void One_idea_is_work_and_unknown_is_not_none(int? ideas, bool found) => (Found(Creator(Make.Ago(1), ideas)) is not null).ShouldBe(found);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void A_seat_not_used_at_all_is_another_rules_matter(int ticks, bool found) =>
        (Found(Creator(Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))) is not null).ShouldBe(found);

    [Fact]
    public void Never_used_and_unknown_use_are_silent_and_a_date_in_the_future_is_use()
    {
        Found(Creator(Signal.None)).ShouldBeNull();
        Found(Creator(Signal.Unknown)).ShouldBeNull();
        Found(Creator(Make.Ago(-1))).ShouldNotBeNull();
    }

    [Fact]
    public void Is_about_creators_alone_and_silent_for_sandboxes()
    {
        Found(Creator(Make.Ago(1), product: Product.ServiceManagement)).ShouldBeNull();
        var sandbox = Make.PersonOn((Product.Discovery.On(Make.Sandbox), Make.Ago(1))).Working(new(Make.Sandbox) { Ideas = 0 });
        Found(sandbox, Make.Survey.Connected(Make.Sandbox)).ShouldBeNull();
    }

    [Fact]
    public void Is_silent_where_nothing_may_be_read()
    {
        Found(Creator(Make.Ago(1)), extended: false).ShouldBeNull();
        Found(Creator(Make.Ago(1)), Make.Survey).ShouldBeNull();
    }

    [Fact]
    public void Work_on_requests_says_nothing_of_ideas()
    {
        var account = Creator(Make.Ago(1));

        Found(account.Working(account.Probes!.Work[0] with { ServiceIssues = 9 }))!.Tier.ShouldBe(Tier.Probable);
    }

    [Fact]
    public void Issues_reported_are_no_ideas()
    {
        var account = Creator(Make.Ago(1));

        Found(account with { Probes = account.Probes! with { Issues = [new(Make.Acme, 2, 0)] } })!.Tier.ShouldBe(Tier.Probable);
    }
}
