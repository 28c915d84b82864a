using static Recoup.Emulator.Persona;

namespace Recoup.Emulator;

/// <summary>Makes up one account: who it is, how it got its seats, when it was last seen.</summary>
internal sealed class Casting(int seed, int users, Landscape land)
{
    readonly Wardrobe wardrobe = new(land);
    readonly int[] departments = Departments(land, land.Primary);
    readonly int[] labsTeams = Departments(land, land.Labs);
    readonly int[] turns = new int[Personas.Count];

    public void Fill(int index, ref AccountRow row, Span<int> last)
    {
        var dice = new Dice(seed, index, salt: 4);
        row.Persona = Personas.Of(index, users, ref dice);
        var turn = turns[(int)row.Persona]++;
        Keep(ref row, ref dice, turn);
        Name(index, ref row, ref dice, turn);
        wardrobe.Dress(ref row, ref dice, turn);
        var seats = row.FirstSeats = wardrobe.Seats(in row);
        Activity.Live(ref row, ref dice, seats, wardrobe.Neglected(in row, seats), turn, last);
        Past(ref row, ref dice, seats, last);
        Place(ref row, ref dice);
    }

    /// <summary>Who keeps the account and in what state it is.</summary>
    /// <param name="turn">How many of the same persona came before: where it has two forms they alternate, so that two accounts are enough to show both.</param>
    static void Keep(ref AccountRow row, ref Dice dice, int turn)
    {
        row.Managed = row.Persona is not (ExternalActive or ExternalIdle or ExpiredContractor or NativeService) && (row.Persona != JsmCustomer || dice.Chance(50));
        row.MailDomain = (byte)(row.Managed ? (dice.Chance(80) ? 0 : 1) : dice.Below(Profiles.ForeignDomains.Length));
        row.EmailVerified = row.Persona != PendingInvite;
        row.Mfa = row.EmailVerified && dice.Chance(60);
        row.InPrimary = MembershipStatus.Active;
        row.Source = !row.Managed || row.Persona == PendingInvite ? ManagementSource.Invited
            : dice.Below(100) switch { < 45 => ManagementSource.Synced, < 97 => ManagementSource.Invited, _ => ManagementSource.None };
        if (row.Persona == Leaver && dice.Chance(70)) row.Status = AccountStatus.Inactive;
        else if (row.Persona == Leaver) row.InPrimary = MembershipStatus.Suspended;
        if (row.Persona == NotInvited) row.InPrimary = MembershipStatus.NoMembership;
        if (row.Persona == GuardOnly && turn % 2 == 1) row.InPrimary = MembershipStatus.NoMembership;
        if (row.Persona == SuspendedGhost) row.InPrimary = MembershipStatus.Suspended;
        if (row.Persona == HalfSuspended) (row.InPrimary, row.InLabs) = turn % 2 == 0 ? (MembershipStatus.Suspended, MembershipStatus.Active) : (MembershipStatus.Active, MembershipStatus.Suspended);
        if (row.Persona == TwoSites) row.InLabs = MembershipStatus.Active;
        if (row.Persona == Everyday && dice.Chance(5)) (row.InPrimary, row.InLabs) = (MembershipStatus.NoMembership, MembershipStatus.Active);
    }

    void Name(int index, ref AccountRow row, ref Dice dice, int turn)
    {
        row.Kind = row.Persona switch
        {
            Bot => NameKind.Bot,
            SharedMailbox => NameKind.Mailbox,
            NamesakeTrap => NameKind.Namesake,
            TechnicalUser => NameKind.Program,
            NativeService => NameKind.Native,
            _ => Personas.IsNasty(index, users) ? NameKind.Nasty : NameKind.Person,
        };
        row.HasProfile = row.Kind is NameKind.Person or NameKind.Namesake && row.EmailVerified && dice.Chance(70);
        if (row.Kind == NameKind.Nasty) row.First = (ushort)Personas.NastyNumber(index, users);
        else if (row.Kind == NameKind.Native) row.First = (ushort)turn;
        else if (row.Kind != NameKind.Person) row.First = (ushort)dice.Below(OddNames.Of(row.Kind).Length);
        else
        {
            row.Locale = NameTable.PickLanguage(ref dice);
            var table = NameTable.All[row.Locale];
            row.First = (ushort)dice.Below(table.First.Length);
            row.Last = (ushort)dice.Below(table.Last.Length);
        }
    }

    /// <summary>When it came, and traces of seats that were taken away since.</summary>
    static void Past(ref AccountRow row, ref Dice dice, byte seats, Span<int> last)
    {
        if (row.Persona is not (NeverActive or PendingInvite or NewStarter or NeverUsedOneProduct or JsmCustomer or GuardOnly or NativeService) && row.InPrimary != MembershipStatus.NoMembership && dice.Chance(3))
        {
            var gone = dice.Below(4);
            if ((seats >> gone & 1) == 0) last[gone] = dice.Days(200, 900);
        }

        var oldest = 0;
        foreach (var ago in last) oldest = Math.Max(oldest, ago);
        row.AddedAgo = row.Persona switch
        {
            NeverActive => dice.Days(91, 800),
            PendingInvite => dice.Days(20, 400),
            NewStarter => Math.Max(oldest + 3_600, dice.Days(1, 24)),
            _ => oldest + dice.Days(120, 1_400),
        };
        if (row.Persona is not (NeverActive or PendingInvite or NewStarter) && dice.Chance(2)) row.AddedAgo = 0;
    }

    void Place(ref AccountRow row, ref Dice dice)
    {
        if (row.Persona is NotInvited or JsmCustomer or GuardOnly or NativeService) return;
        var choice = row.InPrimary == MembershipStatus.NoMembership ? labsTeams : departments;
        if (dice.Chance(75)) row.Department = (ushort)(1 + dice.Pick<int>(choice));
        if (!dice.Chance(20)) return;
        var team = (ushort)(1 + dice.Pick<int>(choice));
        if (team != row.Department) row.Team = team;
    }

    static int[] Departments(Landscape land, Directory directory) => [.. land.Groups.Where(g => g.Index >= land.FirstDepartment && g.Directory == directory).Select(g => g.Index)];
}
