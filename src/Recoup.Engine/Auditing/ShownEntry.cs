using Recoup.Core.Audit;
using Recoup.Core.Directory;

namespace Recoup.Engine.Auditing;

/// <summary>An entry with what its random ids lead to.</summary>
/// <param name="Seq">The number under which it is kept.</param>
/// <param name="Entry">The record and its hash.</param>
/// <param name="Actor">Who acted; null when erased.</param>
/// <param name="Subject">Whom it is about; null when nobody, or erased.</param>
/// <param name="Note">Reasons and details; null when there are none, or erased.</param>
public sealed record ShownEntry(long Seq, AuditEntry Entry, string? Actor, AccountId? Subject, string? Note);
