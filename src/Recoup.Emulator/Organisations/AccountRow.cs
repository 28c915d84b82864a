namespace Recoup.Emulator;

/// <summary>What is stored of an account; its id, texts and times are worked out when somebody asks.</summary>
internal struct AccountRow
{
    /// <summary>Bits of the granting groups.</summary>
    public ulong Groups;

    /// <summary>Three bits per resource: the role held directly.</summary>
    public uint Direct;

    /// <summary>Seconds before the organisation's moment; 0 = not told.</summary>
    public int AddedAgo;

    /// <summary>Seconds since an API token was last used; 0 = has no token.</summary>
    public int TokenAgo;

    /// <summary>Seconds after the organisation's moment when an admin deactivated the account; 0 = before it, or never.</summary>
    public int DisabledAt;

    public ushort First, Last, MailNumber;

    /// <summary>Index + 1 of groups that grant nothing; 0 = none.</summary>
    public ushort Department, Team;

    /// <summary>Bits of the resources on which a billable role was held at the start, whatever has been written since: the past does not change.</summary>
    public byte FirstSeats;

    public Persona Persona;
    public NameKind Kind;
    public byte Locale, MailDomain;
    public MembershipStatus InPrimary, InLabs;
    public ManagementSource Source;
    public AccountStatus Status;
    public bool Managed, EmailVerified, Mfa, OrgAdminDirect, HasProfile;

    public readonly Role DirectRole(int resource) => (Role)((Direct >> (3 * resource)) & 7);

    public void SetDirect(int resource, Role role) => Direct = (Direct & ~(7u << (3 * resource))) | ((uint)role << (3 * resource));

    public readonly MembershipStatus In(int directory) => directory == 0 ? InPrimary : InLabs;

    public void SetIn(int directory, MembershipStatus membership)
    {
        if (directory == 0) InPrimary = membership;
        else InLabs = membership;
    }

    /// <summary>False when there is no room: an account has two places for groups that never granted anything.</summary>
    public bool Join(Group group)
    {
        if (group.Bit != 0) Groups |= group.Bit;
        else if (Department == 0) Department = (ushort)(group.Index + 1);
        else if (Team == 0) Team = (ushort)(group.Index + 1);
        else return false;
        return true;
    }

    public void Leave(Group group)
    {
        Groups &= ~group.Bit;
        if (Department == group.Index + 1) Department = 0;
        if (Team == group.Index + 1) Team = 0;
    }

    public readonly bool InGroup(Group group) => group.Bit != 0 ? (Groups & group.Bit) != 0 : Department == group.Index + 1 || Team == group.Index + 1;

    /// <summary>Over all directories: suspended only when it is so in every one it belongs to.</summary>
    public readonly MembershipStatus Membership =>
        InPrimary == MembershipStatus.Active || InLabs == MembershipStatus.Active ? MembershipStatus.Active
        : InPrimary == MembershipStatus.Suspended || InLabs == MembershipStatus.Suspended ? MembershipStatus.Suspended
        : MembershipStatus.NoMembership;
}

public enum AccountStatus : byte { Active, Inactive, Closed }

public enum MembershipStatus : byte { NoMembership, Active, Suspended }

/// <summary>Who keeps the account; <see cref="None"/> is the null of the API.</summary>
public enum ManagementSource : byte { None, Invited, Synced }

internal enum NameKind : byte { Person, Bot, Mailbox, Namesake, Nasty, Program, Native }
