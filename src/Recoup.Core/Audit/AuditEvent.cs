using Recoup.Core.Directory;

namespace Recoup.Core.Audit;

/// <summary>Something that was done, before it has its place in a chain. Names stand here; the record carries none.</summary>
public sealed record AuditEvent
{
    public required AuditChain Chain { get; init; }

    /// <summary>Who acted.</summary>
    public required string Actor { get; init; }

    /// <summary>Whom it is about; null when nobody in particular.</summary>
    public AccountId? Subject { get; init; }

    /// <summary>What was done, such as <c>settings.set</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How it went: <c>done</c>, <c>refused</c>, <c>failed</c>, or the state in which something ended.</summary>
    public required string Outcome { get; init; }

    /// <summary>Reasons and details in free text; kept beside the chain, where it can be erased.</summary>
    public string? Note { get; init; }

    /// <summary>Counts that belong to it.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();
}
