using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R07: suspended, and still paid for.</summary>
public sealed class GhostAfterSuspendTests
{
    private static Seat In(DirectoryId? directory, SiteId? site = null, Product? product = null) => Make.Seat(product ?? Product.Jira, site) with { Directory = directory };

    /// <summary>Suspended among the staff, idle elsewhere.</summary>
    private static Account Suspended(params Seat[] seats) =>
        Make.PersonOn([.. seats.Select(s => (s.Resource, Make.Ago(200)))]) with { SuspendedIn = [Make.Staff], Seats = seats };

    private static Recommendation? Found(Account account) => account.Judged().Of("R07");

    private static void ShouldAsk(Recommendation? found, string why)
    {
        (found!.Tier, found.Action).ShouldBe((Tier.Review, RecommendedAction.RemoveAccess));
        found.Said("missing").ShouldStartWith(why);
    }

    [Fact]
    public void A_seat_through_another_directory_is_left_over()
    {
        var found = Found(Suspended(In(Make.Agency)))!;

        (found.Tier, found.Action, found.Product).ShouldBe((Tier.Certain, RecommendedAction.RemoveAccess, null));
        found.Seats.ShouldBe([new SeatRef(Product.Jira, Make.Acme, Make.Agency)]);
        found.Said("suspended in").ShouldBe("Staff");
    }

    [Fact]
    public void A_seat_through_the_suspended_directory_is_not_billed_and_no_rules_matter()
    {
        Suspended(In(Make.Staff)).Judged().ShouldBeEmpty();

        var found = Suspended(In(Make.Staff), In(Make.Agency, product: Product.Confluence)).Judged();
        found.Rules().ShouldBe(["R02", "R07"], ignoreOrder: true);
        found.ShouldAllBe(f => f.Seats.Count == 1 && f.Seats[0].Product == Product.Confluence);
    }

    [Fact]
    public void A_seat_of_a_directory_that_was_not_read_may_be_the_suspended_one() =>
        ShouldAsk(Found(Suspended(In(null))), "through which directory each seat is held");

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Use_within_the_threshold_needs_somebody_who_knows_whether_it_is_meant(int ticks, bool inUse)
    {
        var account = Suspended(In(Make.Agency));
        account = account with { Usage = [new(Product.Jira.On(), Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks)))] };

        var found = Found(account);

        if (inUse)
            ShouldAsk(found, "whether the access is meant to stay: last used 2026-08-03");
        else
            found!.Tier.ShouldBe(Tier.Certain);
    }

    [Fact]
    public void Use_in_the_future_or_unknown_is_for_a_person()
    {
        ShouldAsk(Found(Suspended(In(Make.Agency)).Using(Make.Bitbucket.On(), Make.Ago(-1))), "whether the access is meant to stay");
        ShouldAsk(Found(Suspended(In(Make.Agency)) with { Usage = null }), "the use of every product");
    }

    [Fact]
    public void Never_used_is_left_over_too() => Found(Suspended(In(Make.Agency)) with { Usage = [] })!.Tier.ShouldBe(Tier.Certain);

    [Fact]
    public void An_account_that_is_suspended_nowhere_is_no_ghost() => Found(Suspended(In(Make.Agency)) with { SuspendedIn = [] }).ShouldBeNull();

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void Sandboxes_are_left_over_where_Guard_bills_the_account(bool? guard, bool found)
    {
        var finding = Found(Suspended(In(Make.Agency, Make.Sandbox)) with { GuardBillable = guard });

        (finding?.Tier == Tier.Certain).ShouldBe(found);
        if (found)
            (finding!.Saving, finding.Seats.Count).ShouldBe((null, 1));
    }

    [Fact]
    public void A_sandbox_in_use_is_for_a_person()
    {
        var account = Suspended(In(Make.Agency, Make.Sandbox)) with { GuardBillable = true, Usage = [new(Product.Jira.On(Make.Sandbox), Make.Ago(1))] };

        ShouldAsk(Found(account), "whether the access is meant to stay");
        account.Judged().ShouldAllBe(f => f.Tier == Tier.Review);
    }

    [Theory]
    [InlineData("suspended", true, true)]
    [InlineData("suspended", false, false)]
    [InlineData("suspended", null, false)]
    [InlineData("deactivated", true, false)]
    [InlineData("for_deletion", true, false)]
    public void Guard_going_on_to_bill_a_suspended_account_is_told(string status, bool? guard, bool found)
    {
        var finding = (Make.Person() with { Status = status, GuardBillable = guard }).Judged().SingleOrDefault();

        (finding is not null).ShouldBe(found);
        if (!found)
            return;
        (finding!.Rule, finding.Tier, finding.Action, finding.Seats.Count).ShouldBe(("R07", Tier.Certain, RecommendedAction.Advise, 0));
        finding.Said("Atlassian Guard").ShouldContain("non-billable authentication policy");
    }

    [Fact]
    public void A_suspended_account_that_Guard_bills_is_protected_like_any_other()
    {
        var account = Make.Person() with { Status = "suspended", GuardBillable = true };

        (account with { PlatformRoles = [Role.OrgAdmin] }).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Excluded);
        account.Judged(holds: [new(Make.Ann, "HR", "leave", Make.Today)]).ShouldHaveSingleItem().Tier.ShouldBe(Tier.Excluded);
        (account with { Kind = Kind.Unjudged }).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Review);
    }
}
