using Recoup.Core.Audit;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using Recoup.Web.Parts;

namespace Recoup.Web.Audit;

/// <summary>Who did what, and whether anything was changed since.</summary>
internal static class AuditPages
{
    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (chain, query) = (AuditChain.Of(visit.Org), visit.Request.Query);
        var filter = new AuditFilter(query["action"], query["outcome"], query["actor"], query["subject"]);
        var head = await visit.Store.TryGetAuditHeadAsync(chain, cancellationToken);
        var part = filter.IsEmpty
            ? Part.Of(visit.Request, await NewestAsync(visit, chain, head, cancellationToken))
            : Part.Cut(visit.Request, [.. (await filter.ReadAsync(visit.Store, chain, cancellationToken)).Reverse()]);
        AuditCheck? check = null;
        if (query["verify"] is not null)
        {
            if (!TryGetHead(query["head"], out var earlier))
                return await visit.RefusedAsync(new("bad-head", "A head is a number, a colon and 64 characters, as the last check or a file told it"), "/audit", cancellationToken);
            check = await StoredLog.VerifyAsync(visit.Store, chain, earlier, cancellationToken);
        }

        return await visit.PageAsync<AuditPage, AuditList>("Audit log", new(head, part, filter, check), cancellationToken, who: part.Rows.Select(e => e.Actor));
    }

    /// <summary>The log as a file that anybody can check without Recoup. That it was taken is its last entry.</summary>
    public static async Task<WebResponse> ExportAsync(Visit visit, CancellationToken cancellationToken)
    {
        var chain = AuditChain.Of(visit.Org);
        var (format, type, name) = visit.Request.Query["format"] == "jsonl" ? (AuditFormat.Jsonl, "application/jsonl", "audit.jsonl") : (AuditFormat.Csv, "text/csv", "audit.csv");
        await visit.Store.CommitAsync(new Change(visit.Org, visit.Desk.Event("audit.export")), cancellationToken);
        return new(200, $"{type}; charset=utf-8", (to, stop) => AuditExport.WriteAsync(visit.Store, chain, format, to, stop)) { FileName = name };
    }

    private static bool TryGetHead(string? text, out EarlierHead? head)
    {
        head = null;
        try
        {
            head = text is null ? null : EarlierHead.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>By number, without reading what comes before.</summary>
    private static async Task<IReadOnlyList<ShownEntry>> NewestAsync(Visit visit, AuditChain chain, AuditHead? head, CancellationToken cancellationToken)
    {
        var last = (head?.Seq ?? 0) - Part.SkipOf(visit.Request);
        return last < 1 ? [] : [.. (await visit.Store.AuditAsync(chain, new(Math.Max(1, last - Part.Size), last), cancellationToken)).Reverse()];
    }
}

/// <summary>A page of the log.</summary>
/// <param name="Head">The newest entry; null before the first.</param>
/// <param name="Part">The entries, the newest first.</param>
/// <param name="Filter">Which entries were asked for.</param>
/// <param name="Check">Whether the chain is whole; null where nobody asked.</param>
public sealed record AuditList(AuditHead? Head, Part<ShownEntry> Part, AuditFilter Filter, AuditCheck? Check);
