using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using static Recoup.Tests.Plans.Planned;

namespace Recoup.Tests.Plans;

/// <summary>What a row does, in calls, and how the account looks before and after.</summary>
public sealed class PlanRowTests
{
    private static readonly PlannedChange LeaveJira = new(ChangeKind.LeaveGroup) { Directory = Make.Staff, Group = new("jira"), GroupName = "jira members" };

    [Fact]
    public void Access_by_groups_ends_by_leaving_every_one_of_them()
    {
        var account = Holding("ann", InGroups(Product.Jira, "jira", "jira-2"), InGroups(Product.Confluence, "confluence"));

        var row = Row(account, account.Finding(product: Product.Jira));

        row.Changes.ShouldBe([LeaveJira, LeaveJira with { Group = new("jira-2"), GroupName = "jira-2 members" }]);
        row.Seats.ShouldBe([new(Product.Jira, Make.Acme, Make.Staff)]);
        row.Before.Seats.Select(s => s.Resource.Product).ShouldBe([Product.Jira, Product.Confluence]);
        row.After.Seats.ShouldBe([row.Before.Seats[1]]);
        (row.After with { Seats = [] }).ShouldBe(row.Before with { Seats = [] });
        row.IdleDays.ShouldBe(100);
        row.Saving.ShouldBe(new Saving("USD", 8.15m, null, true, 97.8m));
        row.IsAdmin.ShouldBeFalse();
    }

    [Fact]
    public void A_group_is_left_in_its_own_directory()
    {
        var survey = Grouped with { Grants = [In(Make.Agency, "agency", Product.Jira), In(Make.Staff, "jira", Product.Jira)] };
        var account = Holding("ann", InGroups(Product.Jira, "jira", "agency"));

        Sources([account.With(account.Finding())], survey: survey).Made().Plan!.Rows.Single().Changes.Select(c => c.Directory).ShouldBe([Make.Staff, Make.Agency]);
    }

    [Fact]
    public void A_role_of_the_account_itself_is_revoked_after_the_groups()
    {
        var account = Holding("ann", Make.Seat(Product.Jira, path: SeatPath.DirectAndGroup, groups: "jira"));

        Row(account, account.Finding()).Changes.ShouldBe([LeaveJira, new(ChangeKind.RevokeRole) { Resource = Product.Jira.On(), Role = Role.User }]);
    }

    [Fact]
    public void A_role_that_costs_nothing_is_given_before_the_other_is_taken()
    {
        var account = Holding("ann", InGroups(Product.ServiceManagement, "agents"), Make.Seat(Product.Discovery));

        Row(account, account.Finding(RecommendedAction.ChangeRole)).Changes.ShouldBe(
        [
            new(ChangeKind.AssignRole) { Resource = Product.ServiceManagement.On(), Role = "atlassian/customer" },
            new(ChangeKind.AssignRole) { Resource = Product.Discovery.On(), Role = "atlassian/contributor" },
            new(ChangeKind.LeaveGroup) { Directory = Make.Staff, Group = new("agents"), GroupName = "agents members" },
            new(ChangeKind.RevokeRole) { Resource = Product.Discovery.On(), Role = Role.User },
        ]);
    }

    [Fact]
    public void Who_is_suspended_is_so_in_every_directory_with_a_seat_and_keeps_nothing_that_is_paid()
    {
        var account = Holding("ann", InGroups(Product.Jira, "jira"), Make.Seat(Product.Confluence) with { Directory = Make.Agency }, Make.Seat(Product.Discovery));

        var row = Row(account, account.Finding(RecommendedAction.Suspend, product: Product.Jira));

        row.Changes.ShouldBe([new(ChangeKind.Suspend) { Directory = Make.Agency }, new(ChangeKind.Suspend) { Directory = Make.Staff }]);
        row.After.Status.ShouldBe("suspended");
        row.After.Seats.ShouldBeEmpty();
    }

