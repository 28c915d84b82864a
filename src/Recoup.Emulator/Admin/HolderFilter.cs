namespace Recoup.Emulator;

/// <summary>Whoever holds one of some roles on one of some resources, by any path.</summary>
internal sealed class HolderFilter
{
    readonly ulong groups;
    readonly int roles;
    readonly int[] direct;
    readonly bool orgAdmins;

    HolderFilter(Organisation organisation, string[]? resourceIds, string[]? roleIds)
    {
        roles = roleIds is null ? ~0 : roleIds.Aggregate(0, (bits, id) => bits | 1 << (int)Roles.Of(id));
        bool Wanted(Resource? resource) => resourceIds is null || resourceIds.Contains(resource?.Ari ?? organisation.Ari);
        groups = organisation.Groups.Where(group => group.Grants.Any(grant => Wanted(grant.Resource) && (roles >> (int)grant.Role & 1) == 1)).Aggregate(0UL, (bits, group) => bits | group.Bit);
        direct = [.. organisation.Resources.Where(Wanted).Select(resource => resource.Index)];
        orgAdmins = Wanted(null) && (roles >> (int)Role.OrgAdmin & 1) == 1;
    }

    public static HolderFilter? From(Organisation organisation, string[]? resourceIds, string[]? roleIds) =>
        resourceIds is null && roleIds is null ? null : new(organisation, resourceIds, roleIds);

    public bool Holds(in AccountRow row)
    {
        if ((row.Groups & groups) != 0 || orgAdmins && row.OrgAdminDirect) return true;
        if (row.Direct == 0) return false;
        foreach (var resource in direct)
            if (row.DirectRole(resource) is not Role.None and var role && (roles >> (int)role & 1) == 1) return true;
        return false;
    }
}
