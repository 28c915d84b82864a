using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>Which guard lowers what. Every fact starts from a finding that is probable without it.</summary>
public sealed class GuardTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Make.Now.UtcDateTime);

    /// <summary>The one finding; advice about what is protected stands beside it.</summary>
    private static Recommendation Judged(Account account, Survey? survey = null, Settings? settings = null, params Hold[] holds) =>
        account.Judged(survey, settings, holds).Where(f => f.Rule is not ("R13" or "R14" or "R25")).ShouldHaveSingleItem();

    private static void ShouldBe(Recommendation found, Tier tier, RecommendedAction action, params string[] guards)
    {
        found.Tier.ShouldBe(tier);
        found.Action.ShouldBe(action);
        found.Guards.ShouldBe(guards);
        foreach (var guard in guards)
            found.Evidence.ShouldContain(e => e.Signal == $"guard {guard}");
    }

    private static void ShouldBeExcluded(Recommendation found, string guard) => ShouldBe(found, Tier.Excluded, RecommendedAction.Advise, guard);

    [Fact]
    public void Without_any_guard_the_finding_is_probable() =>
        ShouldBe(Judged(Make.IdleEverywhere()), Tier.Probable, RecommendedAction.Suspend);

    [Theory]
    [InlineData(AccountKind.Service)]
    [InlineData(AccountKind.Bot)]
    [InlineData(AccountKind.Shared)]
    [InlineData(AccountKind.App)]
    [InlineData(AccountKind.Customer)]
    public void G1_protects_what_is_no_person(AccountKind kind) =>
        ShouldBeExcluded(Judged(Make.IdleEverywhere() with { Kind = new(kind, ["named so"]) }), "G1");

    [Theory]
    [InlineData(0)]
    [InlineData(89.99)]
    [InlineData(-1)]
    public void G1_protects_an_account_whose_token_was_used(double daysAgo) =>
        ShouldBeExcluded(Judged(Make.IdleEverywhere().Probed(tokens: Make.Ago(daysAgo))), "G1");

    [Fact]
    public void G1_is_silent_for_a_token_not_used_within_the_threshold()
    {
        ShouldBe(Judged(Make.IdleEverywhere().Probed(tokens: Make.Ago(90))), Tier.Probable, RecommendedAction.Suspend);
        ShouldBe(Judged(Make.IdleEverywhere().Probed(tokens: Signal.None)), Tier.Probable, RecommendedAction.Suspend);
    }

    [Fact]
    public void G1_protects_one_tick_inside_the_threshold() =>
        ShouldBeExcluded(Judged(Make.IdleEverywhere().Probed(tokens: Make.Ago(TimeSpan.FromDays(90) - Make.Tick))), "G1");

    [Theory]
    [InlineData(180, 179, true)]
    [InlineData(180, 180, false)]
    [InlineData(7, 89, true)]
    [InlineData(7, 90, false)]
    public void G1_waits_as_long_for_a_token_as_a_scope_does_for_pages_and_never_shorter(int scope, int tokenAgo, bool excluded)
    {
        var settings = Make.Settings with { Scopes = [new(new() { Domain = "acme.example" }, InactiveDays: scope, null, null)] };

        (Judged(Make.IdleEverywhere().Probed(tokens: Make.Ago(tokenAgo)), settings: settings).Tier == Tier.Excluded).ShouldBe(excluded);
    }

    [Theory]
    [InlineData(Role.OrgAdmin, "organisation admin")]
    [InlineData(Role.SiteAdmin, "site admin")]
    [InlineData(Role.UserAccessAdmin, "user-access admin")]
    [InlineData(Role.Admin, "product admin")]
    public void G2_protects_every_admin_role(string role, string name)
    {
        var found = Judged(Make.IdleEverywhere() with { PlatformRoles = [Role.User, role] });

        ShouldBeExcluded(found, "G2");
        found.Said("guard G2").ShouldBe(name);
    }

    [Fact]
    public void G2_protects_a_role_that_is_new_to_us()
    {
        var found = Judged(Make.IdleEverywhere() with { PlatformRoles = ["atlassian/billing-admin"] });

        found.Tier.ShouldBe(Tier.Excluded);
        found.Said("guard G2").ShouldBe("atlassian/billing-admin");
    }

    [Theory]
    [InlineData(Role.User)]
    [InlineData("atlassian/guest")]
    [InlineData("atlassian/ai-access")]
    public void G2_is_silent_for_roles_that_administer_nothing(string role) =>
        ShouldBe(Judged(Make.IdleEverywhere() with { PlatformRoles = [role] }), Tier.Probable, RecommendedAction.Suspend);

    [Fact]
    public void G2_protects_a_product_admin_also_in_another_product()
    {
        var account = Make.IdleInJira();
        account = account with { Seats = [account.Seats[0], account.Seats[1] with { Role = Role.Admin }] };

        var found = Judged(account);

        ShouldBeExcluded(found, "G2");
        found.Said("guard G2").ShouldBe("Confluence admin on acme");
    }

    [Fact]
    public void G2_protects_a_product_admin_of_a_sandbox() =>
        ShouldBeExcluded(Judged(Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira), Make.Seat(Product.Jira, Make.Sandbox, Role.Admin)] }), "G2");

    [Fact]
    public void G2_protects_the_billing_contact()
    {
        var account = Make.IdleEverywhere();

        ShouldBeExcluded(Judged(account, settings: Make.Settings with { BillingContact = account.Id }), "G2");
        ShouldBe(Judged(account, settings: Make.Settings with { BillingContact = new("712020:someone else") }), Tier.Probable, RecommendedAction.Suspend);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void G3_holds_through_its_last_day(int lastDay, bool holds)
    {
        var account = Make.IdleEverywhere();

        var found = Judged(account, holds: new Hold(account.Id, "HR", "parental leave", Today.AddDays(lastDay)));

        if (holds)
            ShouldBeExcluded(found, "G3");
        else
            ShouldBe(found, Tier.Probable, RecommendedAction.Suspend);
    }

    [Fact]
    public void G3_holds_until_the_last_tick_of_its_last_day_in_UTC()
    {
        var hold = new Hold(new("a"), "HR", "leave", new(2026, 11, 1));

        hold.IsLive(new(2026, 11, 1, 23, 59, 59, 999, TimeSpan.Zero)).ShouldBeTrue();
        hold.IsLive(new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero)).ShouldBeFalse();
        hold.IsLive(new(2026, 11, 1, 23, 30, 0, TimeSpan.FromHours(-5))).ShouldBeFalse();
        hold.IsLive(new(2026, 11, 2, 0, 30, 0, TimeSpan.FromHours(5))).ShouldBeTrue();
    }

    [Fact]
    public void G3_is_silent_for_somebody_elses_hold() =>
        ShouldBe(Judged(Make.IdleEverywhere(), holds: new Hold(new("712020:other"), "HR", "leave", Today.AddDays(9))), Tier.Probable, RecommendedAction.Suspend);

    [Fact]
    public void G3_finds_the_live_hold_behind_an_expired_one()
    {
        var id = Make.IdleEverywhere().Id;

        ShouldBeExcluded(Judged(Make.IdleEverywhere(), holds: [new(id, "HR", "old", Today.AddDays(-9)), new(id, "HR", "new", Today.AddDays(9))]), "G3");
    }

    [Fact]
    public void G4_lowers_somebody_who_joined_within_the_grace()
    {
        var grace = TimeSpan.FromDays(30);

        ShouldBe(Judged(Make.IdleEverywhere() with { AddedToOrg = Make.Now - grace + Make.Tick }), Tier.Review, RecommendedAction.Suspend, "G4");
        ShouldBe(Judged(Make.IdleEverywhere() with { AddedToOrg = Make.Now - grace }), Tier.Probable, RecommendedAction.Suspend);
        ShouldBe(Judged(Make.IdleEverywhere() with { AddedToOrg = Make.Now.AddDays(3) }), Tier.Review, RecommendedAction.Suspend, "G4");
    }

    [Fact]
    public void G4_is_silent_when_the_day_of_joining_is_unknown() =>
        ShouldBe(Judged(Make.IdleEverywhere() with { AddedToOrg = null }), Tier.Probable, RecommendedAction.Suspend);

    [Theory]
    [InlineData(50, 72, 0, true)]
    [InlineData(50, 72, 1, false)]
    [InlineData(49, 72, 1, true)]
    [InlineData(49, 168, 0, true)]
    [InlineData(49, 168, 1, false)]
    [InlineData(5000, 168, 0, false)]
    public void G5_lowers_when_nobodys_use_is_reported_for_72_hours_or_168_with_few_seats(int seats, int hours, int ticks, bool healthy)
    {
        var survey = Make.Survey with { Feed = [Make.Feed(Product.Jira, seats, TimeSpan.FromHours(hours) + TimeSpan.FromTicks(ticks))] };

        ShouldBe(Judged(Make.IdleEverywhere(), survey), healthy ? Tier.Probable : Tier.Review, RecommendedAction.Suspend, healthy ? [] : ["G5"]);
    }

    [Fact]
    public void G5_lowers_when_no_use_of_the_product_was_reported_at_all()
    {
        ShouldBe(Judged(Make.IdleEverywhere(), Make.Survey with { Feed = [] }), Tier.Review, RecommendedAction.Suspend, "G5");
        ShouldBe(Judged(Make.IdleEverywhere(), Make.Survey with { Feed = [new(Product.Jira, 100, Signal.None, 0)] }), Tier.Review, RecommendedAction.Suspend, "G5");
        ShouldBe(Judged(Make.IdleEverywhere(), Make.Survey with { Feed = [new(Product.Jira, 100, Signal.Unknown, 0)] }), Tier.Review, RecommendedAction.Suspend, "G5");
    }

    [Fact]
    public void G5_looks_only_at_the_products_of_the_finding()
    {
        var survey = Make.Survey with { Feed = [Make.Feed(Product.Jira), Make.Feed(Product.Confluence, newest: TimeSpan.FromDays(30))] };

        ShouldBe(Judged(Make.IdleInJira(), survey), Tier.Probable, RecommendedAction.RemoveAccess);
        ShouldBe(Judged(Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(200))), survey), Tier.Review, RecommendedAction.Suspend, "G5");
    }

    [Fact]
    public void G6_lowers_an_incomplete_record()
    {
        var found = Judged(Make.IdleEverywhere() with { Incomplete = "its groups were not sent" });

        ShouldBe(found, Tier.Review, RecommendedAction.Suspend, "G6");
        found.Said("guard G6").ShouldContain("its groups were not sent");
    }

    [Fact]
    public void G6_lowers_everybody_while_some_seats_could_not_be_read() =>
        ShouldBe(Judged(Make.IdleEverywhere(), Make.Survey with { UnreadSeats = [Product.Discovery.On(Make.Other)] }), Tier.Review, RecommendedAction.Suspend, "G6");

    [Fact]
    public void G7_routes_a_synced_account_out_and_keeps_the_tier() =>
        ShouldBe(Judged(Make.IdleEverywhere() with { Source = "synced" }), Tier.Probable, RecommendedAction.RouteOut, "G7");

    [Fact]
    public void G7_takes_an_unmanaged_account_for_not_synced() =>
        ShouldBe(Judged(Make.IdleEverywhere() with { Source = "synced", Claim = "unmanaged" }), Tier.Probable, RecommendedAction.Suspend);

    [Fact]
    public void G7_routes_out_what_the_organisation_may_not_manage()
    {
        var refused = new Manageability(false, "externalDirectory.scim");

        ShouldBe(Judged((Make.IdleEverywhere() with { Source = null }).Probed(refused, Signal.None)), Tier.Probable, RecommendedAction.RouteOut, "G7");
        ShouldBe(Judged(Make.IdleEverywhere().Probed(refused, Signal.None)), Tier.Probable, RecommendedAction.RouteOut, "G7");
    }

    [Fact]
    public void G7_routes_out_a_seat_from_a_group_that_cannot_be_written()
    {
        var account = Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, path: SeatPath.Group, groups: ["open", "kept"])] };
        var survey = Make.Survey with { Grants = [Make.Grant("open", Product.Jira), Make.Grant("kept", Product.Jira, writable: false)] };

        var found = Judged(account, survey);

        ShouldBe(found, Tier.Probable, RecommendedAction.RouteOut, "G7");
        found.Said("guard G7").ShouldContain("kept members");
    }

    [Fact]
    public void G7_is_silent_for_a_group_that_grants_another_seat()
    {
        var account = Make.IdleInJira();
        account = account with { Seats = [account.Seats[0], Make.Seat(Product.Confluence, path: SeatPath.Group, groups: ["kept"])] };

        ShouldBe(Judged(account, Make.Survey with { Grants = [Make.Grant("kept", Product.Confluence, writable: false)] }), Tier.Probable, RecommendedAction.RemoveAccess);
    }

    [Fact]
    public void G7_believes_the_stricter_of_two_grants_of_a_group()
    {
        var account = Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, path: SeatPath.Group, groups: ["g"])] };
        Grant[] grants = [Make.Grant("g", Product.Confluence), Make.Grant("g", Product.Jira, writable: false)];

        ShouldBe(Judged(account, Make.Survey with { Grants = grants }), Tier.Probable, RecommendedAction.RouteOut, "G7");
        ShouldBe(Judged(account, Make.Survey with { Grants = [.. grants.Reverse()] }), Tier.Probable, RecommendedAction.RouteOut, "G7");
    }

    [Theory]
    [InlineData(null, "managed")]
    [InlineData(null, null)]
    [InlineData(null, "a claim of next year")]
    [InlineData("a source of next year", "managed")]
    [InlineData("a source of next year", null)]
    public void G7_proposes_nothing_while_nobody_knows_who_owns_the_account(string? source, string? claim) =>
        ShouldBe(Judged(Make.IdleEverywhere() with { Source = source, Claim = claim }), Tier.Review, RecommendedAction.Advise, "G7");

    [Fact]
    public void G7_proposes_nothing_when_asked_and_not_answered() =>
        ShouldBe(Judged((Make.IdleEverywhere() with { Source = null }).Probed(manage: null, Signal.None)), Tier.Review, RecommendedAction.Advise, "G7");

    [Fact]
    public void G7_is_silent_when_the_organisation_may_manage_the_account() =>
        ShouldBe(Judged((Make.IdleEverywhere() with { Source = null }).Probed(new(true, null), Signal.None)), Tier.Probable, RecommendedAction.Suspend);

    [Theory]
    [InlineData("invited", null)]
    [InlineData("invited", "unmanaged")]
    [InlineData(null, "unmanaged")]
    public void G7_is_silent_when_the_account_is_known_to_be_nobody_elses(string? source, string? claim) =>
        ShouldBe(Judged(Make.IdleEverywhere() with { Source = source, Claim = claim }), Tier.Probable, RecommendedAction.Suspend);

    [Fact]
    public void G7_an_unwritable_group_does_not_hide_that_the_owner_is_unknown()
    {
        var account = Make.IdleEverywhere() with { Source = null, Seats = [Make.Seat(Product.Jira, path: SeatPath.Group, groups: ["kept"])] };

        ShouldBe(Judged(account, Make.Survey with { Grants = [Make.Grant("kept", Product.Jira, writable: false)] }), Tier.Review, RecommendedAction.Advise, "G7");
    }

    [Fact]
    public void Several_guards_lower_to_review_at_most()
    {
        var account = Make.IdleEverywhere() with { AddedToOrg = Make.Now.AddDays(-3), Incomplete = "cut short" };

        ShouldBe(Judged(account, Make.Survey with { Feed = [] }), Tier.Review, RecommendedAction.Suspend, "G4", "G5", "G6");
    }

    [Fact]
    public void An_excluded_row_never_proposes_an_action_whatever_else_speaks()
    {
        var account = Make.IdleEverywhere() with { Source = "synced", PlatformRoles = [Role.OrgAdmin], Incomplete = "cut short", Kind = new(AccountKind.Bot, ["named so"]) };

        ShouldBe(Judged(account, holds: new Hold(account.Id, "HR", "leave", Today)), Tier.Excluded, RecommendedAction.Advise, "G1", "G2", "G3", "G6", "G7");
    }
}
