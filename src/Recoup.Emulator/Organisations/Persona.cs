namespace Recoup.Emulator;

/// <summary>How an account was meant when it was made up: the truth that findings are compared with.</summary>
public enum Persona : byte
{
    Everyday, IdleInOneProduct, IdleEverywhere, NeverUsedOneProduct, NeverActive, PendingInvite, NewStarter, PartTimer, ExternalActive, ExternalIdle,
    Leaver, NotInvited, Bot, SharedMailbox, OrgAdmin, ProductAdmin, Reporter, JsmCustomer, SandboxOnly, TwoSites, NamesakeTrap,

    /// <summary>An agent who looks at the service projects and does nothing there.</summary>
    IdleAgent,

    /// <summary>An agent's seat, and no project to be one in.</summary>
    AgentWithoutProject,

    /// <summary>A creator of ideas who comments on those of others, or not even that.</summary>
    ContributingCreator,

    /// <summary>The idle second account of somebody everyday, at the other of the company's domains: <see cref="Account.Twin"/>.</summary>
    Duplicate,

    /// <summary>A program with paid seats that works through its token and looks at nothing.</summary>
    TechnicalUser,

    /// <summary>No product at all, and billed for Guard because of Trello.</summary>
    GuardOnly,

    /// <summary>Suspended everywhere, and still billed for Guard because of Trello.</summary>
    SuspendedGhost,

    /// <summary>Suspended in one directory, active with a paid seat in the other.</summary>
    HalfSuspended,

    /// <summary>A product admin who has not been seen for months.</summary>
    IdleAdmin,

    /// <summary>Left the company a while ago, and nobody told Atlassian.</summary>
    ActiveLeaver,

    /// <summary>An external whose contract is over and who goes on.</summary>
    ExpiredContractor,

    /// <summary>An account of Atlassian's own kind for programs, which takes no seat. Three, whatever the size.</summary>
    NativeService,
}

internal static class Personas
{
    /// <summary>Parts per hundred thousand; who is left over is <see cref="Persona.Everyday"/>.</summary>
    static readonly (Persona Persona, int Parts)[] Shares =
    [
        (Persona.IdleInOneProduct, 9_000), (Persona.IdleEverywhere, 5_000), (Persona.NeverUsedOneProduct, 5_000), (Persona.NeverActive, 2_000), (Persona.PendingInvite, 1_500),
        (Persona.NewStarter, 2_500), (Persona.PartTimer, 3_000), (Persona.ExternalActive, 2_000), (Persona.ExternalIdle, 1_500), (Persona.Leaver, 4_000), (Persona.NotInvited, 2_000),
        (Persona.Bot, 800), (Persona.SharedMailbox, 400), (Persona.OrgAdmin, 30), (Persona.ProductAdmin, 300), (Persona.Reporter, 1_500), (Persona.JsmCustomer, 6_000),
        (Persona.SandboxOnly, 800), (Persona.TwoSites, 2_000), (Persona.NamesakeTrap, 300),
        (Persona.IdleAgent, 700), (Persona.AgentWithoutProject, 500), (Persona.ContributingCreator, 500), (Persona.Duplicate, 600), (Persona.TechnicalUser, 500), (Persona.GuardOnly, 500),
        (Persona.SuspendedGhost, 400), (Persona.HalfSuspended, 400), (Persona.IdleAdmin, 200), (Persona.ActiveLeaver, 700), (Persona.ExpiredContractor, 500),
    ];

    public const int Count = (int)Persona.NativeService + 1;

    /// <summary>The last persona has three places.</summary>
    const int Slots = Count + 2;

    /// <summary>One of each at even distances, so that none is missing however small the organisation; the others by share.</summary>
    public static Persona Of(int index, int users, ref Dice dice)
    {
        var slot = (int)((long)index * Slots / users);
        if (index == Slot(slot, users)) return (Persona)Math.Min(slot, Count - 1);
        if (IsNasty(index, users)) return Persona.IdleEverywhere;
        var draw = dice.Below(100_000);
        foreach (var (persona, parts) in Shares)
            if ((draw -= parts) < 0) return persona;
        return Persona.Everyday;
    }

    /// <summary>Four accounts of a larger organisation carry names made to break a program.</summary>
    public static bool IsNasty(int index, int users) => users >= 200 && NastyNumber(index, users) is >= 0 and < 4;

    public static int NastyNumber(int index, int users)
    {
        var slot = (int)((long)index * Slots / users);
        return index == Slot(slot, users) + 1 ? slot : -1;
    }

    /// <summary>The first index whose share of the range is this slot.</summary>
    static int Slot(int slot, int users) => (int)(((long)slot * users + Slots - 1) / Slots);
}
