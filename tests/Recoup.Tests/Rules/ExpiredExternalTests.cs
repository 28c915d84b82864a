using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R16: the contract of somebody from outside has ended, and the account is active.</summary>
public sealed class ExpiredExternalTests
{
    private static readonly DateOnly End = MakePeople.Today.AddDays(-10);
    private static readonly PeopleList Ended = MakePeople.Listed(MakePeople.ByAccount with { ContractEnds = End, Sponsor = "Bea Jones" });
    private static readonly PeopleList EndedByAddress = MakePeople.Listed(MakePeople.ByAddress with { ContractEnds = End });

    /// <summary>In use, as somebody whose contract went on unnoticed.</summary>
    private static Account Ann() => Make.Person((Product.Jira, Make.Ago(1)), (Product.Confluence, Make.Ago(200))) with { Claim = "unmanaged" };

    private static Recommendation Found(Account account, PeopleList? people = null) => account.JudgedBy(people ?? Ended).Of("R16").ShouldNotBeNull();

    [Fact]
    public void Is_certain_and_about_the_whole_account_even_in_use()
    {
        var found = Found(Ann());

        (found.Tier, found.Action, found.Product).ShouldBe((Tier.Certain, RecommendedAction.Suspend, null));
        found.Seats.Select(s => s.Product).ShouldBe([Product.Jira, Product.Confluence]);
        found.Said("list of people, of 2026-11-01").ShouldBe("the contract ended on 2026-10-22; sponsor Bea Jones (found by the account id)");
        found.Evidence.ShouldNotContain(e => e.Signal == "missing");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void The_last_day_has_to_be_over(int day, bool found) =>
        Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAccount with { ContractEnds = MakePeople.Today.AddDays(day) })).Rules().Contains("R16").ShouldBe(found);

    [Fact]
    public void No_end_is_no_end()
    {
        var others = new ListedPerson { Account = new("712020:ben"), Email = MakePeople.Address, ContractEnds = End };

        Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAccount, others)).Rules().ShouldNotContain("R16");
        Ann().JudgedBy(MakePeople.Listed(others)).Rules().ShouldNotContain("R16");
    }

    [Theory]
    [InlineData(true, Tier.Certain)]
    [InlineData(false, Tier.Review)]
    [InlineData(null, Tier.Review)]
    public void An_address_counts_where_its_owner_proved_it(bool? proved, Tier tier)
    {
        var found = Found(Ann() with { EmailVerified = proved }, EndedByAddress);

        found.Tier.ShouldBe(tier);
        found.Action.ShouldBe(RecommendedAction.Suspend);
        found.Evidence.Any(e => e.Signal == "missing" && e.Value.Contains("nobody proved", StringComparison.Ordinal)).ShouldBe(tier == Tier.Review);
    }

    [Fact]
    public void An_exact_match_needs_no_address() => Found(Ann() with { Email = null, EmailVerified = null }).Tier.ShouldBe(Tier.Certain);

    [Fact]
    public void The_row_that_names_the_account_wins_over_one_with_its_address() =>
        Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAddress with { ContractEnds = End }, MakePeople.ByAccount with { ContractEnds = MakePeople.Today })).Rules().ShouldNotContain("R16");

    [Theory]
    [InlineData(30, Tier.Certain)]
    [InlineData(31, Tier.Review)]
    public void A_list_of_long_ago_proves_nothing(int days, Tier tier)
    {
        var found = Found(Ann(), Ended.DaysOld(days));

        found.Tier.ShouldBe(tier);
        found.Evidence.Any(e => e.Signal == "missing" && e.Value == $"what the list says today: it is of {MakePeople.Today.AddDays(-days):yyyy-MM-dd}").ShouldBe(tier == Tier.Review);
    }

    [Fact]
    public void Both_doubts_are_told() =>
        Found(Ann() with { EmailVerified = false }, EndedByAddress.DaysOld(31)).Evidence.Count(e => e.Signal == "missing").ShouldBe(2);

    [Fact]
    public void Guards_protect()
    {
        (Found(Ann() with { PlatformRoles = [Role.SiteAdmin] }) is { Tier: Tier.Excluded, Guards: ["G2"] }).ShouldBeTrue();
        (Found(Ann() with { Kind = new(AccountKind.Bot, ["a test"]) }) is { Tier: Tier.Excluded, Guards: ["G1"] }).ShouldBeTrue();
        (Found(Ann() with { Claim = "managed", Source = "synced" }) is { Tier: Tier.Certain, Action: RecommendedAction.RouteOut, Guards: ["G7"] }).ShouldBeTrue();
        (Found(Ann() with { Incomplete = "cut short" }) is { Tier: Tier.Review, Guards: ["G6"] }).ShouldBeTrue();
        Found(Ann() with { Kind = Kind.Unjudged }).Tier.ShouldBe(Tier.Review);
        Found(Ann() with { PlatformRoles = null }).Tier.ShouldBe(Tier.Review);
        Found(Ann() with { LastGiven = Make.Now.AddDays(-29), AddedToOrg = Make.Now.AddDays(-29) }).Guards.ShouldBeEmpty();
    }

    [Fact]
    public void The_sponsor_may_put_a_hold_on_it_until_its_last_day()
    {
        Recommendation Held(int days) => Ann().JudgedBy(Ended, holds: [new(MakePeople.Ann, "Bea Jones", "goes on", MakePeople.Today.AddDays(days))]).Of("R16")!;

        (Held(0).Tier, Held(0).State).ShouldBe((Tier.Excluded, RecommendationState.Held));
        (Held(-1).Tier, Held(-1).State).ShouldBe((Tier.Certain, RecommendationState.Open));
    }

    [Fact]
    public void Reported_issues_do_not_speak_against_it() =>
        Ann().Probed(issues: new IssueActivity(Make.Acme, 3, 0)).JudgedBy(Ended, Make.Survey.Connected(Make.Acme)).Of("R16")!.Tier.ShouldBe(Tier.Certain);

    [Fact]
    public void Leads_what_idleness_says_and_stands_behind_a_leaver()
    {
        Ann().JudgedBy(Ended).Select(f => (f.Rule, f.SupersededBy is null)).ShouldBe([("R16", true), ("R01", false)]);
        (Ann() with { Usage = [] }).JudgedBy(MakePeople.Listed(MakePeople.ByAccount with { ContractEnds = End, Gone = true }))
            .Select(f => (f.Rule, f.SupersededBy is null)).Take(2).ShouldBe([("R06", true), ("R16", false)]);
    }

    [Fact]
    public void Is_the_same_finding_when_judged_again_with_a_later_end()
    {
        var first = Found(Ann()).Open(TimeSpan.FromDays(30));

        var again = Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAccount with { ContractEnds = MakePeople.Today.AddDays(-1) }), earlier: [first]).Of("R16")!;

        (again.Id, again.FirstSeen, again.OpenSince, again.Action).ShouldBe((first.Id, first.FirstSeen, first.OpenSince, RecommendedAction.Suspend));
    }

    [Fact]
    public void Waits_for_a_list_with_ends_of_contracts_and_is_silent_without()
    {
        Ann().JudgedBy(PeopleList.None).Rules().ShouldNotContain("R16");
        MakePeople.Judge().WaitsFor("R16").ShouldNotBeNull().ShouldContain("from HR or the identity provider");
        MakePeople.Judge(MakePeople.Listed(MakePeople.ByAccount)).WaitsFor("R16").ShouldNotBeNull().ShouldContain("\"Contract ends\"");
        MakePeople.Judge(Ended).WaitsFor("R16").ShouldBeNull();
    }

    [Fact]
    public void Accounts_that_are_not_active_and_sandboxes_are_not_its_matter()
    {
        (Ann() with { Status = "suspended", GuardBillable = true }).JudgedBy(Ended).Rules().ShouldNotContain("R16");
        Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(20))).JudgedBy(Ended).Rules().ShouldNotContain("R16");
    }
}
