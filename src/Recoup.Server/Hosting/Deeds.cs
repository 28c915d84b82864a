using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Server.Hosting;

/// <summary>What the command line writes into the audit log: the user of the machine did it.</summary>
internal static class Deeds
{
    /// <summary>The user of the machine at work on one organisation.</summary>
    public static Desk Desk(this Workplace workplace, OrgId org) => new(workplace.Store, org, workplace.Host.User, workplace.Host.Time);

    /// <summary>An event of one organisation that was done.</summary>
    public static AuditEvent Event(this Workplace workplace, OrgId org, string action, AccountId? subject = null, string? note = null) =>
        workplace.Desk(org).Event(action, subject, note);

    public static AuditEvent Event(this Workplace workplace, AuditChain chain, string action) => new()
    {
        Chain = chain,
        Actor = workplace.Host.User,
        Action = action,
        Outcome = AuditOutcome.Done,
    };

    /// <summary>The newest entry of an organisation's log; null before the first.</summary>
    public static Task<AuditHead?> HeadAsync(this Workplace workplace, OrgId org, CancellationToken cancellationToken) =>
        workplace.Store.TryGetAuditHeadAsync(AuditChain.Of(org), cancellationToken);
}
