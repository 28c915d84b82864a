namespace Recoup.Emulator;

/// <summary>Roles given and taken without a group, and the roles that a group gives.</summary>
internal static class RoleWrites
{
    public static void Assign(Call call)
    {
        var (account, row, role, resource) = Read(call);
        if (row.Status != AccountStatus.Active) throw Uam(400, "ADMIN-UAM-400-2", "Inactive user", "The user is not active.");
        if (resource is null)
        {
            SetOrgAdmin(call, account, row, true);
            return;
        }

        if (row.In(resource.Site.Directory.Index) == MembershipStatus.NoMembership) throw Uam(404, "ADMIN-UAM-404-3", "Not found", "The user was not found.");
        if (row.DirectRole(resource.Index) == role) return;
        row.SetDirect(resource.Index, role);
        call.Set(account, row);
        call.Happened(EventAction.GrantedAccess, account, resource: resource);
    }

    /// <summary>Takes what is held directly; what a group gives stays.</summary>
    public static void Revoke(Call call)
    {
        var (account, row, role, resource) = Read(call);
        if (resource is null)
        {
            SetOrgAdmin(call, account, row, false);
            return;
        }

        if (row.DirectRole(resource.Index) != role) return;
        row.SetDirect(resource.Index, Role.None);
        call.Set(account, row);
        call.Happened(EventAction.RevokedAccess, account, resource: resource);
    }

    public static void AssignOrgRole(Call call) => OrgRole(call, true);

    public static void RevokeOrgRole(Call call) => OrgRole(call, false);

    public static void AssignToGroup(Call call)
    {
        var (group, grant, grants) = ReadGroup(call);
        if (group.Bit == 0) throw Errors.Admin(403, "ADMIN-403-5", "Forbidden", "This emulator lets only those groups grant roles that did from the start.");
        if (grants.Contains(grant)) throw Errors.Admin(409, "ADMIN-409-28", "Conflict", "The group already grants the role.");
        Set(call, group, [.. grants, grant]);
    }

    /// <summary>Takes the role from all members at once.</summary>
    public static void RevokeFromGroup(Call call)
    {
        var (group, grant, grants) = ReadGroup(call);
        if (group.Default && grant.Role == Role.User) throw Errors.Admin(403, "ADMIN-403-6", "Forbidden", "It is the default role of the group.");
        if (!grants.Contains(grant)) throw Errors.Admin(404, "ADMIN-404-1", "Not found", "The group does not grant the role.");
        Set(call, group, [.. grants.Where(each => each != grant)]);
    }

    static void Set(Call call, Group group, IReadOnlyList<Grant> grants)
    {
        call.Changes.Set(group, grants);
        call.Changed = true;
    }

    static (Group, Grant, IReadOnlyList<Grant>) ReadGroup(Call call)
    {
        var group = Groups.Find(call, [Directories.One(call)]);
        var body = Question.Body(call, ["resourceId", "roleId"]);
        if (body.One("resourceId") is not { } resourceId || body.One("roleId") is not { } roleId) throw Errors.Parameter("resourceId and roleId are needed.");
        if (call.Organisation.Resources.FirstOrDefault(resource => resource.Ari == resourceId && resource.Site.Directory == group.Directory) is not { } resource) throw Errors.Admin(404, "ADMIN-404-1", "Not found", "The resource was not found.");
        if (Roles.Of(roleId) is var role && !Fits(role, resource.Product)) throw Errors.Parameter($"The role '{roleId}' does not exist on the resource.");
        if (group.GrantsAdmin || role is Role.Admin or Role.UserAccessAdmin) throw Errors.Admin(403, "ADMIN-403-7", "Forbidden", "The group grants admin access to a product or the organization.");
        return (group, new(resource, role), call.Changes.Grants(group));
    }

    static void OrgRole(Call call, bool admin)
    {
        var body = Question.Body(call, ["role"]);
        if (body.One("role") != Role.OrgAdmin.Id()) throw Uam(400, "ADMIN-UAM-400-1", "Bad request", "Only atlassian/org-admin is a role of the organization.");
        var (account, row) = Find(call);
        if (admin && row.Status != AccountStatus.Active) throw Uam(400, "ADMIN-UAM-400-2", "Inactive user", "The user is not active.");
        SetOrgAdmin(call, account, row, admin);
    }

    static void SetOrgAdmin(Call call, Account account, AccountRow row, bool admin)
    {
        if (row.OrgAdminDirect == admin) return;
        row.OrgAdminDirect = admin;
        call.Set(account, row);
        call.Happened(admin ? EventAction.GrantedAccess : EventAction.RevokedAccess, account);
    }

    /// <summary>The body of a role request; no resource stands for the organisation.</summary>
    static (Account, AccountRow, Role, Resource?) Read(Call call)
    {
        var body = Question.Body(call, ["role", "resource"]);
        var role = Roles.Of(body.One("role") ?? "");
        if (role == Role.None) throw Uam(400, "ADMIN-UAM-400-1", "Bad request", "role is missing or unknown.");
        var (account, row) = Find(call);
        if (role == Role.OrgAdmin) return (account, row, role, null);
        if (body.One("resource") is not { } ari) throw Uam(400, "ADMIN-UAM-400-1", "Bad request", "resource is missing.");
        if (call.Organisation.Resources.FirstOrDefault(resource => resource.Ari == ari) is not { } found) throw Uam(404, "ADMIN-UAM-404-3", "Not found", "The resource was not found.");
        return Fits(role, found.Product) ? (account, row, role, found) : throw Uam(400, "ADMIN-UAM-400-3", "Invalid role", "The role does not exist on the resource.");
    }

    static (Account, AccountRow) Find(Call call) =>
        call.Organisation.Accounts.Find(call.Values[1]) is { } account ? (account, call.Changes.Row(account.Index)) : throw Uam(404, "ADMIN-UAM-404-3", "Not found", "The user was not found.");

    static bool Fits(Role role, Product product) => role is Role.User or Role.Admin or Role.Basic or Role.Stakeholder
        || (role, product) is (Role.Guest, Product.Confluence) or (Role.Customer, Product.ServiceManagement) or (Role.Contributor, Product.Discovery);

    static Refusal Uam(int status, string code, string title, string detail) => Errors.Admin(status, code, title, detail);
}
