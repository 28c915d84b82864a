using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R12: a person with two paid accounts; the one used less is named.</summary>
public sealed class DuplicatePersonTests
{
    private static readonly AccountId OtherId = new("712020:ann-2");
    private static readonly Account Idle = Make.IdleEverywhere();
    private static readonly Account Busy = Make.Person((Product.Confluence, Make.Ago(1))) with { Id = OtherId, Email = "ann.smith@old.example" };
    private static readonly Survey Merged = Make.Survey with { Domains = ["acme.example", "old.example"] };
    private static readonly PeopleList SameNumber = Numbers("7", "7");

    private static PeopleList Numbers(string? ann, string? other) =>
        Make.People(new() { Account = Make.Ann, PersonId = ann }, new() { Account = OtherId, PersonId = other });

    private static Recommendation? Found(Account? account = null, Account? other = null, PeopleList? people = null, Survey? survey = null, params Account[] more) =>
        (account ?? Idle).Judged(survey ?? Make.Survey, people: people, everybody: [account ?? Idle, other ?? Busy, .. more]).Of("R12");

    private static string Why(Recommendation? found) => found!.Evidence.Last(e => e.Signal == "missing").Value;

    [Fact]
    public void Is_certain_when_the_list_gives_both_the_same_number()
    {
        var found = Found(people: SameNumber)!;

        (found.Tier, found.Action, found.Product).ShouldBe((Tier.Certain, RecommendedAction.Suspend, null));
        found.Said("the person's other account").ShouldBe("712020:ann-2, last use: 2026-10-31, 1 day ago");
        found.Said("the same person because").ShouldBe("the list of people gives both the same number");
        found.Seats.ShouldBe([new SeatRef(Product.Jira, Make.Acme, null)]);
    }

    [Theory]
    [InlineData("ann.smith@old.example", "ann.smith@acme.example", true)]
    [InlineData("ann.smith+test@acme.example", "ann.smith@acme.example", true)]
    [InlineData("AnnSmith@ACME.example", "ann.smith@acme.example", true)]
    [InlineData("ann.smith@elsewhere.example", "ann.smith@acme.example", false)]
    [InlineData("ann.smith@elsewhere.example", "ann.smith+1@elsewhere.example", true)]
    [InlineData("anna.smith@acme.example", "ann.smith@acme.example", false)]
    [InlineData(null, "ann.smith@acme.example", false)]
    public void Is_for_a_person_when_name_and_address_agree_but_for_a_tag_or_an_own_domain(string? other, string own, bool found)
    {
        var finding = Found(Idle with { Email = own }, Busy with { Email = other }, survey: Merged);

        (finding is not null).ShouldBe(found);
        if (found)
            (finding!.Tier, Why(finding)).ShouldBe((Tier.Review, "whether both are one person: only a list of people with a number for each can tell"));
    }

    [Theory]
    [InlineData("Ann Smith", true)]
    [InlineData("smith, ANN", true)]
    [InlineData("Änn Smíth", true)]
    [InlineData("Anna Smith", false)]
    [InlineData("Ann", false)]
    [InlineData("Ann B. Smith", false)]
    public void Needs_the_same_words_of_a_name(string name, bool found) => (Found(other: Busy with { Name = name }, people: SameNumber) is not null).ShouldBe(found);

    [Theory]
    [InlineData("7", "8")]
    [InlineData("7", null)]
    [InlineData(null, null)]
    public void A_name_alone_or_another_number_is_a_namesake(string? own, string? other) =>
        Found(other: Busy with { Email = "as@acme.example" }, people: Numbers(own, other)).ShouldBeNull();

    [Fact]
    public void Different_numbers_win_over_the_same_address() => Found(people: Numbers("7", "8"), survey: Merged).ShouldBeNull();

    [Fact]
    public void Only_the_one_used_less_is_named()
    {
        Found(Busy, Idle, SameNumber).ShouldBeNull();
        Found(Idle with { Usage = Make.Person((Product.Jira, Make.Ago(1) with { At = Make.Ago(1).At.AddTicks(1) })).Usage }, people: SameNumber).ShouldBeNull();
        Found(Make.NeverActive(), people: SameNumber)!.Tier.ShouldBe(Tier.Certain);
        Found(other: Busy with { Usage = [] }, people: SameNumber).ShouldBeNull();
    }

    [Fact]
    public void Of_two_used_alike_the_older_stays_and_there_is_always_one()
    {
        var second = Idle with { Id = OtherId };

        Found(Idle, second with { AddedToOrg = Idle.AddedToOrg!.Value.AddTicks(-1) }, SameNumber).ShouldNotBeNull();
        Found(Idle, second with { AddedToOrg = Idle.AddedToOrg.Value.AddTicks(1) }, SameNumber).ShouldBeNull();
        Found(Idle, second with { AddedToOrg = null }, SameNumber).ShouldBeNull();
        new[] { Found(Idle, second, SameNumber), Found(second, Idle, SameNumber) }.Count(f => f is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData(0, Tier.Certain)]
    [InlineData(-1, Tier.Review)]
    public void Is_for_a_person_while_both_are_in_use(int ticks, Tier tier)
    {
        var found = Found(Make.Person((Product.Jira, Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))), people: SameNumber)!;

        found.Tier.ShouldBe(tier);
        if (tier == Tier.Review)
            Why(found).ShouldBe("why both accounts are in use");
    }

    [Fact]
    public void Unknown_use_is_for_a_person()
    {
        var found = Found(Idle.Using(Make.Bitbucket.On(), Signal.Unknown), people: SameNumber)!;

        found.Tier.ShouldBe(Tier.Review);
        found.Evidence.ShouldContain(e => e.Signal == "missing" && e.Value == "whether this account is in use");
    }

    [Fact]
    public void A_proven_account_counts_before_a_busier_one_that_only_looks_alike()
    {
        var third = Make.Person((Product.Jira, Make.Ago(0))) with { Id = new("712020:ann-3"), Email = "ann.smith+x@acme.example" };

        var found = Found(people: SameNumber, more: third)!;

        (found.Tier, found.Said("the person's other account")[..12]).ShouldBe((Tier.Certain, "712020:ann-2"));
    }

    [Fact]
    public void Two_rows_of_one_account_are_no_second_account() => Found(Idle, Idle, SameNumber).ShouldBeNull();

    [Fact]
    public void The_other_account_has_to_cost_money_too()
    {
        Found(other: Busy with { Status = "suspended" }, people: SameNumber).ShouldBeNull();
        Found(other: Busy with { Seats = [] }, people: SameNumber).ShouldBeNull();
        Found(other: Busy with { Seats = [Make.Seat(Product.Confluence, Make.Sandbox)] }, people: SameNumber).ShouldBeNull();
        Found(Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200))), people: SameNumber).ShouldBeNull();
    }

    [Theory]
    [InlineData(AccountKind.Bot)]
    [InlineData(AccountKind.Shared)]
    public void The_other_account_has_to_be_a_persons(AccountKind kind) => Found(other: Busy with { Kind = new(kind, ["named so"]) }, people: SameNumber).ShouldBeNull();

    [Fact]
    public void Is_silent_until_everybody_was_read() => Idle.Judged(people: SameNumber).Of("R12").ShouldBeNull();

    [Fact]
    public void Issues_reported_by_the_idler_account_need_an_explanation()
    {
        var account = Idle.Probed(issues: new IssueActivity(Make.Acme, 1, 0));

        Found(account, people: SameNumber, survey: Make.Survey.Connected(Make.Acme))!.Tier.ShouldBe(Tier.Review);
    }
}
