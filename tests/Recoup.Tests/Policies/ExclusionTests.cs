using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Policies;

/// <summary>A part of the organisation that is left alone.</summary>
public sealed class ExclusionTests
{
    private static readonly Survey Survey = Make.Survey with { Grants = [Make.Grant("g-1", Product.Jira)] };

    private static IReadOnlyList<Recommendation> Judged(Account account, params Exclusion[] exclusions) =>
        account.Judged(Survey, Make.Settings with { Exclusions = exclusions });

    private static Exclusion Of(Selector where, DateOnly? until = null) => new(where, "agreed with the works council", until);

    private static Account InGroup(string group) =>
        Make.IdleInJira() is var account ? account with { Seats = [.. account.Seats.Select(s => s with { Groups = [new(group)], Path = SeatPath.Group })] } : null!;

    public static TheoryData<string, Selector, bool> Parts => new()
    {
        { "the product", new() { Product = Product.Jira }, true },
        { "the product of another seat", new() { Product = Product.Confluence }, false },
        { "the site by id", new() { Site = "acme-id" }, true },
        { "the site by name", new() { Site = "acme" }, true },
        { "another site", new() { Site = "other-id" }, false },
        { "the group by id", new() { Group = "g-1" }, true },
        { "the group by name", new() { Group = "g-1 members" }, true },
        { "a group of nobody", new() { Group = "g-3" }, false },
        { "a group that gives no seat", new() { Group = "works council" }, true },
        { "the domain", new() { Domain = "acme.example" }, true },
        { "another domain", new() { Domain = "acme.com" }, false },
        { "product and domain", new() { Product = Product.Jira, Domain = "acme.example" }, true },
        { "product and another domain", new() { Product = Product.Jira, Domain = "acme.com" }, false },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void An_exclusion_is_about(string what, Selector where, bool fits)
    {
        var account = InGroup("g-1") with { InGroups = ["works council"] };

        var finding = Judged(account, Of(where)).ShouldHaveSingleItem();

        finding.Tier.ShouldBe(fits ? Tier.Excluded : Tier.Probable, what);
        finding.State.ShouldBe(fits ? RecommendationState.Held : RecommendationState.Open, what);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void An_exclusion_holds_until_the_end_of_its_last_day(int days, bool holds)
    {
        var until = DateOnly.FromDateTime(Make.Now.UtcDateTime).AddDays(days);

        Judged(Make.IdleInJira(), Of(new() { Product = Product.Jira }, until)).ShouldHaveSingleItem().Tier.ShouldBe(holds ? Tier.Excluded : Tier.Probable);
    }

    [Fact]
    public void The_day_is_that_of_UTC()
    {
        var late = Survey with { Now = new DateTimeOffset(2026, 11, 1, 23, 59, 59, TimeSpan.Zero) };
        var settings = Make.Settings with { Exclusions = [Of(new() { Product = Product.Jira }, new(2026, 11, 1))] };

        Make.IdleInJira().Judged(late, settings).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Excluded);
        Make.IdleInJira().Judged(late with { Now = late.Now.AddSeconds(1) }, settings).ShouldHaveSingleItem().Tier.ShouldNotBe(Tier.Excluded);
    }

    [Fact]
    public void The_evidence_says_which_part_and_why()
    {
        var finding = Judged(Make.IdleInJira(), Of(new() { Product = Product.Jira, Domain = "acme.example" }, new(2027, 3, 31))).ShouldHaveSingleItem();

        finding.Guards.ShouldBe(["G3"]);
        finding.Action.ShouldBe(RecommendedAction.Advise);
        finding.Said("guard G3").ShouldBe("the policy leaves product jira-software, domain acme.example alone until 2027-03-31: agreed with the works council");
    }

    [Fact]
    public void A_whole_account_is_left_alone_when_one_of_its_seats_is()
    {
        // Suspending would take the protected seat with the others.
        var account = Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(200)));

        Judged(account, Of(new() { Product = Product.Confluence })).Of("R02")!.Tier.ShouldBe(Tier.Excluded);
    }

    [Fact]
    public void A_rule_that_is_off_says_nothing()
    {
        Make.IdleInJira().Judged(Survey, Make.Settings with { SwitchedOff = ["R01"] }).ShouldBeEmpty();
        Make.IdleInJira().Judged(Survey, Make.Settings with { SwitchedOff = ["R02"] }).Rules().ShouldBe(["R01"]);
    }
}
