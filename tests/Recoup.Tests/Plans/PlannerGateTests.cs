using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using static Recoup.Tests.Plans.Planned;

namespace Recoup.Tests.Plans;

/// <summary>What keeps a finding out of a plan, each by its name; whatever can be done beside it still is.</summary>
public sealed class PlannerGateTests
{
    private static readonly Account InTwo = Holding("ann", InGroups(Product.Jira, "jira"), InGroups(Product.Confluence, "confluence"));

    private static readonly (string Gate, string Reason, Account Account, Recommendation Finding)[] Gates =
    [
        Gate("route-out", "only the identity provider can change it: recoup route-out pack", InTwo, a => a.Finding(RecommendedAction.RouteOut)),
        Gate("advise", "nothing that Recoup would do: what to do stands in the finding", InTwo, a => a.Finding(RecommendedAction.Advise)),
        Gate("superseded", "another finding of the account goes first: R02", InTwo, a => a.Finding(product: Product.Jira) with { SupersededBy = "R02" }),
        Gate("roles-unknown", "which roles the account has in the organisation is not known: it may be an admin's", InTwo with { PlatformRoles = null }, a => a.Finding(RecommendedAction.Suspend)),
        Gate("unmanaged", "only a managed account can be deactivated", InTwo with { Claim = "unmanaged" }, a => a.Finding(RecommendedAction.Deactivate)),
        Gate("directory-unknown", "through which directory Confluence on acme is held is not known", Holding("ann", InGroups(Product.Jira, "jira"), Make.Seat(Product.Confluence, path: SeatPath.Unknown)), a => a.Finding(RecommendedAction.Suspend)),
        Gate("directory-unknown", "through which directory Jira on acme is held is not known", InTwo with { Seats = [InGroups(Product.Jira, "elsewhere")] }, a => a.Finding()),
        Gate("seat-gone", "Jira on other is not held any more", InTwo, a => a.Finding() with { Seats = [new(Product.Jira, Make.Other, null)] }),
        Gate("seat-gone", "no seat is held any more", Holding("ann"), a => a.Finding(RecommendedAction.Suspend)),
        Gate("seat-gone", "no seat is held any more", Holding("ann"), a => a.Finding()),
        Gate("admin-role", "the role on Jira on acme is an admin's", Holding("ann", InGroups(Product.Jira, "jira") with { Role = Role.Admin }), a => a.Finding()),
        Gate("path-unknown", "how Jira on acme is held is not known", Holding("ann", Make.Seat(Product.Jira, path: SeatPath.Unknown)), a => a.Finding()),
        Gate("path-unknown", "how Jira on acme is held is not known", Holding("ann", Make.Seat(Product.Jira, path: SeatPath.Inferred)), a => a.Finding()),
        Gate("path-unknown", "which group gives Jira on acme is not known", Holding("ann", Make.Seat(Product.Jira, path: SeatPath.DirectAndGroup)), a => a.Finding()),
        Gate("no-free-role", "Jira has no role that costs nothing", Holding("ann", Make.Seat(Product.Jira)), a => a.Finding(RecommendedAction.ChangeRole)),
        Gate("admin-group", "the group admins members gives an admin's role: Recoup does not change who is in it", Holding("ann", InGroups(Product.Jira, "admins")), a => a.Finding()),
        Gate("group-kept", "the group kept members is kept by the identity provider", Holding("ann", InGroups(Product.Jira, "jira", "kept")), a => a.Finding()),
        Gate(
            "group-shared",
            "the group both members also gives Confluence on acme, which is not to go: give that by a group of its own first",
            Holding("ann", InGroups(Product.Jira, "both", "jira"), InGroups(Product.Confluence, "both")),
            a => a.Finding(product: Product.Jira)),
        Gate(
            "group-shared",
            "the group both members also gives Confluence on acme, which is not to go: give that by a group of its own first",
            Holding("ann", InGroups(Product.Jira, "both"), Make.Seat(Product.Confluence, path: SeatPath.Unknown)),
            a => a.Finding(product: Product.Jira)),
    ];

