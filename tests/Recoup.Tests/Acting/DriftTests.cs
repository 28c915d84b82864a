using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;

namespace Recoup.Tests.Acting;

/// <summary>What has changed about an account keeps its row out; what has not lets it be.</summary>
public sealed class DriftTests
{
    private static readonly AccountId Ann = new("ann");
    private static readonly GroupId Members = new("jira-members");
    private static readonly GroupId Others = new("jira-others");
    private static readonly GroupId Writers = new("confluence-members");
    private static readonly DirectoryId Staff = new("staff");
    private static readonly Resource Jira = new(Product.Jira, new("acme"));
    private static readonly Resource Confluence = new(Product.Confluence, new("acme"));
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LastYear = Now.AddDays(-200);

    private static readonly AccountState Before = new("active", "invited", [Role.User], [new(Jira, Role.User, SeatPath.Group, [Members], Signal.Of(LastYear)), new(Confluence, Role.User, SeatPath.Direct, [], Signal.None)])
    {
        Claim = "managed",
        LastUse = Signal.Of(LastYear),
    };

    private static readonly RunRow Removal = new()
    {
        Run = new("run-1"), Number = 1, Wave = 1, Id = "f", Findings = ["f"], Rule = "R01", AccountId = Ann, DisplayName = "Ann", Action = RecommendedAction.RemoveAccess,
        Seats = [new(Product.Jira, new("acme"), Staff)], Before = Before, Kept = [Confluence],
        Calls = [new(new(ChangeKind.LeaveGroup) { Directory = Staff, Group = Members, GroupName = "jira members" })],
    };

    /// <summary>It has left the group, and its role is to go.</summary>
    private static readonly RunRow Begun = Removal with
    {
        Calls = [Removal.Calls[0] with { State = CallState.Done }, new(new(ChangeKind.RevokeRole) { Resource = Jira, Role = Role.User })],
    };

    private static readonly RunRow Suspension = Removal with
    {
        Action = RecommendedAction.Suspend, Seats = [new(Product.Jira, new("acme"), Staff), new(Product.Confluence, new("acme"), Staff)], Kept = [],
        Calls = [new(new(ChangeKind.Suspend) { Directory = Staff })],
    };

    private static readonly RunRow Deactivation = Suspension with { Action = RecommendedAction.Deactivate, Calls = [new(new(ChangeKind.Deactivate))] };

    private static readonly AccountImage Image = new()
    {
        Account = Ann, ReadAt = Now, Status = "active", Claim = "managed", Source = "invited", PlatformRoles = [Role.User], Groups = [Members],
        Usage = [new(Jira, Signal.Of(LastYear))], TokenUsed = Signal.None,
        Roles = [Held(Jira, byGroup: true), Held(Confluence, direct: true)],
    };

    private static HeldRole Held(Resource resource, string role = Role.User, bool direct = false, bool byGroup = false, bool inferred = false, string status = "active") =>
        new(Staff, resource.Ari, role, direct, byGroup, inferred, status);

    private static readonly GroupFacts Facts = new(Members, "jira members", Writable: true, [(Jira.Ari, Role.User)]);

