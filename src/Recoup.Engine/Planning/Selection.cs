using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Planning;

/// <summary>Findings that somebody chose from a list.</summary>
/// <param name="Scan">The scan whose findings they saw.</param>
/// <param name="List">What the list showed, all its pages.</param>
/// <param name="Ids">Findings that were ticked.</param>
/// <param name="AllOthers">Whether everything in the list is meant but these.</param>
public sealed record Selection(ScanId Scan, RecommendationQuery List, IReadOnlyList<string> Ids, bool AllOthers)
{
    private const int FindingsARead = 1000;

    /// <summary>A plan of what was chosen, or why there can be none. It is kept.</summary>
    public async Task<PlanResult> PlanAsync(Desk desk, CancellationToken cancellationToken)
    {
        var (request, refusal) = await RequestAsync(desk.Store, desk.Org, cancellationToken);
        return request is null ? new(null, refusal, []) : await PlanDesk.CreateAsync(desk, request, cancellationToken);
    }

    /// <summary>What that plan would be. Nothing is kept.</summary>
    public async Task<PlanResult> PreviewAsync(Desk desk, CancellationToken cancellationToken)
    {
        var (request, refusal) = await RequestAsync(desk.Store, desk.Org, cancellationToken);
        return request is null ? new(null, refusal, []) : await PlanMaking.MakeAsync(desk.Store, (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken))!, request, desk.Now, cancellationToken);
    }

    private async Task<(PlanRequest? Request, Refusal? Refusal)> RequestAsync(IStore store, OrgId org, CancellationToken cancellationToken)
    {
        if (await Shown.TryGetAsync(store, org, cancellationToken) is not { } shown)
            return (null, Shown.None);
        if (shown.Id != Scan)
            return (null, new("scan-differs", "a scan has ended since you looked, and what it found may differ: look at the list again"));
        var chosen = AllOthers ? await AllOthersAsync(store, org, cancellationToken) : Ids.ToHashSet(StringComparer.Ordinal);
        return chosen.Count == 0 ? (null, new("nothing-chosen", "nothing is chosen: tick at least one row")) : (new() { Findings = chosen }, null);
    }

    private async Task<HashSet<string>> AllOthersAsync(IStore store, OrgId org, CancellationToken cancellationToken)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        for (var skip = 0; ; skip += FindingsARead)
        {
            var found = await store.RecommendationsAsync(org, List with { SeenIn = Scan, Skip = skip, Take = FindingsARead }, cancellationToken);
            chosen.UnionWith(found.Select(f => f.Id));
            if (found.Count < FindingsARead)
                break;
        }

        chosen.ExceptWith(Ids);
        return chosen;
    }
}
