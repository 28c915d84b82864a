using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R22: a seat that was taken back is held again, and not used since.</summary>
public sealed class RefillTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    private static Recommendation? Found(Signal last, TimeSpan ago, Survey? survey = null, Resource? released = null) =>
        Found(Make.Person((Product.Jira, last)), ago, survey, released);

    private static Recommendation? Found(Account account, TimeSpan ago, Survey? survey = null, Resource? released = null) =>
        account.Judged(survey, earlier: [account.Released(released ?? Product.Jira.On(), ago)]).Of("R22");

    [Fact]
    public void Is_advice_about_the_one_seat()
    {
        var found = Found(Make.Ago(200), TimeSpan.FromDays(10))!;

        (found.Tier, found.Action, found.Product, found.Site).ShouldBe((Tier.Certain, RecommendedAction.Advise, Product.Jira, Make.Acme));
        found.Said("taken back").ShouldBe("2026-10-22, 10 days ago, and held again without a use since: an identity provider's mapping or a default group gives it");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void Comes_back_by_itself_within_thirty_days(int ticks, bool found) => (Found(Make.Ago(200), Soon + TimeSpan.FromTicks(ticks)) is not null).ShouldBe(found);

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void Use_since_means_that_the_return_was_meant(int ticksBefore, bool found) =>
        (Found(Make.Ago(TimeSpan.FromDays(10) + TimeSpan.FromTicks(ticksBefore)), TimeSpan.FromDays(10)) is not null).ShouldBe(found);

    [Fact]
    public void Never_used_is_no_use_unknown_may_be_one_and_the_future_is()
    {
        Found(Signal.None, TimeSpan.FromDays(10)).ShouldNotBeNull();
        Found(Signal.Unknown, TimeSpan.FromDays(10)).ShouldBeNull();
        Found(Make.Ago(-1), TimeSpan.FromDays(10)).ShouldBeNull();
        Found(Make.Person((Product.Jira, Make.Ago(200))).Using(Make.Bitbucket.On(), Signal.Unknown), TimeSpan.FromDays(10))!.Tier.ShouldBe(Tier.Review);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void A_seat_taken_back_after_the_record_was_read_did_not_come_back(int ticksBeforeTheRecord, bool found)
    {
        // The scan began, the seat was taken back, and this page was read in between.
        var account = Make.Person((Product.Jira, Make.Ago(200))) with { FetchedAt = Make.Now.AddHours(1) };

        (Found(account, -TimeSpan.FromHours(1) + TimeSpan.FromTicks(ticksBeforeTheRecord)) is not null).ShouldBe(found);
    }

    [Fact]
    public void Another_seat_another_site_or_nothing_taken_back_is_silent()
    {
        Found(Make.Ago(200), TimeSpan.FromDays(10), released: Product.Confluence.On()).ShouldBeNull();
        Found(Make.Ago(200), TimeSpan.FromDays(10), released: Product.Jira.On(Make.Other)).ShouldBeNull();
        Make.IdleEverywhere().Judged().Of("R22").ShouldBeNull();
        Found(Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200))), TimeSpan.FromDays(10), released: Product.Jira.On(Make.Sandbox)).ShouldBeNull();
    }

    [Fact]
    public void The_last_of_several_times_counts()
    {
        var account = Make.IdleEverywhere();
        Recommendation[] earlier = [account.Released(Product.Jira.On(), TimeSpan.FromDays(10)), account.Released(Product.Jira.On(), TimeSpan.FromDays(300)) with { Id = "another finding" }];

        account.Judged(earlier: earlier).Of("R22").ShouldNotBeNull();
        account.Judged(earlier: [.. earlier.Reverse()]).Of("R22").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0, Tier.Certain)]
    [InlineData(1, Tier.Review)]
    public void Issues_reported_are_a_use(int reported, Tier tier) =>
        Found(Make.IdleEverywhere().Probed(issues: new IssueActivity(Make.Acme, reported, 0)), TimeSpan.FromDays(10), Make.Survey.Connected(Make.Acme))!.Tier.ShouldBe(tier);

    [Fact]
    public void Issues_that_were_not_read_make_it_a_question() =>
        Found(Make.IdleEverywhere(), TimeSpan.FromDays(10), Make.Survey.Connected(Make.Acme))!.Tier.ShouldBe(Tier.Review);
}
