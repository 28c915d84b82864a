using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Money;

/// <summary>What a bill sees of a person, before and after what is done.</summary>
public sealed class FootprintTests
{
    private static readonly Resource Jira = Product.Jira.On();
    private static readonly Resource There = Product.Jira.On(Make.Other);
    private static readonly Resource Confluence = Product.Confluence.On();
    private static readonly Resource Sandbox = Product.Jira.On(Make.Sandbox);

    private static Recommendation About(RecommendedAction action, bool wholeAccount, params Resource[] seats) => new()
    {
        Id = "1", Rule = "R01", Tier = Tier.Probable, DisplayName = "Ann", Evidence = [], ChangesOurMind = "Use.",
        Product = wholeAccount ? null : seats[0].Product,
        Site = wholeAccount ? null : seats[0].Site,
        Seats = [.. seats.Select(s => new SeatRef(s.Product, s.Site, Make.Staff))],
        Action = action,
    };

    [Theory]
    [InlineData(RecommendedAction.RemoveAccess, GuardCount.Never, GuardCount.Never)]
    [InlineData(RecommendedAction.RemoveAccess, GuardCount.WithSeats, GuardCount.WithSeats)]
    [InlineData(RecommendedAction.RemoveAccess, GuardCount.Always, GuardCount.Always)]
    [InlineData(RecommendedAction.ChangeRole, GuardCount.WithSeats, GuardCount.WithSeats)]
    [InlineData(RecommendedAction.Advise, GuardCount.WithSeats, GuardCount.WithSeats)]
    [InlineData(RecommendedAction.RouteOut, GuardCount.Always, GuardCount.Always)]
    public void One_seat_leaves_the_others_and_what_guard_counts(RecommendedAction action, GuardCount before, GuardCount after) =>
        Footprint.Of([Jira, Confluence], before).After(About(action, wholeAccount: false, Jira)).ShouldBe(Footprint.Of([Confluence], after));

