using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine.Auditing;

namespace Recoup.Server.Output;

/// <summary>An entry of the audit log as <c>recoup audit list --json</c> prints it.</summary>
/// <param name="Seq">Its place in the chain, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who acted; null when erased.</param>
/// <param name="Subject">Whom it is about; null when nobody, or erased.</param>
/// <param name="Action">What was done.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Note">Reasons and details; null when there are none, or erased.</param>
/// <param name="Numbers">Counts that belong to it.</param>
/// <param name="Record">The record itself, byte for byte.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditResult(
    long? Seq, DateTimeOffset? At, string? Actor, AccountId? Subject, string? Action, string? Outcome, string? Note, IReadOnlyDictionary<string, long> Numbers, string Record, string Hash)
{
    public static AuditResult Of(ShownEntry entry)
    {
        var record = AuditRecord.TryParse(entry.Entry.Record);
        return new(record?.Seq, record?.At, entry.Actor, entry.Subject, record?.Action, record?.Outcome, entry.Note, record?.Numbers ?? new Dictionary<string, long>(), entry.Entry.Record, entry.Entry.Hash);
    }
}