    private static readonly Dictionary<string, (RunRow Row, Func<AccountImage, AccountImage> Image, Func<GroupFacts, GroupFacts> Group, string? Gate)> Cases = new()
    {
        ["as it was, access is taken"] = (Removal, i => i, g => g, null),
        ["as it was, suspended"] = (Suspension, i => i, g => g, null),
        ["as it was, deactivated"] = (Deactivation, i => i, g => g, null),
        ["suspended by somebody"] = (Removal, i => i with { Status = "suspended" }, g => g, "status-changed"),
        ["claimed since"] = (Removal, i => i with { Claim = "unmanaged" }, g => g, "claim-changed"),
        ["taken over by an identity provider"] = (Suspension, i => i with { Source = "synced" }, g => g, "source-changed"),
        ["roles not told"] = (Suspension, i => i with { PlatformRoles = null }, g => g, "roles-unknown"),
        ["became an admin"] = (Suspension, i => i with { PlatformRoles = [Role.User, Role.OrgAdmin] }, g => g, "roles-changed"),
        ["not to be deactivated"] = (Deactivation, i => i with { NotManageable = "externalDirectory.scim" }, g => g, "not-manageable"),
        ["not to be deactivated, which nobody wants"] = (Suspension, i => i with { NotManageable = "externalDirectory.scim" }, g => g, null),
        ["use not told"] = (Removal, i => i with { Usage = null }, g => g, "use-unknown"),
        ["use of one product unknown"] = (Removal, i => i with { Usage = [new(Jira, Signal.Of(LastYear)), new(Confluence, Signal.Unknown)] }, g => g, "use-unknown"),
        ["used a tick later"] = (Removal, i => i with { Usage = [new(Jira, Signal.Of(LastYear.AddTicks(1)))] }, g => g, "used-since"),
        ["a seat never used before is used, longer ago than another"] = (Suspension, i => i with { Usage = [new(Jira, Signal.Of(LastYear)), new(Confluence, Signal.Of(LastYear.AddDays(-1)))] }, g => g, "used-since"),
        ["what is kept is used, when one product is taken"] = (Removal, i => i with { Usage = [new(Jira, Signal.Of(LastYear)), new(Confluence, Signal.Of(Now))] }, g => g, null),
        ["somebody who has left uses it"] = (Suspension with { Rule = "R06" }, i => i with { Usage = [new(Jira, Signal.Of(Now))] }, g => g, null),
        ["begun, and used since"] = (Begun, i => i with { Groups = [], Usage = [new(Jira, Signal.Of(Now))] }, g => g, "used-since"),
        ["begun, and an admin since"] = (Begun, i => i with { Groups = [], PlatformRoles = [Role.OrgAdmin] }, g => g, "roles-changed"),
        ["begun, and nothing else changed"] = (Begun, i => i with { Groups = [], Roles = [] }, g => g, null),
        ["something without a seat is used"] = (Suspension, i => i with { Usage = [new(Jira, Signal.Of(LastYear)), new(new(new("trello"), new("acme")), Signal.Of(Now))] }, g => g, "used-since"),
        ["the newest use is forgotten"] = (Suspension, i => i with { Usage = [] }, g => g, null),
        ["the plan did not know of a use, and it is not idle"] = (Suspension with { Before = Before with { LastUse = Signal.Unknown } }, i => i with { Usage = [new(Jira, Signal.Of(LastYear)), new(new(new("trello"), new("acme")), Signal.Of(Now.AddDays(-90).AddTicks(1)))] }, g => g, "used-since"),
        ["the plan did not know of a use, and it is idle"] = (Suspension with { Before = Before with { LastUse = Signal.Unknown } }, i => i with { Usage = [new(Jira, Signal.Of(LastYear)), new(new(new("trello"), new("acme")), Signal.Of(Now.AddDays(-90)))] }, g => g, null),
        ["a token is in use"] = (Suspension, i => i with { TokenUsed = Signal.Of(Now.AddDays(-90).AddTicks(1)) }, g => g, "token-used"),
        ["a token was in use"] = (Suspension, i => i with { TokenUsed = Signal.Of(Now.AddDays(-90)) }, g => g, null),
        ["tokens not told"] = (Suspension, i => i with { TokenUsed = Signal.Unknown }, g => g, null),
        ["a seat is gone"] = (Suspension, i => i with { Roles = [Held(Jira, byGroup: true)] }, g => g, "seat-gone"),
        ["suspended in the directory by somebody"] = (Removal, i => i with { Roles = [Held(Jira, byGroup: true, status: "suspended"), Held(Confluence, direct: true)] }, g => g, "seat-gone"),
        ["a seat more, which a suspension would take too"] = (Suspension, i => i with { Roles = [.. i.Roles, Held(new(Product.Discovery, new("acme")), direct: true)] }, g => g, "seat-added"),
        ["a seat more beside the one that goes"] = (Removal, i => i with { Roles = [.. i.Roles, Held(new(Product.Discovery, new("acme")), direct: true)] }, g => g, null),
        ["a role that costs nothing more"] = (Suspension, i => i with { Roles = [.. i.Roles, Held(new(Product.ServiceManagement, new("acme")), role: "atlassian/customer", direct: true)] }, g => g, null),
        ["became an admin of the product"] = (Suspension, i => i with { Roles = [Held(Jira, role: Role.Admin, direct: true), Held(Confluence, direct: true)] }, g => g, "roles-changed"),
        ["held directly too"] = (Removal, i => i with { Roles = [Held(Jira, byGroup: true, direct: true), Held(Confluence, direct: true)] }, g => g, "path-changed"),
        ["held directly too, and suspended anyway"] = (Suspension, i => i with { Roles = [Held(Jira, byGroup: true, direct: true), Held(Confluence, direct: true)] }, g => g, null),
        ["inferred"] = (Removal, i => i with { Roles = [Held(Jira, byGroup: true, inferred: true), Held(Confluence, direct: true)] }, g => g, "path-changed"),
        ["groups not told"] = (Removal, i => i with { Groups = null }, g => g, "groups-unknown"),
        ["another group gives it too"] = (Removal, i => i with { Groups = [Members, Others] }, g => g, "group-added"),
        ["left the group"] = (Removal, i => i with { Groups = [new("another")] }, g => g, "group-changed"),
        ["the group is kept by a provider now"] = (Removal, i => i, g => g with { Writable = false }, "group-kept"),
        ["the group makes admins now"] = (Removal, i => i, g => g with { Gives = [.. g.Gives, (Jira.Ari, Role.Admin)] }, "admin-group"),
        ["the group gives a product that is no seat"] = (Removal, i => i, g => g with { Gives = [.. g.Gives, ("ari:cloud:compass::site/acme", Role.User)] }, "group-gives-more"),
        ["the group gives something on the platform"] = (Removal, i => i, g => g with { Gives = [.. g.Gives, ("ari:cloud:platform::org/1", "atlassian/ai-access")] }, "group-gives-more"),
        ["the group also gives what is kept otherwise"] = (Removal, i => i, g => g with { Gives = [.. g.Gives, (Confluence.Ari, Role.User)] }, null),
        ["the group also gives what another group gives"] = (Removal, i => i with { Groups = [Members, Writers], Roles = [Held(Jira, byGroup: true), Held(Confluence, byGroup: true)] }, g => g with { Gives = [.. g.Gives, (Confluence.Ari, Role.User)] }, null),
        ["the group also gives what nothing else gives any more"] = (Removal, i => i with { Roles = [Held(Jira, byGroup: true), Held(Confluence, byGroup: true)] }, g => g with { Gives = [.. g.Gives, (Confluence.Ari, Role.User)] }, "group-gives-more"),
        ["what the group gives is not told"] = (Removal, i => i, g => g with { Gives = [("something that is not told", Role.User)] }, "group-gives-more"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_account_that_is_not_as_it_was_is_left_alone(string name)
    {
        var (row, image, group, gate) = Cases[name];

        var skip = new Drift(row, image(Image), [group(Facts)], [(Members, Jira), (Others, Jira), (Writers, Confluence)], TimeSpan.FromDays(90)).Find();

        skip?.Gate.ShouldBe(gate);
        (skip is null).ShouldBe(gate is null, skip?.Reason);
    }

    [Fact]
    public void A_group_that_is_gone_keeps_its_row_out() =>
        new Drift(Removal, Image, [], [(Members, Jira)], TimeSpan.FromDays(90)).Find()!.Gate.ShouldBe("group-changed");
}
