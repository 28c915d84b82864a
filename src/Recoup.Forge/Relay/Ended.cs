using Recoup.Core.Audit;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Forge.Relay;

/// <summary>Whether the log tells already that a scan has ended: an invocation may have been killed after its last checkpoint and before that.</summary>
internal static class Ended
{
    public const string Action = "scan.end";

    /// <summary>Nothing writes so many entries between the end of a scan and the next look at it.</summary>
    private const long LookBack = 200;

    public static async Task<bool> IsNotedAsync(Desk desk, Scan scan, CancellationToken cancellationToken)
    {
        var chain = AuditChain.Of(desk.Org);
        return await desk.Store.TryGetAuditHeadAsync(chain, cancellationToken) is { } head
            && (await desk.Store.AuditAsync(chain, new(Math.Max(1, head.Seq - LookBack), long.MaxValue), cancellationToken)).Any(e => e.Note == scan.Id.Value && AuditRecord.TryParse(e.Entry.Record)?.Action == Action);
    }
}
