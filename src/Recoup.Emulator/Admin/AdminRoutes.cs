using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>The Organizations API, versions 1 and 2.</summary>
internal static class AdminRoutes
{
    const string Org1 = "/admin/v1/orgs/{org}";
    const string Org2 = "/admin/v2/orgs/{org}";
    const string Directory = Org2 + "/directories/{directory}";

    public static readonly Route[] All =
    [
        Get("/admin/v1/orgs", "v1", Orgs.ListAsync),
        Get(Org1, "v1", Orgs.ShowAsync),
        Get(Org1 + "/domains", "v1", Orgs.DomainsAsync),
        Get(Org2 + "/directories", "directories", Directories.ListAsync),
        Post(Org2 + "/workspaces", "workspaces", Workspaces.SearchAsync),
        Post(Directory + "/users/search", "users/search", Users.SearchAsync),
        Get(Directory + "/users/count", "users/count", Users.CountAsync),
        Get(Directory + "/users/{account}/role-assignments", "role-assignments", UserRoles.ListAsync),
        Post(Directory + "/groups/search", "groups/search", Groups.SearchAsync),
        Get(Directory + "/groups/{group}/role-assignments", "role-assignments", GroupRoles.ListAsync),

        // Shut off on 30 June 2026. Kept as answers of their own, so that using one shows in the log under its name.
        Gone("POST", Org1 + "/directory/users/{account}/suspend-access"),
        Gone("POST", Org1 + "/directory/users/{account}/restore-access"),
        Gone("DELETE", Org1 + "/directory/users/{account}"),
        Gone("POST", Org1 + "/users/search"),
        Gone("POST", Org1 + "/directory/groups/{group}/memberships"),
        Gone("DELETE", Org1 + "/directory/groups/{group}/memberships/{account}"),
    ];

    static Route Get(string template, string family, Func<Call, Task> answer) => new("GET", template, Door.Admin, family, answer);

    static Route Post(string template, string family, Func<Call, Task> answer) => new("POST", template, Door.Admin, family, answer);

    static Route Gone(string method, string template) => new(method, template, Door.Admin, "gone", _ => throw Errors.Admin(StatusCodes.Status410Gone, "ADMIN-410-1", "Gone", "This endpoint was removed. Use version 2."));
}
