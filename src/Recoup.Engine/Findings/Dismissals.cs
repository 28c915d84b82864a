using Recoup.Core;
using Recoup.Core.Recommendations;

namespace Recoup.Engine.Findings;

/// <summary>Findings that a person sets aside, with a reason, for as long as they hold.</summary>
public static class Dismissals
{
    /// <summary>One finding, closed or not; null when there is none of that id.</summary>
    public static async Task<Recommendation?> TryGetFindingAsync(this IStore store, Core.Directory.OrgId org, string id, CancellationToken cancellationToken) =>
        await store.RecommendationsAsync(org, new() { Id = id, Closed = true, Take = 1 }, cancellationToken) is [var only, ..] ? only : null;

    /// <summary>Sets an open or held finding aside.</summary>
    /// <returns>The finding as it stands then, or why not.</returns>
    public static async Task<(Recommendation? Finding, Refusal? Refusal)> DismissAsync(Desk desk, string id, string reason, CancellationToken cancellationToken) =>
        await desk.Store.TryGetFindingAsync(desk.Org, id, cancellationToken) is not { } found ? (null, None(id))
        : found.State is RecommendationState.Open or RecommendationState.Held ? (await KeptAsync(desk, "finding.dismiss", found.Dismissed(reason), cancellationToken), null)
        : (null, Not(found, "set aside"));

    /// <summary>Takes a dismissal back. A hold may have come since the scan that found it.</summary>
    /// <returns>The finding as it stands then, or why not.</returns>
    public static async Task<(Recommendation? Finding, Refusal? Refusal)> ReopenAsync(Desk desk, string id, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetFindingAsync(desk.Org, id, cancellationToken) is not { } found)
            return (null, None(id));
        if (found.State != RecommendationState.Dismissed)
            return (null, Not(found, "take back"));
        var isHeld = (await desk.Store.HoldsAsync(desk.Org, cancellationToken)).Any(h => h.Account == found.AccountId && h.IsLive(desk.Now));
        var reopened = found.Reopened();
        return (await KeptAsync(desk, "finding.reopen", isHeld ? reopened with { State = RecommendationState.Held } : reopened, cancellationToken), null);
    }

    private static async Task<Recommendation> KeptAsync(Desk desk, string action, Recommendation finding, CancellationToken cancellationToken)
    {
        await desk.Store.CommitAsync(new Change(desk.Org, desk.Event(action, finding.AccountId, finding.DismissedBecause)) { Recommendations = [finding] }, cancellationToken);
        return finding;
    }

    private static Refusal None(string id) => new("no-finding", $"There is no finding {id}");

    private static Refusal Not(Recommendation finding, string what) => new(
        finding.State.ToString().ToLowerInvariant(),
        $"The finding is {finding.State.ToString().ToLowerInvariant()}{(finding.ClosedBecause is { } why ? $" ({why})" : "")}: there is nothing to {what}");
}