    [Fact]
    public void A_seat_that_groups_of_two_directories_give_is_suspended_in_both()
    {
        var survey = Grouped with { Grants = [In(Make.Staff, "jira", Product.Jira), In(Make.Agency, "guests", Product.Jira)] };
        var account = Holding("ann", InGroups(Product.Jira, "jira", "guests"));

        Sources([account.With(account.Finding(RecommendedAction.Suspend))], survey: survey).Made().Plan!.Rows.Single().Changes
            .ShouldBe([new(ChangeKind.Suspend) { Directory = Make.Agency }, new(ChangeKind.Suspend) { Directory = Make.Staff }]);
    }

    [Fact]
    public void What_has_to_be_so_still_names_the_claim_and_the_newest_use_of_anything()
    {
        var account = Holding("ann", InGroups(Product.Jira, "jira"));
        account = account with { Claim = "managed", Usage = [.. account.Usage!, new(new(new("compass"), Make.Acme), Make.Ago(3))] };

        var before = Row(account, account.Finding()).Before;

        before.Claim.ShouldBe("managed");
        before.LastUse.ShouldBe(Make.Ago(3));
        Row(account with { Usage = [.. account.Usage, new(new(new("trello"), Make.Acme), Signal.Unknown)] }, account.Finding()).Before.LastUse.ShouldBe(Signal.Unknown);
    }

    [Fact]
    public void The_only_directory_is_taken_where_none_was_read()
    {
        var account = Holding("ann", Make.Seat(Product.Jira, path: SeatPath.Unknown));

        Sources([account.With(account.Finding(RecommendedAction.Suspend))], survey: Grouped with { Directories = [new(Make.Staff, "Staff")] }).Made().Plan!
            .Rows.Single().Changes.ShouldBe([new(ChangeKind.Suspend) { Directory = Make.Staff }]);
    }

    [Fact]
    public void Who_is_deactivated_is_so_everywhere()
    {
        var account = Holding("ann", Make.Seat(Product.Jira, path: SeatPath.Unknown));

        var row = Row(account, account.Finding(RecommendedAction.Deactivate));

        row.Changes.ShouldBe([new(ChangeKind.Deactivate)]);
        row.After.Status.ShouldBe("deactivated");
    }

    [Theory]
    [InlineData(100.0, 300.0, 100)]
    [InlineData(100.0, null, 100)]
    [InlineData(null, null, 1000)]
    public void Idle_since_the_last_use_of_any_of_the_seats_or_since_joining(double? jira, double? confluence, int expected)
    {
        var account = Holding("ann", Make.Seat(Product.Jira), Make.Seat(Product.Confluence)) with
        {
            Usage = [new(Product.Jira.On(), jira is { } j ? Make.Ago(j) : Signal.None), new(Product.Confluence.On(), confluence is { } c ? Make.Ago(c) : Signal.None)],
        };

        Row(account, account.Finding()).IdleDays.ShouldBe(expected);
    }

    [Fact]
    public void Idle_for_no_day_where_the_last_use_is_not_known()
    {
        var account = Holding("ann", Make.Seat(Product.Jira)) with { Usage = null, LastActiveAnywhere = Signal.Unknown };

        Row(account, account.Finding(tier: Tier.Certain)).IdleDays.ShouldBe(0);
    }

    [Fact]
    public void The_least_risky_is_certain_then_longest_unused_then_first_by_id()
    {
        Account[] people = [Idle("d", 200), Idle("c", 300), Idle("b", 100), Idle("a", 200)];
        var plan = Sources([.. people.Select(p => p.With(p.Finding(tier: p.Id.Value == "b" ? Tier.Certain : Tier.Probable)))]).Made().Plan!;

        plan.Rows.Select(r => r.AccountId.Value).ShouldBe(["a", "b", "c", "d"]);
        plan.Rows.Order(Comparer<PlanRow>.Create(PlanRow.CompareRisk)).Select(r => r.AccountId.Value).ShouldBe(["b", "c", "a", "d"]);

        static Account Idle(string name, int days) => Holding(name, Make.Seat(Product.Jira)) with { Usage = [new(Product.Jira.On(), Make.Ago(days))] };
    }
}
