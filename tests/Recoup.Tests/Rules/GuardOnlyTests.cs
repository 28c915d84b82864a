using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R18: Guard bills a managed account that holds no paid seat.</summary>
public sealed class GuardOnlyTests
{
    private static readonly Resource Trello = new(new("trello"), new("workspace"));

    private static Account Billed(bool? guard = true) => Make.Person() with { GuardBillable = guard };

    [Fact]
    public void Is_advice_about_no_seat()
    {
        var found = Billed().Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action, found.Seats.Count, found.Saving).ShouldBe(("R18", Tier.Probable, RecommendedAction.Advise, 0, null));
        found.Said("Atlassian Guard").ShouldContain("holds no paid seat: a non-billable authentication policy");
    }

    [Fact]
    public void Says_what_is_used_without_a_seat()
    {
        var found = Billed().Using(Trello, Make.Ago(1)).Using(Make.Bitbucket.On(), Make.Ago(400)).Using(Make.Bitbucket.On(Make.Other), Make.Ago(1)).Using(Product.Confluence.On(), Signal.None);

        found.Judged().ShouldHaveSingleItem().Said("Atlassian Guard").ShouldContain("(use is reported of bitbucket, trello)");
    }

    [Theory]
    [InlineData(true, "managed", true)]
    [InlineData(false, "managed", false)]
    [InlineData(null, "managed", false)]
    [InlineData(true, "unmanaged", false)]
    [InlineData(true, null, false)]
    [InlineData(true, "a claim of next year", false)]
    public void Needs_a_managed_account_that_is_known_to_be_billed(bool? guard, string? claim, bool found) =>
        ((Billed(guard) with { Claim = claim }).Judged().Of("R18") is not null).ShouldBe(found);

    [Fact]
    public void One_seat_is_one_too_many_also_on_a_sandbox()
    {
        (Make.Person((Product.Jira, Make.Ago(1))) with { GuardBillable = true }).Judged().Of("R18").ShouldBeNull();
        (Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(1))) with { GuardBillable = true }).Judged().Of("R18").ShouldBeNull();
    }

    [Fact]
    public void What_is_not_known_makes_it_a_question()
    {
        (Billed() with { Usage = null }).Judged().Of("R18")!.Tier.ShouldBe(Tier.Review);
        (Billed() with { PlatformRoles = null }).Judged().Of("R18")!.Tier.ShouldBe(Tier.Review);
        (Billed() with { Kind = Kind.Unjudged }).Judged().Of("R18")!.Tier.ShouldBe(Tier.Review);
        Billed().Judged(Make.Survey with { TokensNotReadable = null }).Of("R18")!.Tier.ShouldBe(Tier.Review);
        Billed().Probed(tokens: Signal.None).Judged(Make.Survey with { TokensNotReadable = null }).Of("R18")!.Tier.ShouldBe(Tier.Probable);
    }

    [Theory]
    [InlineData(30, 0, Tier.Probable)]
    [InlineData(30, 1, Tier.Review)]
    public void Somebody_who_just_joined_may_still_be_given_a_seat(int days, int ticks, Tier tier) =>
        (Billed() with { AddedToOrg = Make.Now.AddDays(-days).AddTicks(ticks) }).Judged().Of("R18")!.Tier.ShouldBe(tier);

    [Fact]
    public void Is_worth_asking_about() => new Core.Rules.Judge(Make.Around()).IsCandidate(Billed(), []).ShouldBeTrue();
}
