using Recoup.Core.Audit;
using Recoup.Core.Directory;

namespace Recoup.Engine.Auditing;

/// <summary>An entry with what its aliases stand for. That is outside the chain: it can be erased, and cannot be proved.</summary>
/// <param name="Entry">The entry itself.</param>
/// <param name="Actor">Who acted; null when erased.</param>
/// <param name="Subject">Whom it is about; null when erased, or when it is about nobody.</param>
/// <param name="Note">The note's text; null when erased, or when there is none.</param>
public sealed record ShownEntry(AuditEntry Entry, string? Actor, AccountId? Subject, string? Note)
{
    /// <summary>The number that a store keeps it under, which must be the record's; null in a file, where its place is its number.</summary>
    public long? StoredAs { get; init; }
}
