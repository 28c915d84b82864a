using static Recoup.Emulator.Persona;

namespace Recoup.Emulator;

/// <summary>Gives an account its groups and direct roles.</summary>
internal sealed class Wardrobe
{
    const int Jira = 0, Confluence = 1, ServiceManagement = 2, Discovery = 3;

    readonly ulong everyone, engineering, analytics, jira, confluence, agents, licences, customers, creators, contributors, jiraAdmins, confluenceAdmins, orgAdmins, accessAdmins, labsJira, labsConfluence, sandboxJira, sandboxConfluence;
    readonly ulong[] seatGroups;

    public Wardrobe(Landscape land)
    {
        (everyone, engineering, analytics) = (land.Bit("everyone-acme"), land.Bit("engineering"), land.Bit("analytics"));
        (jira, confluence) = (land.Bit("jira-users-acme"), land.Bit("confluence-users-acme"));
        (agents, licences, customers) = (land.Bit("jsm-agents-acme"), land.Bit("jsm-licences-acme"), land.Bit("jsm-customers-acme"));
        (creators, contributors) = (land.Bit("jpd-creators-acme"), land.Bit("jpd-contributors-acme"));
        (jiraAdmins, confluenceAdmins) = (land.Bit("jira-admins-acme"), land.Bit("confluence-admins-acme"));
        (orgAdmins, accessAdmins) = (land.OrgAdmins, land.Bit("user-access-admins-acme"));
        (labsJira, labsConfluence) = (land.Bit("jira-users-acme-labs"), land.Bit("confluence-users-acme-labs"));
        (sandboxJira, sandboxConfluence) = (land.Bit("jira-users-acme-sandbox-001"), land.Bit("confluence-users-acme-sandbox-001"));
        seatGroups = [.. land.Resources.Select(resource => land.Groups
            .Where(group => group.Grants.Any(grant => grant.Resource == resource && grant.Role.TakesSeat())).Aggregate(0UL, (bits, group) => bits | group.Bit))];
    }

    /// <summary>Bits of the resources on which a billable role is held.</summary>
    public byte Seats(in AccountRow row)
    {
        var seats = 0;
        for (var i = 0; i < seatGroups.Length; i++)
            if ((row.Groups & seatGroups[i]) != 0 || row.DirectRole(i).TakesSeat()) seats |= 1 << i;
        return (byte)seats;
    }

    /// <summary>Bits of those seats one of which is the one that somebody does not use. Who has them by the analysts' group uses Jira.</summary>
    public int Neglected(in AccountRow row, byte seats) => (row.Groups & analytics) != 0 ? seats & 1 << Confluence : seats & 0b1111;

    /// <param name="turn">How many of the same persona came before.</param>
    public void Dress(ref AccountRow row, ref Dice dice, int turn)
    {
        switch (row.Persona)
        {
            case NotInvited or GuardOnly:
                return;
            case NativeService:
                row.SetDirect(Jira, Role.Basic);
                return;
            case HalfSuspended:
                row.Groups = jira | confluence | labsJira;
                return;
            case JsmCustomer:
                row.Groups = customers;
                return;
            case SandboxOnly:
                row.Groups = dice.Chance(50) ? sandboxJira : sandboxJira | sandboxConfluence;
                return;
            case Bot or ExternalActive or ExternalIdle or TechnicalUser or ExpiredContractor:
                row.Groups = dice.Below(3) switch { 0 => jira, 1 => confluence, _ => jira | confluence };
                break;
            case Everyday when row.InPrimary == MembershipStatus.NoMembership:
                row.Groups = dice.Chance(50) ? labsJira : labsJira | labsConfluence;
                return;
            case OrgAdmin:
                row.Groups = jira | confluence;
                if (dice.Chance(30)) row.OrgAdminDirect = true;
                else row.Groups |= orgAdmins;
                break;
            case IdleAdmin:
                row.Groups = dice.Chance(50) ? jiraAdmins | confluence : confluenceAdmins | jira;
                return;
            case ProductAdmin:
                row.Groups = dice.Below(3) switch { 0 => jiraAdmins, 1 => confluenceAdmins | jira, _ => jira | confluence | accessAdmins };
                break;
            default:
                Basics(ref row, ref dice);
                break;
        }

        if (row.Persona == TwoSites) row.Groups |= labsJira;
        if (row.Persona == IdleAgent) row.Groups |= agents;
        if (row.Persona == ContributingCreator) row.Groups = row.Groups & ~contributors | creators;
        if (row.Persona == AgentWithoutProject)
        {
            row.Groups &= ~agents;
            if (turn % 2 == 0) row.Groups |= licences;
            else row.SetDirect(ServiceManagement, Role.User);
        }

        // By turns, not by chance, so that the group is a leak in an organisation of a few hundred, too.
        if (row.Persona is IdleInOneProduct or NeverUsedOneProduct && turn % 5 == 1) row.Groups = analytics;
        else if (row.Persona == Everyday && turn % 40 == 20) row.Groups = row.Groups & ~(everyone | engineering | jira | confluence) | analytics;
        Directly(ref row, ref dice);
    }

    /// <summary>Jira and Confluence on the main site, often by more than one way; the smaller products for a few.</summary>
    void Basics(ref AccountRow row, ref Dice dice)
    {
        var way = dice.Below(100);
        row.Groups = way switch { < 45 => everyone, < 65 => engineering, < 93 => jira | confluence, < 97 => jira, _ => confluence };
        if (row.Persona is IdleInOneProduct or NeverUsedOneProduct or TwoSites or Reporter) row.Groups |= way >= 93 ? jira | confluence : 0;
        if (dice.Chance(8)) row.Groups |= jira;
        if (dice.Chance(8)) row.Groups |= agents;
        if (dice.Chance(5)) row.Groups |= creators;
        else if (dice.Chance(6)) row.Groups |= contributors;
        if (dice.Chance(3)) row.Groups |= sandboxJira;
    }

    /// <summary>A few hold a product directly, beside their groups or in place of one.</summary>
    void Directly(ref AccountRow row, ref Dice dice)
    {
        var way = dice.Below(100);
        if (way >= 5) return;
        var resource = dice.Chance(50) ? Jira : Confluence;
        var group = resource == Jira ? jira : confluence;
        if ((row.Groups & seatGroups[resource]) == 0) return;
        row.SetDirect(resource, Role.User);
        if (way < 3) row.Groups &= ~group;
        else if (way == 4 && (row.Groups & seatGroups[ServiceManagement]) == 0 && row.Persona == Everyday) row.SetDirect(dice.Chance(50) ? ServiceManagement : Discovery, Role.User);
    }
}