    private static (string Gate, string Reason, Account Account, Recommendation Finding) Gate(string gate, string reason, Account account, Func<Account, Recommendation> finding) =>
        (gate, reason, account, finding(account));

    [Fact]
    public void Each_gate_keeps_its_finding_out_and_says_why()
    {
        Gates.ShouldNotBeEmpty();
        foreach (var (gate, reason, account, finding) in Gates)
        {
            var ahead = account.Finding(RecommendedAction.Advise, rule: "R02") with { Id = "R02" };
            var (plan, refusal, skipped) = Of(account, finding.SupersededBy is null ? [finding] : [finding, ahead]);

            plan.ShouldBeNull(gate);
            refusal!.Gate.ShouldBe("nothing", gate);
            skipped[0].ShouldBe(new(finding.Id, "R01", account.Id, account.Name, gate, reason));
        }
    }

    [Fact]
    public void What_keeps_one_finding_out_leaves_the_others_in()
    {
        foreach (var (gate, _, account, finding) in Gates)
        {
            var other = Holding("bob", InGroups(Product.Jira, "jira"));
            var (plan, _, skipped) = Sources([account.With(finding), other.With(other.Finding())]).Made();

            plan.ShouldNotBeNull(gate).Rows.ShouldHaveSingleItem().AccountId.Value.ShouldBe("bob", gate);
            plan.Skipped.ShouldHaveSingleItem().Gate.ShouldBe(gate);
            skipped.ShouldBe(plan.Skipped);
            plan.Head.Skipped.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(Tier.Excluded, RecommendationState.Open)]
    [InlineData(Tier.Review, RecommendationState.Open)]
    [InlineData(Tier.Certain, RecommendationState.Held)]
    [InlineData(Tier.Certain, RecommendationState.Dismissed)]
    [InlineData(Tier.Certain, RecommendationState.Closed)]
    public void Only_what_is_sure_and_open_is_planned_and_nothing_else_is_even_told_of(Tier tier, RecommendationState state)
    {
        var (plan, refusal, skipped) = Of(InTwo, InTwo.Finding(tier: tier) with { State = state });

        plan.ShouldBeNull();
        refusal.ShouldBe(new("nothing", "nothing that was found can be acted on as asked for"));
        skipped.ShouldBeEmpty();
    }

    [Fact]
    public void A_hold_that_came_after_the_scan_is_kept()
    {
        Hold hold = new(InTwo.Id, "HR", "parental leave", Make.Today.AddDays(9));

        Sources([InTwo.With(InTwo.Finding())], holds: [hold]).Made().Skipped.ShouldHaveSingleItem().Reason.ShouldBe("held for HR until 2026-11-10: parental leave");
    }

    [Theory]
    [InlineData(null, 0, true)]
    [InlineData(null, -1, false)] // ended yesterday
    [InlineData(0, 30, true)]
    [InlineData(3, 30, true)] // begins on the last day on which the plan may be applied
    [InlineData(4, 30, false)]
    public void A_hold_counts_if_it_holds_while_the_plan_may_be_applied(int? from, int until, bool held)
    {
        Hold hold = new(InTwo.Id, "HR", "leave", Make.Today.AddDays(until)) { From = from is { } days ? Make.Today.AddDays(days) : null };

        var made = Sources([InTwo.With(InTwo.Finding())], holds: [hold]).Made();

        (made.Plan is null).ShouldBe(held);
        made.Skipped.Select(s => s.Gate).ShouldBe(held ? ["held"] : []);
    }

    [Fact]
    public void The_billing_contact_stays_whatever_was_found() =>
        Sources([InTwo.With(InTwo.Finding())], Make.Settings with { BillingContact = InTwo.Id }).Made().Skipped.ShouldHaveSingleItem().Gate.ShouldBe("billing-contact");

    [Fact]
    public void With_whose_token_a_site_is_read_stays_however_the_address_is_written()
    {
        var sources = Sources([InTwo.With(InTwo.Finding())]) with { TokenOwners = ["someone@acme.example", "Ann.Smith@ACME.example"] };

        sources.Made().Skipped.ShouldHaveSingleItem().Gate.ShouldBe("key-owner");
    }

    [Fact]
    public void Two_organisation_admins_stay_and_the_least_risky_of_the_others_go()
    {
        Account[] admins = [.. Enumerable.Range(0, 4).Select(i => Holding($"admin-{i}", InGroups(Product.Jira, "jira")) with { PlatformRoles = [Role.OrgAdmin], Usage = [new(Product.Jira.On(), Make.Ago(100 + i))] })];

        var plan = Sources([.. admins.Select(a => a.With(a.Finding()))], admins: [.. admins.Select(a => a.Id)]).Made().Plan!;

        plan.Rows.Select(r => r.AccountId.Value).ShouldBe(["admin-2", "admin-3"]);
        plan.Skipped.Select(s => (s.AccountId.Value, s.Gate)).ShouldBe([("admin-1", "last-admin"), ("admin-0", "last-admin")]);
        plan.Head.ApprovalsNeeded.ShouldBe(1);
        plan.Head.ApprovalBecause.ShouldBe("it changes an admin's access");
    }

    [Fact]
    public void A_group_shared_by_seats_that_all_go_may_be_left()
    {
        var account = Holding("ann", InGroups(Product.Jira, "both"), InGroups(Product.Confluence, "both"));

        var row = Row(account, account.Finding(product: Product.Jira), account.Finding(product: Product.Confluence, rule: "R04"));

        row.Changes.ShouldBe([new(ChangeKind.LeaveGroup) { Directory = Make.Staff, Group = new("both"), GroupName = "both members" }]);
        row.Findings.Count.ShouldBe(2);
        row.After.Seats.ShouldBeEmpty();
    }

    [Fact]
    public void What_two_findings_together_would_take_along_keeps_both_out()
    {
        var survey = Grouped with { Grants = [.. Grouped.Grants, In(Make.Staff, "jira", Product.Discovery), In(Make.Staff, "confluence", Product.Discovery)] };
        var account = Holding("ann", InGroups(Product.Jira, "jira"), InGroups(Product.Confluence, "confluence"), InGroups(Product.Discovery, "jira", "confluence"));
        var (jira, confluence) = (account.Finding(product: Product.Jira), account.Finding(product: Product.Confluence, rule: "R04"));

        Sources([account.With(jira)], survey: survey).Made().Plan!.Rows.Count.ShouldBe(1);
        Sources([account.With(confluence)], survey: survey).Made().Plan!.Rows.Count.ShouldBe(1);
        Sources([account.With(jira, confluence)], survey: survey).Made().Skipped.Select(s => s.Gate).ShouldBe(["group-shared", "group-shared"]);
    }

    [Fact]
    public void A_seat_that_cannot_go_keeps_those_from_going_that_would_take_it_along()
    {
        var account = Holding("ann", InGroups(Product.Jira, "both"), InGroups(Product.Confluence, "both") with { Role = Role.Admin });

        Of(account, account.Finding(product: Product.Jira), account.Finding(product: Product.Confluence, rule: "R04")).Skipped
            .Select(s => (s.Rule, s.Gate)).ShouldBe([("R04", "admin-role"), ("R01", "group-shared")]);
    }

    [Fact]
    public void An_account_gets_one_kind_of_change()
    {
        var account = Holding("ann", InGroups(Product.Jira, "jira"), InGroups(Product.ServiceManagement, "agents"));

        var (plan, _, skipped) = Of(account, account.Finding(product: Product.Jira), account.Finding(RecommendedAction.ChangeRole, Product.ServiceManagement, rule: "R08"));

        plan!.Rows.ShouldHaveSingleItem().Action.ShouldBe(RecommendedAction.RemoveAccess);
        skipped.ShouldHaveSingleItem().Reason.ShouldBe("R01 does something else with the account, and goes first");
    }
}
