using System.Globalization;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Acting;

/// <summary>Looks, some time after a row was done, whether its seats are really free. It only reads.</summary>
public sealed class Verifier(ActingDesk desk)
{
    private readonly LiveAccounts _live = new(desk.Atlassian, desk.Time);

    /// <summary>When the next row may be looked at that nothing is known of; null when there is none.</summary>
    public async Task<DateTimeOffset?> DueAsync(Run run, CancellationToken cancellationToken)
    {
        var left = (await DoneAsync(run, cancellationToken)).Where(r => r.Release is null or { State: ReleaseState.NotKnown }).ToList();
        return left.Count == 0 ? null : left.Min(r => r.DoneAt!.Value) + desk.Propagation;
    }

    /// <summary>
    /// Looks at every row that is due and was not seen to be free: what is not free yet may only show late. One that cannot be read
    /// stays not known; where a limit is used up the rest waits for the next time.
    /// </summary>
    /// <param name="again">Also those that were seen to be free.</param>
    /// <returns>The run, with how many are released.</returns>
    public async Task<Run> VerifyAsync(Run run, bool again, CancellationToken cancellationToken)
    {
        var now = desk.Time.GetUtcNow();
        var rows = (await DoneAsync(run, cancellationToken)).FindAll(r => (again || !IsFree(r.Release)) && r.DoneAt!.Value + desk.Propagation <= now);
        for (var at = 0; at < rows.Count; at++)
        {
            if (desk.Between is { } between)
                await between();
            try
            {
                run = await LookAsync(run, rows[at], [.. rows.Skip(at + 1).Take(OrganizationsApi.MostAccounts).Select(r => r.AccountId)], cancellationToken);
            }
            catch (AtlassianException e) when (e.Failure == AtlassianFailure.Limited)
            {
                break;
            }
        }

        return run;
    }

    /// <summary>Rows that were done and not taken back.</summary>
    private async Task<List<RunRow>> DoneAsync(Run run, CancellationToken cancellationToken) =>
        [.. (await desk.Store.RunRowsAsync(run.Org, new() { Run = run.Id, Outcome = RowOutcome.Done }, cancellationToken)).Where(r => r.UndoneIn is null || run.Kind == RunKind.Undo)];

    private async Task<Run> LookAsync(Run run, RunRow row, IReadOnlyList<AccountId> ahead, CancellationToken cancellationToken)
    {
        Release release;
        try
        {
            var image = await _live.TryGetAsync(row.AccountId, ahead, null, cancellationToken);
            if (run.Kind == RunKind.Undo)
            {
                release = ReleaseCheck.OfUndo(row, image, desk.Time.GetUtcNow());
                if (image is not null && release.State != ReleaseState.Restored)
                    await new RowEnd(desk).ReopenAsync(run, row, cancellationToken);
            }
            else
            {
                release = ReleaseCheck.Of(row, image, await GroupsAsync(row, image, cancellationToken), desk.Time.GetUtcNow());
            }
        }
        catch (AtlassianException e) when (e.Failure != AtlassianFailure.Limited)
        {
            release = new(ReleaseState.NotKnown, e.Message, desk.Time.GetUtcNow());
        }

        var (before, after) = (IsFree(row.Release), IsFree(release));
        if (after && !before && run.Kind == RunKind.Apply && row.Release?.State != ReleaseState.Reprovisioned)
            run = RowEnd.Freed(run, row);
        if (release.State == ReleaseState.Reprovisioned && row.Release?.State != ReleaseState.Reprovisioned)
            run = run with { Trouble = run.Trouble with { CameBack = run.Trouble.CameBack + 1 } };
        // The first look may have come too early: it counts as regret once it was free before, or is seen again some time later.
        if (release.State == ReleaseState.Reprovisioned && row.Release is { State: ReleaseState.Released or ReleaseState.Reprovisioned } earlier && (before || earlier.At + desk.Propagation <= release.At))
            (run, row) = RowEnd.CameBack(run, row, desk.Time.GetUtcNow());
        else
            run = run with { Tally = run.Tally with { Released = run.Tally.Released + (after ? 1 : 0) - (before ? 1 : 0) } };
        row = row with { Release = release };
        var happened = desk.Event(run.Org, "row.verify", Word(release.State), row.AccountId, string.Create(CultureInfo.InvariantCulture, $"run {run.Id}, row {row.Number}{(release.Because is { } why ? $": {why}" : "")}"));
        return await desk.CommitAsync(run, happened, cancellationToken, row, await FindingsAsync(run, row, happened, cancellationToken));
    }

    /// <summary>The names of the account's groups that give a seat of the row which is held still.</summary>
    private async Task<Func<Resource, IReadOnlyList<string>>> GroupsAsync(RunRow row, AccountImage? image, CancellationToken cancellationToken)
    {
        var names = new Dictionary<Resource, IReadOnlyList<string>>();
        foreach (var resource in row.Seats.Select(s => s.Resource).Distinct().Where(r => image?.Billed.Contains(r) == true))
            names[resource] = [.. (await _live.GrantingAsync(resource, cancellationToken)).Where(g => image!.Groups?.Contains(g.Key) == true).Select(g => g.Value).Order(StringComparer.Ordinal)];
        return resource => names.GetValueOrDefault(resource) ?? [];
    }

    /// <summary>A seat that is free is what a scan later holds a new one against.</summary>
    private async Task<Change> FindingsAsync(Run run, RunRow row, AuditEvent happened, CancellationToken cancellationToken)
    {
        var change = new Change(run.Org, happened);
        if (row.Release!.State != ReleaseState.Released)
            return change;
        var findings = await desk.Store.RecommendationsOfAsync(run.Org, [row.AccountId], cancellationToken);
        return change with
        {
            Recommendations = [.. findings.Where(f => row.Findings.Contains(f.Id)).Select(f => f with { ReleasedAt = row.DoneAt, State = f.State == RecommendationState.Applied ? RecommendationState.Verified : f.State })],
        };
    }

    private static bool IsFree(Release? release) => release?.State is ReleaseState.Released or ReleaseState.Restored;

    private static string Word(ReleaseState state) => state switch
    {
        ReleaseState.Released => "released",
        ReleaseState.StillBillable => "still-billable",
        ReleaseState.Reprovisioned => "re-provisioned",
        ReleaseState.Restored => "restored",
        _ => AuditOutcome.Unknown,
    };
}
