using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Rules;

/// <summary>R25: an admin's role gives a paid seat that is not used; advice about what G2 protects.</summary>
public sealed class IdleAdminTests
{
    private static Account Admin(Signal last) => Make.Person((Product.Jira, last)) with { Seats = [Make.Seat(Product.Jira, role: Role.Admin)] };

    [Fact]
    public void Is_for_two_people_to_decide_and_G2_does_not_object()
    {
        var found = (Admin(Make.Ago(200)) with { PlatformRoles = [Role.OrgAdmin] }).Judged().Of("R25")!;

        (found.Tier, found.Action, found.Product, found.Guards.Count).ShouldBe((Tier.Review, RecommendedAction.ChangeRole, null, 0));
        found.Said("instead").ShouldBe("user-access admin, which takes no seat, or no role; two people have to agree");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Is_idle_on_the_limit(int ticks, bool found) =>
        (Admin(Make.Ago(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks))).Judged().Of("R25") is not null).ShouldBe(found);

    [Fact]
    public void Never_used_unknown_and_the_future_are_silent()
    {
        Admin(Signal.None).Judged().Of("R25").ShouldBeNull();
        Admin(Signal.Unknown).Judged().Of("R25").ShouldBeNull();
        Admin(Make.Ago(-1)).Judged().Of("R25").ShouldBeNull();
        (Admin(Make.Ago(200)) with { Usage = null, LastActiveAnywhere = Make.Ago(200) }).Judged().Of("R25").ShouldBeNull();
    }

    [Fact]
    public void Takes_the_admins_idle_seats_and_no_others()
    {
        var account = Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(1)), (Product.Discovery, Make.Ago(300)), (Product.ServiceManagement, Make.Ago(300)));
        account = account with { Seats = [.. account.Seats.Select(s => s.Product == Product.ServiceManagement ? s : s with { Role = Role.Admin })] };

        account.Judged().Of("R25")!.Seats.Select(s => s.Product).ShouldBe([Product.Jira, Product.Discovery]);
    }

    [Theory]
    [InlineData(SeatPath.Inferred, Role.OrgAdmin, true)]
    [InlineData(SeatPath.Inferred, Role.SiteAdmin, true)]
    [InlineData(SeatPath.Inferred, "atlassian/guest", false)]
    [InlineData(SeatPath.Inferred, Role.UserAccessAdmin, false)] // takes no seat
    [InlineData(SeatPath.Direct, Role.OrgAdmin, false)]
    [InlineData(SeatPath.Group, Role.OrgAdmin, false)]
    [InlineData(SeatPath.Unknown, Role.OrgAdmin, false)]
    public void A_users_seat_counts_where_an_admins_role_brings_it_along(SeatPath path, string role, bool found)
    {
        var account = Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, path: path)], PlatformRoles = [role] };

        (account.Judged().Of("R25") is not null).ShouldBe(found);
    }

    [Fact]
    public void An_admin_with_a_seat_of_a_user_is_silent() => (Make.IdleEverywhere() with { PlatformRoles = [Role.OrgAdmin] }).Judged().Of("R25").ShouldBeNull();

    [Fact]
    public void A_sandbox_is_silent() =>
        (Make.PersonOn((Product.Jira.On(Make.Sandbox), Make.Ago(200))) with { Seats = [Make.Seat(Product.Jira, Make.Sandbox, Role.Admin)] }).Judged().ShouldBeEmpty();

    [Fact]
    public void The_billing_contact_and_a_hold_are_protected_all_the_same()
    {
        Admin(Make.Ago(200)).Judged(settings: Make.Settings with { BillingContact = Make.Ann }).Of("R25")!.Tier.ShouldBe(Tier.Excluded);
        Admin(Make.Ago(200)).Judged(holds: [new(Make.Ann, "IT", "for emergencies", Make.Today)]).Of("R25")!.Tier.ShouldBe(Tier.Excluded);
    }

    [Fact]
    public void Is_never_worth_a_request_and_supersedes_nothing()
    {
        new Core.Rules.Judge(Make.Around()).IsCandidate(Admin(Make.Ago(200)), []).ShouldBeFalse();
        Admin(Make.Ago(200)).Judged().ShouldAllBe(f => f.SupersededBy == null);
    }
}
