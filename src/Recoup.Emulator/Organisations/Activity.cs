using static Recoup.Emulator.Persona;

namespace Recoup.Emulator;

/// <summary>When an account was last seen in each of its seats, as its persona has it.</summary>
internal static class Activity
{
    const int ServiceManagement = 2, LabsJira = 4, LabsSeats = 0b110000;

    /// <param name="neglected">Bits of the seats one of which is not used, if the persona has such a one.</param>
    /// <param name="turn">How many of the same persona came before.</param>
    public static void Live(ref AccountRow row, ref Dice dice, byte seats, int neglected, int turn, Span<int> last)
    {
        switch (row.Persona)
        {
            case NeverActive or PendingInvite or GuardOnly:
                break;
            case NativeService:
                row.TokenAgo = dice.Days(0.01, 5);
                break;
            case IdleInOneProduct:
                All(seats, last, ref dice, 0.02, 8);
                last[OneOf(neglected, ref dice)] = dice.Days(100, 700);
                break;
            case NeverUsedOneProduct:
                All(seats, last, ref dice, 0.02, 8);
                last[OneOf(neglected, ref dice)] = 0;
                break;
            case TwoSites:
                All(seats, last, ref dice, 0.02, 8);
                last[dice.Chance(50) ? 0 : LabsJira] = dice.Days(100, 600);
                break;
            case Reporter:
                All(seats, last, ref dice, 0.02, 8);
                last[0] = dice.Days(100, 400);
                break;
            case IdleEverywhere or Duplicate:
                All(seats, last, ref dice, 95, 900);
                break;
            case NewStarter:
                if (dice.Chance(50)) All(seats, last, ref dice, 0.02, 3);
                break;
            case PartTimer:
                All(seats, last, ref dice, 40, 85);
                break;
            case ExternalActive:
                All(seats, last, ref dice, 0.02, 30);
                break;
            case ExternalIdle:
                All(seats, last, ref dice, 50, 400);
                break;
            case Leaver:
                All(seats, last, ref dice, 30, 500);
                break;
            case NotInvited:
                if (dice.Chance(30)) last[0] = dice.Days(100, 900);
                break;
            case Bot:
                if (dice.Chance(60)) All(seats, last, ref dice, 120, 800);
                row.TokenAgo = dice.Days(0.01, 5);
                break;
            case TechnicalUser:
                if (turn % 2 == 1) All(seats, last, ref dice, 120, 900);
                row.TokenAgo = dice.Days(0.01, 5);
                break;
            case SharedMailbox:
                All(seats, last, ref dice, 1, 400);
                break;
            case SandboxOnly:
                if (turn % 2 == 0) All(seats, last, ref dice, 0.1, 20);
                else All(seats, last, ref dice, 100, 400);
                break;
            case SuspendedGhost:
                All(seats, last, ref dice, 40, 400);
                break;
            case HalfSuspended:
                All(seats & (row.InPrimary == MembershipStatus.Active ? ~LabsSeats : LabsSeats), last, ref dice, 0.02, 8);
                All(seats & (row.InPrimary == MembershipStatus.Active ? LabsSeats : ~LabsSeats), last, ref dice, 60, 400);
                break;
            case IdleAdmin:
                All(seats, last, ref dice, 100, 500);
                break;
            case ActiveLeaver:
                All(seats, last, ref dice, 5, 60);
                break;
            case OrgAdmin or ProductAdmin:
                if (dice.Chance(50)) All(seats, last, ref dice, 0.02, 8);
                else All(seats, last, ref dice, 100, 500);
                break;
            case JsmCustomer:
                if (dice.Chance(60)) last[ServiceManagement] = dice.Days(1, 300);
                break;
            case NamesakeTrap when dice.Chance(50):
                All(seats, last, ref dice, 100, 400);
                break;
            default:
                All(seats, last, ref dice, 0.02, dice.Chance(80) ? 3 : 10);
                break;
        }

        if (row.TokenAgo == 0 && row.Managed && row.EmailVerified && row.Persona is Everyday or OrgAdmin && dice.Chance(4)) row.TokenAgo = dice.Days(100, 500);
    }

    static void All(int seats, Span<int> last, ref Dice dice, double low, double high)
    {
        for (var i = 0; i < last.Length; i++)
            if ((seats >> i & 1) == 1) last[i] = dice.Days(low, high);
    }

    /// <summary>One of the seats, each as likely as the other.</summary>
    static int OneOf(int seats, ref Dice dice)
    {
        var skip = dice.Below(System.Numerics.BitOperations.PopCount((uint)seats));
        for (; skip > 0; skip--) seats &= seats - 1;
        return System.Numerics.BitOperations.TrailingZeroCount(seats);
    }
}
