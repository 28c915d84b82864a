using Recoup.Core.Audit;

namespace Recoup.Storage.SignIns;

/// <summary>What becomes of sign-ins, with its entry in the installation's log: all of it or nothing.</summary>
/// <param name="Event">What was done.</param>
public sealed record SignInChange(AuditEvent Event)
{
    /// <summary>A person as they are from then on; one of version 0 is added.</summary>
    public Person? Person { get; init; }

    /// <summary>A person who goes, with sessions, tokens and links.</summary>
    public Person? Removed { get; init; }

    /// <summary>A session that begins.</summary>
    public Session? Begins { get; init; }

    /// <summary>The hash of a session that ends.</summary>
    public string? Ends { get; init; }

    /// <summary>Whose sessions all end, but <see cref="Begins"/> and <see cref="Keeps"/>.</summary>
    public string? EndsAllOf { get; init; }

    /// <summary>The hash of the session that stays when all others end.</summary>
    public string? Keeps { get; init; }

    /// <summary>A link that is made. An earlier one for the same person is of no use then.</summary>
    public OneTimeLink? Makes { get; init; }

    /// <summary>A link that is used up.</summary>
    public OneTimeLink? Uses { get; init; }
}

/// <summary>What became of a <see cref="SignInChange"/>.</summary>
public enum SignInOutcome
{
    /// <summary>It is kept.</summary>
    Done,

    /// <summary>Somebody else was quicker: the person is another by then, or the name is taken. Nothing was kept.</summary>
    Changed,

    /// <summary>The link was used already. Nothing was kept.</summary>
    LinkUsed,

    /// <summary>Nobody would be left who can sign in and is an admin. Nothing was kept.</summary>
    LastAdmin,
}
