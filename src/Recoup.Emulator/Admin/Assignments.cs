namespace Recoup.Emulator;

/// <summary>By which ways an account holds a role.</summary>
internal sealed record Assignment(Role Role, bool Direct, bool ByGroup, bool Inferred = false);

/// <summary>All assignments of an account on one resource; resource null is the organisation itself.</summary>
internal sealed record Held(string ResourceId, string Owner, Directory? Directory, IReadOnlyList<Assignment> Assignments);

/// <summary>What an account holds, with its ways.</summary>
internal static class Assignments
{
    public static IEnumerable<Held> Of(Organisation organisation, Account account)
    {
        var row = organisation.Row(account.Index);
        foreach (var resource in organisation.Resources)
            if (On(organisation, in row, resource) is { Count: > 0 } held) yield return new(resource.Ari, resource.Product.Key(), resource.Site.Directory, held);
        if (!account.OrgAdmin) yield break;
        yield return new(organisation.Ari, "platform", null, [new(Role.OrgAdmin, row.OrgAdminDirect, (row.Groups & organisation.Land.OrgAdmins) != 0)]);
        foreach (var site in organisation.Sites)
            yield return new($"ari:cloud:platform::site/{site.CloudId}", "platform", site.Directory, [new(Role.SiteAdmin, false, false, Inferred: true)]);
    }

    public static List<Assignment> On(Organisation organisation, in AccountRow row, Resource resource)
    {
        var byGroup = 0;
        for (var bits = row.Groups; bits != 0; bits &= bits - 1)
            foreach (var grant in organisation.Groups[System.Numerics.BitOperations.TrailingZeroCount(bits)].Grants)
                if (grant.Resource == resource) byGroup |= 1 << (int)grant.Role;
        var direct = row.DirectRole(resource.Index);
        var held = new List<Assignment>();
        for (var role = Role.User; role <= Role.AiAccess; role++)
            if ((byGroup >> (int)role & 1) == 1 || role == direct) held.Add(new(role, role == direct, (byGroup >> (int)role & 1) == 1));
        return held;
    }
}
