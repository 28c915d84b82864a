using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Findings;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Parts;

namespace Recoup.Web.Recommendations;

/// <summary>What was found, in lanes, with its evidence, and what a person makes of it.</summary>
internal static class RecommendationsPages
{
    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.ShownAsync(cancellationToken) is not { } scan)
            return await visit.PageAsync<NoScan, Nothing>("Recommendations", new(), cancellationToken);
        var lane = Lane.Of(visit.Request.Query["lane"], scan.Findings);
        var rows = await visit.Store.RecommendationsAsync(visit.Org, Query(lane, visit.Request, scan), cancellationToken);
        // The first one is open, so that a keyboard or no script at all sees evidence too.
        var open = visit.Request.Query["open"] is { } id ? await visit.Store.TryGetFindingAsync(visit.Org, id, cancellationToken) : rows is [var first, ..] ? first : null;
        return await visit.PageAsync<RecommendationsPage, FindingsList>("Recommendations", new(scan, lane, Part.Of(visit.Request, rows), open), cancellationToken);
    }

    /// <summary>The list as it is filtered, all of it, as a file.</summary>
    public static async Task<WebResponse> ExportAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.ShownAsync(cancellationToken) is { } scan
            ? WebResponse.Csv("recommendations.csv", (to, stop) => ListFile.WriteAsync(visit.Store, visit.Org, Query(Lane.Of(visit.Request.Query["lane"], scan.Findings), visit.Request, scan), to, stop))
            : await visit.RefusedAsync(Shown.None, "/", cancellationToken);

    public static async Task<WebResponse> DismissAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (id, reason) = (visit.Value("id"), visit.Request.Form["reason"]);
        var refusal = reason is null or { Length: > LongestReason }
            ? new("bad-reason", $"Say why, in 1 to {Figures.Number(LongestReason)} characters")
            : (await Dismissals.DismissAsync(visit.Desk, id, reason, cancellationToken)).Refusal;
        return refusal is null ? WebResponse.SeeOther("/recommendations?lane=dismissed") : await visit.RefusedAsync(refusal, Path(id), cancellationToken);
    }

    public static async Task<WebResponse> ReopenAsync(Visit visit, CancellationToken cancellationToken)
    {
        var id = visit.Value("id");
        var (_, refusal) = await Dismissals.ReopenAsync(visit.Desk, id, cancellationToken);
        return refusal is null ? WebResponse.SeeOther(Path(id)) : await visit.RefusedAsync(refusal, Path(id), cancellationToken);
    }

    private const int LongestReason = 1000;

    private static string Path(string id) => Address.Of("/recommendations", [("open", id)]);

    private static RecommendationQuery Query(Lane lane, WebRequest request, Scan scan)
    {
        var sort = request.Query["sort"] ?? "";
        return lane.Filtered(request.Query) with
        {
            SeenIn = scan.Id,
            Sort = sort.TrimStart('-') switch { "name" => FindingSort.Name, "saving" => FindingSort.Saving, "firstSeen" => FindingSort.FirstSeen, _ => FindingSort.Tier },
            Backwards = sort.StartsWith('-'),
            Skip = Part.SkipOf(request),
            Take = Part.Take,
        };
    }
}

/// <summary>A page of findings.</summary>
/// <param name="Scan">The scan that found them.</param>
/// <param name="Lane">The lane that they stand in.</param>
/// <param name="Part">The findings.</param>
/// <param name="Open">The one whose evidence is shown; null when there is none.</param>
public sealed record FindingsList(Scan Scan, Lane Lane, Part<Recommendation> Part, Recommendation? Open);
