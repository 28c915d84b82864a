using System.Globalization;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Acting;

/// <summary>Finds, after a scan, seats that a run took back and that are held again: what a rule is measured by (regret).</summary>
public static class Comebacks
{
    private const int RunsARead = 1_000;

    /// <summary>After this many days a return says nothing about the rule any more.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromDays(90);

    /// <param name="store">Where everything is.</param>
    /// <param name="scan">A scan that has ended complete.</param>
    /// <param name="fence">The lease on runs under which this is written.</param>
    /// <param name="actor">Who works, as the audit log knows them.</param>
    /// <returns>How many were found.</returns>
    public static async Task<int> NoteAsync(IStore store, Scan scan, long fence, string actor, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var run in (await store.RunsAsync(scan.Org, new(RunsARead), cancellationToken)).Where(r => r.Kind == RunKind.Apply && scan.StartedAt - (r.FinishedAt ?? r.StartedAt) <= Long))
            found += await NoteAsync(store, scan, run, fence, actor, cancellationToken);
        return found;
    }

    private static async Task<int> NoteAsync(IStore store, Scan scan, Run run, long fence, string actor, CancellationToken cancellationToken)
    {
        var found = 0;
        foreach (var row in await store.RunRowsAsync(scan.Org, new() { Run = run.Id, Outcome = RowOutcome.Done }, cancellationToken))
        {
            if (row is not { Release.State: ReleaseState.Released, CameBackAt: null, UndoneIn: null } || await HeldAsync(store, scan, row, cancellationToken) is not { } seat)
                continue;
            (run, var marked) = RowEnd.CameBack(run, row, scan.StartedAt);
            marked = marked with { Release = new(ReleaseState.Reprovisioned, "a scan saw it held again", scan.StartedAt) };
            var note = string.Create(CultureInfo.InvariantCulture, $"run {run.Id}, row {row.Number}: {seat.Product.Name} is held again");
            var happened = new AuditEvent { Chain = AuditChain.Of(scan.Org), Actor = actor, Action = "row.came-back", Outcome = AuditOutcome.Done, Subject = row.AccountId, Note = note };
            await store.CommitAsync(new Change(scan.Org, happened) { Run = run = run with { Fence = fence }, RunRows = [marked] }, cancellationToken);
            found++;
        }

        return found;
    }

    /// <summary>A seat of the row that the account holds by a record that is younger than the look at it; null when there is none.</summary>
    private static async Task<Seat?> HeldAsync(IStore store, Scan scan, RunRow row, CancellationToken cancellationToken) =>
        await store.TryGetAccountAsync(scan.Org, scan.Id, row.AccountId, cancellationToken) is { IsActive: true } account && account.FetchedAt > row.Release!.At
            ? account.Seats.FirstOrDefault(s => row.Seats.Any(taken => taken.Resource == s.Resource))
            : null;
}
