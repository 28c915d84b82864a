using Recoup.Core.Audit;
using Recoup.Engine.Auditing;
using Recoup.Web.Parts;

namespace Recoup.Web.Audit;

/// <summary>Who did what, and whether anything was changed since.</summary>
internal static class AuditPages
{
    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        var chain = AuditChain.Of(visit.Org);
        var head = await visit.Store.TryGetAuditHeadAsync(chain, cancellationToken);
        var last = (head?.Seq ?? 0) - Part.SkipOf(visit.Request);
        var entries = last < 1 ? [] : await visit.Store.AuditAsync(chain, new(Math.Max(1, last - Part.Size), last), cancellationToken);
        return await visit.PageAsync<AuditPage, AuditList>("Audit", new(head, Part.Of(visit.Request, [.. entries.Reverse()])), cancellationToken);
    }
}

/// <summary>A page of the log.</summary>
/// <param name="Head">The newest entry; null before the first.</param>
/// <param name="Part">The entries, the newest first.</param>
public sealed record AuditList(AuditHead? Head, Part<ShownEntry> Part);
