using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R05: invited, address never proved, nothing used.</summary>
public sealed class PendingInviteTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    private static Account Invited(TimeSpan ago) => Make.NeverActive() with { EmailVerified = false, AddedToOrg = Make.Now - ago };

    [Fact]
    public void Is_probable_at_exactly_fourteen_days()
    {
        var found = Invited(Grace).Judged().ShouldHaveSingleItem();

        (found.Rule, found.Tier, found.Action).ShouldBe(("R05", Tier.Probable, RecommendedAction.RemoveAccess));
        found.Guards.ShouldBeEmpty();
        found.Said("address verified").ShouldBe("no");
    }

    [Fact]
    public void Is_probable_one_tick_later() => Invited(Grace + Make.Tick).Judged().ShouldHaveSingleItem().Tier.ShouldBe(Tier.Probable);

    [Fact]
    public void Is_silent_one_tick_before() => Invited(Grace - Make.Tick).Judged().ShouldBeEmpty();

    [Fact]
    public void Is_silent_when_invited_in_the_future() => Invited(-Grace).Judged().ShouldBeEmpty();

    [Fact]
    public void Is_for_a_person_when_the_day_of_the_invitation_is_unknown() =>
        (Invited(Grace) with { AddedToOrg = null }).Judged().Of("R05")!.Tier.ShouldBe(Tier.Review);

    [Theory]
    [InlineData(true)]
    [InlineData(null)]
    public void Is_silent_unless_the_address_is_known_to_be_unverified(bool? verified) =>
        (Invited(Grace) with { EmailVerified = verified }).Judged().ShouldBeEmpty();

    [Fact]
    public void Is_silent_for_accounts_of_an_identity_provider() => (Invited(Grace) with { Source = "synced" }).Judged().ShouldBeEmpty();

    [Fact]
    public void Takes_an_unmanaged_account_for_not_synced() =>
        (Invited(Grace) with { Source = "synced", Claim = "unmanaged" }).Judged().Rules().ShouldBe(["R05"]);

    [Fact]
    public void Any_use_means_that_somebody_came() => Invited(Grace).Using(Make.Bitbucket.On(), Make.Ago(3)).Judged().Of("R05").ShouldBeNull();

    [Fact]
    public void Unknown_use_is_not_never() => (Invited(Grace) with { Usage = null }).Judged().ShouldBeEmpty();

    [Fact]
    public void Unknown_use_of_an_unpriced_product_is_not_never() => Invited(Grace).Using(Make.Bitbucket.On(), Signal.Unknown).Judged().ShouldBeEmpty();

    [Fact]
    public void Sandbox_seats_alone_are_no_finding() =>
        (Make.PersonOn((Product.Jira.On(Make.Sandbox), Signal.None)) with { EmailVerified = false }).Judged().ShouldBeEmpty();

    [Fact]
    public void A_protected_account_is_listed_and_left_alone()
    {
        var found = Invited(Grace).Judged(settings: Make.Settings with { BillingContact = new("712020:ann") }).ShouldHaveSingleItem();

        (found.Tier, found.Action).ShouldBe((Tier.Excluded, RecommendedAction.Advise));
    }
}
