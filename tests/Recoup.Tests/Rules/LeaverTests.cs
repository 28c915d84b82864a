using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R06: the list of people says that somebody has left, and the account is active.</summary>
public sealed class LeaverTests
{
    private static readonly DateOnly Day = MakePeople.Today.AddDays(-10);
    private static readonly DateTimeOffset After = MakePeople.After(Day);
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);
    private static readonly PeopleList Left = MakePeople.Listed(MakePeople.ByAccount with { LeftOn = Day });
    private static readonly PeopleList Gone = MakePeople.Listed(MakePeople.ByAccount with { Gone = true });

    /// <summary>Worked until shortly before leaving.</summary>
    private static Account Ann(DateTimeOffset? last = null) => Make.Person((Product.Jira, Signal.Of(last ?? Make.Now.AddDays(-20))));

    private static Recommendation Found(Account account, PeopleList? people = null) => account.JudgedBy(people ?? Left).ShouldHaveSingleItem();

    [Fact]
    public void Is_certain_when_the_list_names_the_account()
    {
        var found = Found(Ann());

        (found.Rule, found.Tier, found.Action, found.Product).ShouldBe(("R06", Tier.Certain, RecommendedAction.Suspend, null));
        found.Seats.ShouldBe([new SeatRef(Product.Jira, Make.Acme, null)]);
        found.Guards.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void The_last_day_has_to_be_over(int day, bool found) =>
        Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAccount with { Gone = true, LeftOn = MakePeople.Today.AddDays(day) })).Rules().ShouldBe(found ? ["R06"] : []);

    [Fact]
    public void Somebody_disabled_needs_no_day() => Found(Ann(), Gone).Said("list of people").ShouldBe("has left or is disabled (found by the account id)");

    [Fact]
    public void Somebody_at_work_is_none() => Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAccount)).ShouldBeEmpty();

    [Fact]
    public void Somebody_the_list_does_not_know_is_none() =>
        Ann().JudgedBy(MakePeople.Listed(new ListedPerson { Account = new("712020:ben"), Email = MakePeople.Address, LeftOn = Day })).ShouldBeEmpty();

    [Fact]
    public void An_address_alone_is_for_a_person_in_any_case()
    {
        var found = Found(Ann() with { Email = "Ann.Smith@ACME.example" }, MakePeople.Listed(MakePeople.ByAddress with { LeftOn = Day }));

        (found.Tier, found.Action).ShouldBe((Tier.Review, RecommendedAction.Suspend));
        found.Said("missing").ShouldContain("by the address alone");
        found.Said("list of people").ShouldBe("left on 2026-10-22 (found by the address)");
    }

    [Fact]
    public void The_row_that_names_the_account_wins_over_one_with_its_address() =>
        Ann().JudgedBy(MakePeople.Listed(MakePeople.ByAddress with { LeftOn = Day }, MakePeople.ByAccount)).ShouldBeEmpty();

    [Theory]
    [InlineData(30, Tier.Certain)]
    [InlineData(31, Tier.Review)]
    public void A_list_of_long_ago_proves_nothing(int days, Tier tier)
    {
        var found = Found(Ann(Make.Now.AddDays(-50)), MakePeople.Listed(MakePeople.ByAccount with { LeftOn = MakePeople.Today.AddDays(-40) }).DaysOld(days));

        found.Tier.ShouldBe(tier);
        found.Evidence.Any(e => e.Signal == "missing" && e.Value.StartsWith("what the list says today", StringComparison.Ordinal)).ShouldBe(tier == Tier.Review);
    }

    [Fact]
    public void Use_after_the_last_day_is_for_a_person()
    {
        Found(Ann(After - Make.Tick)).Tier.ShouldBe(Tier.Certain);
        Found(Ann(After)).Tier.ShouldBe(Tier.Review);
        Found(Ann(Make.Now.AddDays(1))).Tier.ShouldBe(Tier.Review);
        Found(Ann().Using(Make.Bitbucket.On(), Signal.Of(After))).Said("missing").ShouldContain("2026-10-23");
    }

    [Fact]
    public void Access_given_after_the_last_day_may_be_a_rehire()
    {
        Found(Ann() with { LastGiven = After - Make.Tick }).Tier.ShouldBe(Tier.Certain);
        Found(Ann() with { LastGiven = After }).Tier.ShouldBe(Tier.Review);
        Found(Ann() with { AddedToOrg = After - Make.Tick }).Tier.ShouldBe(Tier.Certain);
        Found(Ann() with { AddedToOrg = After }).Said("missing").ShouldContain("rehire");
        Found(Ann() with { AddedToOrg = null }).Tier.ShouldBe(Tier.Certain);
    }

    [Fact]
    public void Without_a_last_day_the_day_of_the_list_is_what_use_and_access_must_not_follow()
    {
        var list = Gone.DaysOld(10);

        Found(Ann(After - Make.Tick), list).Tier.ShouldBe(Tier.Certain);
        Found(Ann(After), list).Tier.ShouldBe(Tier.Review);
        Found(Ann() with { LastGiven = After }, list).Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void Never_used_is_a_leaver_too_and_unknown_use_is_for_a_person()
    {
        Make.NeverActive().JudgedBy(Left).Of("R06")!.Tier.ShouldBe(Tier.Certain);
        Found(Ann() with { Usage = null }).Said("missing").ShouldBe("the use of every product");
    }

    [Fact]
    public void Reported_issues_do_not_speak_against_it() =>
        Ann().Probed(issues: new IssueActivity(Make.Acme, 3, 0)).JudgedBy(Left, Make.Survey.Connected(Make.Acme)).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Certain);

    [Fact]
    public void One_who_stays_active_for_a_fortnight_is_deactivated_where_that_can_be_done()
    {
        RecommendedAction After(TimeSpan open, Account account) =>
            account.JudgedBy(Left, earlier: [Found(account).Open(open)]).ShouldHaveSingleItem().Action;

        After(Fortnight - Make.Tick, Ann()).ShouldBe(RecommendedAction.Suspend);
        After(Fortnight, Ann()).ShouldBe(RecommendedAction.Deactivate);
        After(Fortnight, Ann() with { Claim = "unmanaged" }).ShouldBe(RecommendedAction.Suspend);
        After(Fortnight, Ann() with { Source = "synced" }).ShouldBe(RecommendedAction.RouteOut);
    }

    [Fact]
    public void Guards_protect()
    {
        (Found(Ann() with { PlatformRoles = [Role.OrgAdmin] }) is { Tier: Tier.Excluded, Guards: ["G2"] }).ShouldBeTrue();
        (Found(Ann() with { Kind = new(AccountKind.Service, ["a test"]) }) is { Tier: Tier.Excluded, Guards: ["G1"] }).ShouldBeTrue();
        (Ann().JudgedBy(Left, holds: [new(MakePeople.Ann, "boss", "notice", MakePeople.Today)]).Single() is { Tier: Tier.Excluded, Guards: ["G3"] }).ShouldBeTrue();
        (Found(Ann() with { Incomplete = "cut short" }) is { Tier: Tier.Review, Guards: ["G6"] }).ShouldBeTrue();
        (Found(Ann() with { Source = null }) is { Tier: Tier.Review, Action: RecommendedAction.Advise, Guards: ["G7"] }).ShouldBeTrue();
        Found(Ann() with { Kind = Kind.Unjudged }).Tier.ShouldBe(Tier.Review);
    }

    [Fact]
    public void Leads_what_else_is_found_when_it_is_certain_and_not_when_it_is_a_question()
    {
        Make.IdleEverywhere().JudgedBy(Left).Select(f => (f.Rule, f.SupersededBy is null)).ShouldBe([("R06", true), ("R02", false)]);
        Make.IdleEverywhere().JudgedBy(MakePeople.Listed(MakePeople.ByAddress with { LeftOn = Day })).Of("R02")!.SupersededBy.ShouldBeNull();
    }

    [Fact]
    public void Is_the_same_finding_when_judged_again_also_when_the_match_becomes_exact()
    {
        var first = Found(Ann(), MakePeople.Listed(MakePeople.ByAddress with { LeftOn = Day })).Open(TimeSpan.FromDays(3));

        var again = Ann().JudgedBy(Left, earlier: [first]).ShouldHaveSingleItem();

        (again.Id, again.FirstSeen, again.Tier).ShouldBe((first.Id, first.FirstSeen, Tier.Certain));
    }

    [Fact]
    public void Waits_for_a_list_and_is_silent_without()
    {
        Ann().JudgedBy(PeopleList.None).ShouldBeEmpty();
        MakePeople.Judge().WaitsFor("R06").ShouldNotBeNull().ShouldContain("recoup people import");
        MakePeople.Judge(Left).WaitsFor("R06").ShouldBeNull();
    }

    [Fact]
    public void Accounts_that_are_not_active_and_sandboxes_are_not_its_matter()
    {
        (Ann() with { Status = "suspended", Seats = [], GuardBillable = true }).JudgedBy(Left).Rules().ShouldNotContain("R06");
        Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(20))).JudgedBy(Left).Rules().ShouldNotContain("R06");
    }
}
