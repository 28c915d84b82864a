using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R16: the contract of somebody from outside has ended.</summary>
public sealed class ExpiredExternalTests
{
    private static readonly ListedPerson Ended = new() { Account = Make.Ann, ContractEnds = Make.Today.AddDays(-1), Sponsor = "Bob" };
    private static readonly ListedPerson ByAddress = Ended with { Account = null, Email = "ann.smith@acme.example" };

    private static Recommendation? Found(ListedPerson row, Account? account = null, int listed = 0) =>
        (account ?? Make.IdleInJira()).Judged(people: Make.People(row).DaysAgo(listed)).Of("R16");

    private static void ShouldAsk(Recommendation? found, string why)
    {
        found.ShouldNotBeNull();
        (found.Tier, found.Action).ShouldBe((Tier.Review, RecommendedAction.Suspend));
        found.Evidence.ShouldContain(e => e.Signal == "missing" && e.Value.StartsWith(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-400, true)]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(null, false)]
    public void Has_ended_when_the_last_day_is_over(int? lastDay, bool found) =>
        (Found(Ended with { ContractEnds = lastDay is { } days ? Make.Today.AddDays(days) : null })?.Tier == Tier.Certain).ShouldBe(found);

    [Fact]
    public void The_last_day_is_over_at_midnight_in_UTC()
    {
        var survey = Make.Survey with { Now = new(2026, 10, 31, 23, 59, 59, 999, TimeSpan.Zero) };

        Make.IdleInJira().Judged(survey, people: Make.People(Ended)).Of("R16").ShouldBeNull();
        Make.IdleInJira().Judged(survey with { Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) }, people: Make.People(Ended)).Of("R16").ShouldNotBeNull();
    }

    [Fact]
    public void Use_says_nothing_here_and_the_card_names_the_sponsor()
    {
        var found = Found(Ended, Make.Person((Product.Jira, Make.Ago(0)), (Product.Confluence, Make.Ago(0))))!;

        (found.Tier, found.Action, found.Product, found.Seats.Count).ShouldBe((Tier.Certain, RecommendedAction.Suspend, null, 2));
        found.Said("list of people").ShouldBe("the contract ended on 2026-10-31; sponsor Bob (found by the account id)");
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void An_address_counts_where_its_owner_proved_it(bool? verified, bool sure)
    {
        var found = Found(ByAddress, Make.IdleInJira() with { EmailVerified = verified });

        if (sure)
            found!.Tier.ShouldBe(Tier.Certain);
        else
            ShouldAsk(found, "whether it is the same person: found by an address that nobody proved");
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    [InlineData(-2, false)]
    public void An_old_list_says_too_little(int listed, bool fresh)
    {
        var found = Found(Ended, listed: listed);

        if (fresh)
            found!.Tier.ShouldBe(Tier.Certain);
        else
            ShouldAsk(found, "what the list says today: it is of ");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Access_given_after_the_end_speaks_for_a_new_contract(int ticks, bool sure)
    {
        var given = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks);
        foreach (var account in new[] { Make.IdleInJira() with { LastGiven = given }, Make.IdleInJira() with { AddedToOrg = given } })
        {
            var found = Found(Ended, account);
            if (sure)
                found!.Tier.ShouldBe(Tier.Certain);
            else
                ShouldAsk(found, "why it was given access after that day");
        }
    }

    [Fact]
    public void Unknown_use_is_for_a_person() => ShouldAsk(Found(Ended, Make.IdleInJira() with { Usage = null }), "the use of every product");

    [Fact]
    public void Another_account_or_sandbox_seats_alone_are_no_finding()
    {
        Found(Ended with { Account = new("712020:other") }).ShouldBeNull();
        Found(Ended, Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(1)))).ShouldBeNull();
    }

    [Fact]
    public void Waits_for_a_list_with_the_ends_of_contracts()
    {
        Make.Waiting("R16").ShouldBe("a list of people from HR or the identity provider: recoup people import FILE.csv");
        Make.Waiting("R16", people: Make.People(Ended with { ContractEnds = null })).ShouldBe("a list of people with the column \"Contract ends\": recoup people import FILE.csv");
        Make.Waiting("R16", people: Make.People(Ended)).ShouldBeNull();
    }

    [Fact]
    public void A_leaver_whose_contract_ended_too_is_one_row()
    {
        var found = Make.IdleEverywhere().Judged(people: Make.People(Ended with { LeftOn = Ended.ContractEnds }));

        found.Rules().ShouldBe(["R06", "R16", "R02"]);
        found.Skip(1).ShouldAllBe(f => f.SupersededBy == found[0].Id);
    }
}
