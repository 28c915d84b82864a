namespace Recoup.Emulator;

/// <summary>Which accounts a search asks for: every filter given must hold.</summary>
internal sealed class UserFilter
{
    static readonly string[] Statuses = ["active", "suspended", "not_invited", "deactivated", "for_deletion"];
    static readonly string[] AccountStatuses = ["active", "inactive", "closed"];
    static readonly string[] Memberships = ["no_membership", "active", "suspended"];

    public static readonly string[] Names =
        ["accountIds", "directoryIds", "resourceIds", "groupIds", "roleIds", "emailDomains", "claimStatus", "mfaEnabled", "accountStatus", "membershipStatus", "status", "searchTerm"];

    readonly Organisation organisation;
    readonly bool everywhere;
    readonly int[]? only;
    readonly HolderFilter? holders;
    readonly HashSet<int>? groups;
    readonly ulong groupBits;
    readonly bool? managed, mfa;
    readonly int status, accountStatus, membership;
    readonly string[]? domains;
    readonly string? term;

    public UserFilter(Call call, Question question)
    {
        organisation = call.Organisation;
        Scope = Directories.Scope(call, question.AtMost(10, "directoryIds"));
        everywhere = call.Values[1] == "-" && question.All("directoryIds") is null;
        term = question.One("searchTerm");
        var emails = question.AtMost(100, "emails");
        if (emails is not null && term is not null) throw Errors.Parameter("emails and searchTerm exclude each other.");
        only = Only(question.AtMost(10, "accountIds"), emails);
        holders = HolderFilter.From(organisation, question.AtMost(20, "resourceIds"), question.AtMost(10, "roleIds", Roles.Known));
        if (question.AtMost(10, "groupIds") is { } ids)
        {
            groups = [.. organisation.Groups.Where(group => ids.Contains(group.Id) || ids.Contains(group.Ari)).Select(group => group.Index)];
            groupBits = groups.Aggregate(0UL, (bits, index) => bits | organisation.Groups[index].Bit);
        }

        managed = question.AtMost(1, "claimStatus", "managed", "unmanaged") is { } claim ? claim[0] == "managed" : null;
        mfa = question.AtMost(1, "mfaEnabled", "true", "false") is { } with ? with[0] == "true" : null;
        status = Bits(question.AtMost(4, "status", Statuses), Statuses);
        accountStatus = Bits(question.AtMost(3, "accountStatus", AccountStatuses), AccountStatuses);
        membership = Bits(question.AtMost(3, "membershipStatus", Memberships), Memberships);
        domains = question.AtMost(10, "emailDomains");
    }

    /// <summary>Directories whose memberships, groups and activity the caller sees.</summary>
    public Directory[] Scope { get; }

    /// <summary>The index of the first match at or after a position; -1 when there is none left.</summary>
    public int Next(int from)
    {
        if (only is not null)
        {
            foreach (var index in only)
                if (index >= from && Holds(index)) return index;
            return -1;
        }

        for (var i = from; i < organisation.Accounts.Count; i++)
            if (Holds(i)) return i;
        return -1;
    }

    public int Count()
    {
        var count = 0;
        for (var i = Next(0); i >= 0; i = Next(i + 1)) count++;
        return count;
    }

    public MembershipStatus MembershipOf(in AccountRow row) => Scope.Length == 1 ? row.In(Scope[0].Index) : row.Membership;

    public static string Text(MembershipStatus membership) => Memberships[(int)membership];

    public static string Text(AccountStatus status) => AccountStatuses[(int)status];

    /// <summary>The composite status as the API defines it.</summary>
    public static string StatusText(AccountStatus account, MembershipStatus membership) => Statuses[StatusOf(account, membership)];

    static int StatusOf(AccountStatus account, MembershipStatus membership) => (account, membership) switch
    {
        (AccountStatus.Closed, _) => 4,
        (AccountStatus.Inactive, _) => 3,
        (_, MembershipStatus.NoMembership) => 2,
        (_, MembershipStatus.Suspended) => 1,
        _ => 0,
    };

    bool Holds(int index)
    {
        ref readonly var row = ref organisation.Row(index);
        var member = MembershipOf(in row);
        if (member == MembershipStatus.NoMembership && !(everywhere && row.Managed)) return false;
        if ((status >> StatusOf(row.Status, member) & 1) == 0 || (accountStatus >> (int)row.Status & 1) == 0 || (membership >> (int)member & 1) == 0) return false;
        if (managed is { } m && m != row.Managed || mfa is { } f && f != row.Mfa) return false;
        if (holders is not null && !holders.Holds(in row)) return false;
        if (groups is not null && (row.Groups & groupBits) == 0 && !groups.Contains(row.Department - 1) && !groups.Contains(row.Team - 1)) return false;
        return Texts(in row);
    }

    bool Texts(in AccountRow row)
    {
        if (domains is null && term is null) return true;
        var email = Population.EmailOf(organisation.Land, in row);
        if (domains is not null && !domains.Contains(email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..], StringComparer.OrdinalIgnoreCase)) return false;
        return term is null || email.Contains(term, StringComparison.OrdinalIgnoreCase) || Population.NameOf(in row).Contains(term, StringComparison.OrdinalIgnoreCase);
    }

    int[]? Only(string[]? ids, string[]? emails)
    {
        if (ids is null && emails is null) return null;
        var byId = ids?.Select(id => organisation.Accounts.Find(id)?.Index ?? -1);
        var byEmail = emails?.Select(email => organisation.TryFindEmail(email, out var index) ? index : -1);
        var both = byId is null ? byEmail! : byEmail is null ? byId : byId.Intersect(byEmail);
        return [.. both.Where(index => index >= 0).Distinct().Order()];
    }

    static int Bits(string[]? wanted, string[] all) => wanted is null ? ~0 : wanted.Aggregate(0, (bits, value) => bits | 1 << Array.IndexOf(all, value));
}
