using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R03: one product never used, active elsewhere.</summary>
public sealed class NeverUsedProductTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    private static Account NeverInJira() => Make.Person((Product.Jira, Signal.None), (Product.Confluence, Make.Ago(1)));

    /// <summary>The same finding, open since so long before now.</summary>
    private static Recommendation Open(TimeSpan since, Account? account = null) =>
        (account ?? NeverInJira()).Judged().Of("R03")! with { FirstSeen = Make.Now - since, OpenSince = Make.Now - since, LastSeen = Make.Now.AddDays(-1) };

    [Fact]
    public void Stays_with_a_person_while_it_is_new()
    {
        var found = NeverInJira().Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action).ShouldBe(("R03", Tier.Review, RecommendedAction.RemoveAccess));
        found.Said("missing").ShouldContain("30 days");
    }

    [Fact]
    public void Is_probable_when_watched_for_exactly_the_grace()
    {
        var found = NeverInJira().Judged(earlier: [Open(Grace)]).ShouldHaveSingleItem();

        found.Tier.ShouldBe(Tier.Probable);
        found.Said("tenure of the seat").ShouldBe("seen unused for 30 days");
        found.OpenSince.ShouldBe(Make.Now - Grace);
    }

    [Fact]
    public void Is_probable_when_watched_one_tick_longer() => NeverInJira().Judged(earlier: [Open(Grace + Make.Tick)]).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);

    [Fact]
    public void Stays_with_a_person_when_watched_one_tick_less() => NeverInJira().Judged(earlier: [Open(Grace - Make.Tick)]).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);

    [Fact]
    public void Watching_starts_again_when_it_was_closed_in_between()
    {
        var found = NeverInJira().Judged(earlier: [Open(Grace * 3).Closed("used again")]).ShouldHaveSingleItem();

        found.Tier.ShouldBe(Tier.Review);
        found.OpenSince.ShouldBe(Make.Now);
        found.FirstSeen.ShouldBe(Make.Now - Grace * 3);
    }

    [Fact]
    public void Watching_counts_from_the_reopening_not_from_the_first_time() =>
        NeverInJira().Judged(earlier: [Open(Grace * 3) with { OpenSince = Make.Now - Grace + Make.Tick }]).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);

    [Fact]
    public void Watching_another_seat_proves_nothing()
    {
        var elsewhere = Open(Grace * 3, Make.PersonOn((Product.Jira.On(Make.Other), Signal.None), (Product.Confluence.On(), Make.Ago(1))));

        NeverInJira().Judged(earlier: [elsewhere]).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void Follows_the_grace_that_is_set() =>
        NeverInJira().Judged(settings: Make.Settings with { NeverUsedDays = 31 }, earlier: [Open(Grace)]).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);

    [Fact]
    public void Joining_long_ago_is_no_proof_of_tenure() =>
        (NeverInJira() with { AddedToOrg = Make.Now.AddYears(-5) }).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);

    [Fact]
    public void A_product_that_the_record_does_not_name_was_never_used()
    {
        var account = NeverInJira();
        account = account with { Usage = [.. account.Usage!.Skip(1)] };

        account.Judged().Rules().ShouldBe(["R03"]);
    }

    [Fact]
    public void Unknown_use_is_not_never() => Make.Person((Product.Jira, Signal.Unknown), (Product.Confluence, Make.Ago(1))).Judged().ShouldBeEmpty();

    [Fact]
    public void No_read_use_at_all_is_not_never() => (NeverInJira() with { Usage = null, LastActiveAnywhere = Make.Ago(1) }).Judged().ShouldBeEmpty();

    [Fact]
    public void Use_of_an_unpriced_product_is_activity_elsewhere() =>
        Make.Person((Product.Jira, Signal.None)).Using(Make.Bitbucket.On(), Make.Ago(1)).Judged().Rules().ShouldBe(["R03"]);

    [Fact]
    public void Active_elsewhere_means_one_tick_below_the_limit()
    {
        var limit = TimeSpan.FromDays(90);

        Make.Person((Product.Jira, Signal.None), (Product.Confluence, Make.Ago(limit - Make.Tick))).Judged().Rules().ShouldBe(["R03"]);
        Make.Person((Product.Jira, Signal.None), (Product.Confluence, Make.Ago(limit))).Judged().Rules().ShouldBe(["R02"]);
    }

    [Fact]
    public void A_sandbox_seat_is_silent() =>
        Make.PersonOn((Product.Jira.On(Make.Sandbox), Signal.None), (Product.Confluence.On(), Make.Ago(1))).Judged().ShouldBeEmpty();

    [Fact]
    public void Joined_within_the_grace_keeps_it_with_a_person_even_when_watched()
    {
        var account = NeverInJira() with { AddedToOrg = Make.Now - Grace + Make.Tick };

        var found = account.Judged(earlier: [Open(Grace)]).ShouldHaveSingleItem();

        found.Tier.ShouldBe(Tier.Review);
        found.Guards.ShouldBe(["G4"]);
    }

    [Fact]
    public void A_watched_seat_is_worth_asking_about()
    {
        var survey = Make.Survey.Connected(Make.Acme);
        var judge = new Core.Rules.Judge(survey, Make.Settings, []);

        judge.IsCandidate(NeverInJira(), [Open(Grace)]).ShouldBeTrue();
        judge.IsCandidate(NeverInJira(), [Open(Grace - Make.Tick)]).ShouldBeFalse();
    }
}
