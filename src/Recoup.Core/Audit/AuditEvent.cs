using Recoup.Core.Directory;

namespace Recoup.Core.Audit;

/// <summary>Something that an admin or a schedule did, before it becomes an entry of the log.</summary>
public sealed record AuditEvent
{
    /// <summary>The log it belongs to.</summary>
    public required AuditChain Chain { get; init; }

    /// <summary>Who acted, as text: the name of an operating-system user, an account id. Never enters the record.</summary>
    public required string Actor { get; init; }

    /// <summary>Whom it is about; null where it is about nobody. Never enters the record.</summary>
    public AccountId? Subject { get; init; }

    /// <summary>What was done, such as <c>hold.add</c>.</summary>
    /// <exception cref="ArgumentException">Not a letter, then up to 63 of <c>[a-zA-Z0-9._-]</c>.</exception>
    public required string Action { get; init => field = AuditWord.Checked(value); }

    /// <summary>How it ended: one of <see cref="AuditOutcome"/>.</summary>
    /// <exception cref="ArgumentException">Not a letter, then up to 63 of <c>[a-zA-Z0-9._-]</c>.</exception>
    public required string Outcome { get; init => field = AuditWord.Checked(value); }

    /// <summary>Reasons and details in free text, or null. Never enters the record.</summary>
    public string? Note { get; init => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Counts by name, such as <c>accounts</c>; names have the form of an action.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get => field ?? AuditRecord.NoNumbers; init; }
}
