using Recoup.Core.Audit;
using Recoup.Core.Directory;

namespace Recoup.Engine;

/// <summary>Somebody at work on one organisation's data: what a verb, a page and a request of the API all come to.</summary>
/// <param name="Store">Where everything is.</param>
/// <param name="Org">The organisation.</param>
/// <param name="Actor">Who works, as the audit log knows them.</param>
/// <param name="Time">The clock.</param>
public sealed record Desk(IStore Store, OrgId Org, string Actor, TimeProvider Time)
{
    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>An event of the organisation's log: what is done here and now.</summary>
    /// <param name="subject">Whom it is about; null where it is about nobody.</param>
    /// <param name="note">Free text, which is kept outside the chain.</param>
    public AuditEvent Event(string action, AccountId? subject = null, string? note = null) =>
        new() { Chain = AuditChain.Of(Org), Actor = Actor, Action = action, Outcome = AuditOutcome.Done, Subject = subject, Note = note };
}
