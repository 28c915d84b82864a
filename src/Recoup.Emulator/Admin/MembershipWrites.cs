namespace Recoup.Emulator;

/// <summary>Who is in a directory, and in which of its groups.</summary>
internal static class MembershipWrites
{
    public static void Suspend(Call call) => Move(call, MembershipStatus.Active, MembershipStatus.Suspended, EventAction.Suspended);

    public static void Restore(Call call) => Move(call, MembershipStatus.Suspended, MembershipStatus.Active, EventAction.Restored);

    /// <summary>Groups and roles of the directory go with the membership; nothing remembers them.</summary>
    public static void Remove(Call call)
    {
        var (directory, account, row) = Member(call, call.Values[2]);
        row.SetIn(directory.Index, MembershipStatus.NoMembership);
        foreach (var group in call.Organisation.Groups)
            if (group.Directory == directory) row.Leave(group);
        foreach (var resource in call.Organisation.Resources)
            if (resource.Site.Directory == directory) row.SetDirect(resource.Index, Role.None);
        call.Set(account, row);
        call.Happened(EventAction.Removed, account);
    }

    public static void Join(Call call)
    {
        var (directory, group) = Group(call);
        if (Question.Body(call, ["accountId"]).One("accountId") is not { } id) throw Errors.Parameter("accountId is missing.");
        Guard(group);
        var (_, account, row) = Member(call, id);
        if (row.InGroup(group)) throw Errors.Admin(409, "ADMIN-409-28", "Conflict", "The user is already a member of the group.");
        if (!row.Join(group)) throw Errors.Parameter("An emulated account has room for two groups that grant nothing, and both are taken.");
        call.Set(account, row);
        call.Happened(EventAction.AddedToGroup, account, group);
    }

    public static void Leave(Call call)
    {
        var (_, group) = Group(call);
        Guard(group);
        var (_, account, row) = Member(call, call.Values[3]);
        if (!row.InGroup(group)) throw Errors.Admin(404, "ADMIN-404-8", "User not found", "The user is not a member of the group.");
        row.Leave(group);
        call.Set(account, row);
        call.Happened(EventAction.RemovedFromGroup, account, group);
    }

    static void Move(Call call, MembershipStatus from, MembershipStatus to, EventAction action)
    {
        var (directory, account, row) = Member(call, call.Values[2]);
        if (row.In(directory.Index) != from) return;
        row.SetIn(directory.Index, to);
        call.Set(account, row);
        call.Happened(action, account);
    }

    static (Directory, Account, AccountRow) Member(Call call, string id)
    {
        var directory = Directories.One(call);
        if (call.Organisation.Accounts.Find(id) is not { } account) throw Errors.User();
        var row = call.Changes.Row(account.Index);
        return row.In(directory.Index) != MembershipStatus.NoMembership ? (directory, account, row) : throw Errors.User();
    }

    static (Directory, Group) Group(Call call)
    {
        var directory = Directories.One(call);
        return (directory, Groups.Find(call, [directory]));
    }

    /// <summary>What the identity provider owns is changed there, and admins are not made or unmade by way of a group.</summary>
    static void Guard(Group group)
    {
        if (group.Synced) throw Errors.Admin(403, "ADMIN-403-5", "Forbidden", "The group is synced from an identity provider and cannot be changed here.");
        if (group.GrantsAdmin) throw Errors.Admin(403, "ADMIN-403-7", "Forbidden", "The group grants admin access to a product or the organization.");
    }
}