    [Theory]
    [InlineData(GuardCount.Never, GuardCount.Never)]
    [InlineData(GuardCount.WithSeats, GuardCount.Never)]
    [InlineData(GuardCount.Always, GuardCount.Always)]
    public void With_the_last_seat_guard_ends_unless_something_else_counts(GuardCount before, GuardCount after)
    {
        Footprint.Of([Jira], before).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Jira)).ShouldBe(Footprint.Of([], after));
        Footprint.Of([Jira, There, Sandbox], before).After(About(RecommendedAction.Suspend, wholeAccount: true, Jira)).ShouldBe(Footprint.Of([], after), "suspended on every site");
    }

    [Theory]
    [InlineData("R06", true)]
    [InlineData("R16", true)]
    [InlineData("R02", false)]
    [InlineData("R05", false)]
    [InlineData("R07", false)]
    [InlineData("R15", false)]
    public void Handed_over_the_account_of_who_has_left_ends_and_of_others_the_seats_go(string rule, bool ends)
    {
        var finding = About(RecommendedAction.RouteOut, wholeAccount: true, Jira) with { Rule = rule };

        Footprint.Of([Jira, There, Sandbox], GuardCount.WithSeats).After(finding).ShouldBe(ends ? Footprint.Nothing : Footprint.Of([There, Sandbox], GuardCount.WithSeats));
        Footprint.Of([Jira], GuardCount.Always).After(finding).ShouldBe(Footprint.Of([], GuardCount.Always));
    }

    [Theory]
    [InlineData(GuardCount.Never)]
    [InlineData(GuardCount.WithSeats)]
    [InlineData(GuardCount.Always)]
    public void Deactivated_nothing_is_left(GuardCount before) =>
        Footprint.Of([Jira, There, Sandbox], before).After(About(RecommendedAction.Deactivate, wholeAccount: true, Jira)).ShouldBe(Footprint.Nothing);

    [Theory]
    [InlineData(RecommendedAction.Advise)]
    [InlineData(RecommendedAction.Suspend)]
    [InlineData(RecommendedAction.RemoveAccess)]
    public void Without_a_seat_it_is_guard_that_ends(RecommendedAction action)
    {
        Footprint.Of([], GuardCount.Always).After(About(action, wholeAccount: true)).ShouldBe(Footprint.Nothing);
        Footprint.Of([Sandbox], GuardCount.WithSeats).After(About(action, wholeAccount: true)).ShouldBe(Footprint.Of([Sandbox], GuardCount.Never));
    }

    [Fact]
    public void A_sandbox_keeps_guard_counting() =>
        Footprint.Of([Jira, Sandbox], GuardCount.WithSeats).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Jira)).ShouldBe(Footprint.Of([Sandbox], GuardCount.WithSeats));

    [Fact]
    public void The_same_product_on_another_site_stays() =>
        Footprint.Of([Jira, There], GuardCount.Never).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, There)).Holds.ShouldBe([Jira]);

    [Fact]
    public void What_is_not_held_cannot_be_taken() =>
        Footprint.Of([Jira], GuardCount.Never).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Confluence)).Holds.ShouldBe([Jira]);

    [Fact]
    public void Advice_is_counted_as_what_the_rule_would_do() =>
        Footprint.Of([Jira, Sandbox], GuardCount.Always).After(About(RecommendedAction.Advise, wholeAccount: true, Jira), RecommendedAction.Suspend).ShouldBe(Footprint.Of([], GuardCount.Always));

    [Theory]
    [InlineData(null, true, GuardCount.WithSeats)] // not managed: by what they hold
    [InlineData(true, true, GuardCount.WithSeats)]
    [InlineData(false, true, GuardCount.NotNow)] // under a policy that is not billed, or covered
    [InlineData(true, false, GuardCount.Always)] // no seat, and billed
    [InlineData(null, false, null)]
    [InlineData(false, false, null)]
    public void Guard_counts_whom_atlassian_says_or_who_holds_something(bool? billable, bool seat, GuardCount? guard)
    {
        var person = (seat ? Make.Person((Product.Jira, Make.Ago(1))) : Make.Person()) with { GuardBillable = billable };

        Footprint.Of(person).ShouldBe(guard is { } counted ? Footprint.Of(seat ? [Jira] : [], counted) : Footprint.Nothing);
    }

    [Fact]
    public void Whom_Guard_does_not_count_keeps_in_mind_what_may_have_been_the_reason()
    {
        var person = Footprint.Of([Jira, Confluence, There], GuardCount.NotNow);

        var left = person.After(About(RecommendedAction.RemoveAccess, wholeAccount: false, There)).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Confluence));

        (left.Guard, left.Holds.Single()).ShouldBe((GuardCount.NotNow, Jira));
        left.GivenUp.ShouldBe([Confluence, There]);
        left.ShouldNotBe(Footprint.Of([Jira], GuardCount.NotNow));
        left.After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Jira)).ShouldBe(Footprint.Nothing, "without a seat nobody comes to be counted");
        person.After(About(RecommendedAction.Suspend, wholeAccount: true, Jira)).ShouldBe(Footprint.Nothing);
        Footprint.Of([Jira, Confluence], GuardCount.WithSeats).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Jira)).GivenUp.ShouldBeEmpty();
    }

    [Fact]
    public void Guard_does_not_end_with_the_seats_where_more_is_used_or_given()
    {
        var person = Make.Person((Product.Jira, Make.Ago(1))) with { GuardBillable = true };

        Footprint.Of(person.Using(Make.Bitbucket.On(), Make.Ago(1))).Guard.ShouldBe(GuardCount.Always);
        Footprint.Of(person with { HasUnexplainedAccess = true }).Guard.ShouldBe(GuardCount.Always);
        Footprint.Of(person with { OtherAccess = [Confluence] }).Guard.ShouldBe(GuardCount.Always);
        Footprint.Of(person.Using(Confluence, Make.Ago(1))).Guard.ShouldBe(GuardCount.WithSeats);
    }

    [Fact]
    public void Guard_does_not_count_creators_of_ideas_alone_unless_atlassian_says_so()
    {
        var creator = Make.Person((Product.Discovery, Make.Ago(1)));
        var idea = Product.Discovery.On();

        Footprint.Of(creator).Guard.ShouldBe(GuardCount.Never);
        Footprint.Of(creator with { GuardBillable = true }).Guard.ShouldBe(GuardCount.Always);
        Footprint.Of([Jira, idea], GuardCount.WithSeats).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, Jira)).ShouldBe(Footprint.Of([idea], GuardCount.Never));
        Footprint.Of([Jira, idea], GuardCount.WithSeats).After(About(RecommendedAction.RemoveAccess, wholeAccount: false, idea)).ShouldBe(Footprint.Of([Jira], GuardCount.WithSeats));
    }

    [Fact]
    public void Somebody_suspended_holds_nothing_and_may_still_be_counted()
    {
        var suspended = Make.IdleInJira() with { Status = "suspended" };

        Footprint.Of(suspended).ShouldBe(Footprint.Nothing);
        Footprint.Of(suspended with { GuardBillable = true, Seats = [] }).ShouldBe(Footprint.Of([], GuardCount.Always));
        Footprint.Of(suspended with { GuardBillable = true, Status = "deactivated" }).ShouldBe(Footprint.Nothing);
    }

    [Fact]
    public void Equal_whatever_the_order_and_each_thing_once()
    {
        var (one, other) = (Footprint.Of([Jira, Confluence, There, Jira], GuardCount.WithSeats), Footprint.Of([There, Jira, Confluence], GuardCount.WithSeats));

        one.ShouldBe(other);
        one.GetHashCode().ShouldBe(other.GetHashCode());
        one.Equals((object)other).ShouldBeTrue();
        Footprint.Compare(one, other).ShouldBe(0);
        one.ShouldNotBe(Footprint.Of([Jira, Confluence, There], GuardCount.Always));
        Footprint.Of([], GuardCount.WithSeats).ShouldBe(Footprint.Nothing, "without a seat nothing of it is left");
        Footprint.Of([], GuardCount.Always).IsNothing.ShouldBeFalse();
    }

    [Fact]
    public void Comparing_is_a_strict_order()
    {
        Footprint[] sorted =
        [
            Footprint.Nothing, Footprint.Of([], GuardCount.Always), Footprint.Of([Confluence], GuardCount.Never), Footprint.Of([Confluence], GuardCount.WithSeats),
            Footprint.Of([Confluence], GuardCount.NotNow), Footprint.Of([Confluence, Jira], GuardCount.NotNow).Keeping(r => r == Confluence), Footprint.Of([Confluence, There], GuardCount.NotNow).Keeping(r => r == Confluence),
            Footprint.Of([Confluence, Jira], GuardCount.Never), Footprint.Of([Jira], GuardCount.Never), Footprint.Of([There], GuardCount.Never),
        ];

        sorted.Reverse().Order(Comparer<Footprint>.Create(Footprint.Compare)).ShouldBe(sorted);
        foreach (var (i, a) in sorted.Index())
        {
            foreach (var (j, b) in sorted.Index())
                Math.Sign(Footprint.Compare(a, b)).ShouldBe(Math.Sign(i.CompareTo(j)), $"{i} and {j}");
        }
    }
}
