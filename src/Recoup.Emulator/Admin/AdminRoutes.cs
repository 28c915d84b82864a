using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>The Organizations API, versions 1 and 2. Of two templates that fit a path the first counts.</summary>
internal static class AdminRoutes
{
    const string Org1 = "/admin/v1/orgs/{org}";
    const string Org2 = "/admin/v2/orgs/{org}";
    const string Directory = Org2 + "/directories/{directory}";

    public static readonly Route[] All =
    [
        Get("/admin/v1/orgs", "v1", Orgs.List),
        Get(Org1, "v1", Orgs.Show),
        Get(Org1 + "/domains", "v1", Orgs.Domains),
        Get(Org1 + "/domains/{domain}", "v1", Orgs.ShowDomain),
        Get(Org1 + "/users", "v1", ManagedUsers.Show) with { Kept = true },
        Get(Org1 + "/directory/users/{account}/last-active-dates", "last-active-dates", ManagedUsers.LastActive),
        Get(Org1 + "/events", "events", Events.List),
        Get(Org1 + "/events/{event}", "events", Events.Show),
        Get(Org1 + "/events-stream", "events-stream", Events.Stream),
        Get(Org1 + "/event-actions", "v1", Events.Actions),
        Write("POST", Org1 + "/users/{account}/roles/assign", RoleWrites.Assign),
        Write("POST", Org1 + "/users/{account}/roles/revoke", RoleWrites.Revoke),
        Write("POST", Org1 + "/users/{account}/role-assignments/assign", RoleWrites.AssignOrgRole),
        Write("POST", Org1 + "/users/{account}/role-assignments/revoke", RoleWrites.RevokeOrgRole),

        Get(Org2 + "/directories", "directories", Directories.List),
        Post(Org2 + "/workspaces", Workspaces.Family, Workspaces.Search),
        Get(Directory + "/users", "users", Users.ListAll) with { Kept = true },
        Post(Directory + "/users/search", "users/search", Users.Search) with { Kept = true },
        Get(Directory + "/users/count", "users/count", Users.Count) with { Kept = true },
        Get(Directory + "/users/stats", "users/count", Users.Stats) with { Kept = true },
        Get(Directory + "/users/{account}", "users", Users.Show),
        Get(Directory + "/users/{account}/role-assignments", "role-assignments", UserRoles.List) with { Kept = true },
        Write("POST", Directory + "/users/{account}/suspend", MembershipWrites.Suspend),
        Write("POST", Directory + "/users/{account}/restore", MembershipWrites.Restore),
        Write("DELETE", Directory + "/users/{account}", MembershipWrites.Remove),
        Post(Directory + "/groups/search", "groups/search", Groups.Search),
        Get(Directory + "/groups/count", "groups/count", Groups.Count),
        Get(Directory + "/groups/stats", "groups/count", Groups.Stats),
        Get(Directory + "/groups/{group}", "groups", Groups.Show),
        Write("POST", Directory + "/groups/{group}/memberships", MembershipWrites.Join),
        Write("DELETE", Directory + "/groups/{group}/memberships/{account}", MembershipWrites.Leave),
        Get(Directory + "/groups/{group}/role-assignments", "role-assignments", GroupRoles.List),
        Write("POST", Directory + "/groups/{group}/role-assignments/assign", RoleWrites.AssignToGroup) with { Success = StatusCodes.Status200OK },
        Write("POST", Directory + "/groups/{group}/role-assignments/revoke", RoleWrites.RevokeFromGroup),

        // Shut off on 30 June 2026. Kept as answers of their own, so that using one shows in the log under its name.
        Gone("POST", Org1 + "/directory/users/{account}/suspend-access"),
        Gone("POST", Org1 + "/directory/users/{account}/restore-access"),
        Gone("DELETE", Org1 + "/directory/users/{account}"),
        Gone("POST", Org1 + "/users/search"),
        Gone("POST", Org1 + "/directory/groups/{group}/memberships"),
        Gone("DELETE", Org1 + "/directory/groups/{group}/memberships/{account}"),
    ];

    static Route Get(string template, string family, Action<Call> answer) => new("GET", template, Door.Admin, family, answer);

    static Route Post(string template, string family, Action<Call> answer) => new("POST", template, Door.Admin, family, answer);

    static Route Write(string method, string template, Action<Call> answer) => new(method, template, Door.Admin, "writes", answer) { Writes = true };

    static Route Gone(string method, string template) => new(method, template, Door.Admin, "gone", _ => throw Errors.Admin(StatusCodes.Status410Gone, "ADMIN-410-1", "Gone", "This endpoint was removed. Use version 2.")) { Writes = !template.EndsWith("/search", StringComparison.Ordinal) };
}
