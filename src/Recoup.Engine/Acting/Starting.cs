using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Acting;

/// <summary>Begins a run: of a plan that nothing speaks against, or of the way back. The host holds the lease on runs by then.</summary>
public sealed class Starting(ActingDesk desk, OrgId org)
{
    private const int LookBack = 1_000;

    /// <summary>Begins to apply a stored plan. A refusal is written into the log too.</summary>
    /// <param name="planId">The plan.</param>
    /// <param name="id">The new run's id.</param>
    public async Task<(Run? Run, Refusal? Refusal)> ApplyAsync(string planId, RunId id, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetPlanAsync(org, planId, cancellationToken) is not { } plan)
            return (null, new("no-plan", $"there is no plan {planId} of {org}. See: recoup plan list"));
        var now = desk.Time.GetUtcNow();
        var runs = await desk.Store.RunsAsync(org, new(LookBack), cancellationToken);
        if (PlanGates.Refuse(plan, org, desk.Settings, runs, now) is { } refusal)
            return (null, await RefusedAsync("run.start", refusal, $"plan {plan.Head.Hash}", cancellationToken));
        var judged = (await desk.Store.TryGetScanAsync(org, plan.Head.Scan, cancellationToken))?.JudgedBy;
        if (await desk.OutdatedAsync(org, judged, plan.Rows.Select(r => r.Rule), cancellationToken) is { } outdated)
            return (null, await RefusedAsync("run.start", outdated, $"plan {plan.Head.Hash}", cancellationToken));
        var ends = Waves.Ends(plan.Rows.Count);
        PlanRow[] byRisk = [.. plan.Rows];
        Array.Sort(byRisk, PlanRow.CompareRisk);
        var scan = await Shown.TryGetAsync(desk.Store, org, cancellationToken);
        var rows = new List<RunRow>(byRisk.Length);
        foreach (var row in byRisk)
            rows.Add(Of(row, id, rows.Count + 1, ends) with { Change = scan is null ? null : await ChangeAsync(row, scan.Id, cancellationToken) });
        var run = new Run
        {
            Org = org, Id = id, Kind = RunKind.Apply, PlanId = plan.Head.Id, PlanHash = plan.Head.Hash,
            StartedAt = now, Rows = rows.Count, WaveEnds = ends, JudgedBy = judged, Promised = plan.Head.Savings, Held = scan?.Held ?? new(),
        };
        return (await BeginAsync(run, rows, "run.start", $"run {id}, plan {plan.Head.Hash}", cancellationToken), null);
    }

    /// <summary>Begins to undo a run, a wave of it, or one row: whatever it changed and nobody took back since.</summary>
    public async Task<(Run? Run, Refusal? Refusal)> UndoAsync(RunId undone, int? row, int? wave, RunId id, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetRunAsync(org, undone, cancellationToken) is not { } run)
            return (null, new("no-run", $"there is no run {undone} of {org}. See: recoup runs list"));
        var what = $"run {undone}{(row is { } number ? $", row {number}" : wave is { } w ? $", wave {w}" : "")}";
        if (run.Kind == RunKind.Undo)
            return (null, await RefusedAsync("undo.start", new("is-undo", $"run {undone} undid something itself: to take access again, make a plan"), what, cancellationToken));
        if (!run.HasEnded)
            return (null, await RefusedAsync("undo.start", new("run-active", $"run {undone} has not ended: stop it first (recoup runs stop {undone})"), what, cancellationToken));
        if ((await desk.Store.RunsAsync(org, new(LookBack), cancellationToken)).FirstOrDefault(r => !r.HasEnded) is { } active)
            return (null, await RefusedAsync("undo.start", new("run-active", $"run {active.Id} has not ended: go on with it or stop it first"), what, cancellationToken));
        var done = await desk.Store.RunRowsAsync(org, new() { Run = undone }, cancellationToken);
        var chosen = done.Where(r => (row is null || r.Number == row) && (wave is null || r.Wave == wave)).Where(r => r.CanBeUndone).Reverse().ToList();
        if (chosen.Count == 0)
            return (null, await RefusedAsync("undo.start", new("nothing", $"nothing of {what} is left to undo"), what, cancellationToken));
        List<RunRow> rows = [.. chosen.Select((r, i) => Reversal.Of(r, id, i + 1))];
        var undo = new Run
        {
            Org = org, Id = id, Kind = RunKind.Undo, PlanId = run.PlanId, PlanHash = run.PlanHash, Undoes = undone,
            StartedAt = desk.Time.GetUtcNow(), Rows = rows.Count, WaveEnds = [rows.Count], Held = run.Held,
        };
        return (await BeginAsync(undo, rows, "undo.start", $"run {id}, undoes {what}", cancellationToken), null);
    }

    private async Task<Run> BeginAsync(Run run, List<RunRow> rows, string action, string note, CancellationToken cancellationToken)
    {
        run = run with { Fence = desk.Fence, Unattended = desk.Unattended };
        var begun = desk.Event(org, action, AuditOutcome.Done, note: note) with { Numbers = new Dictionary<string, long> { ["rows"] = rows.Count } };
        await desk.Store.CommitAsync(new Change(org, begun) { Run = run, RunRows = rows }, cancellationToken);
        return run;
    }

    private async Task<Refusal> RefusedAsync(string action, Refusal refusal, string what, CancellationToken cancellationToken)
    {
        await desk.Store.CommitAsync(new Change(org, desk.Event(org, action, AuditOutcome.Refused, note: $"{what}: {refusal.Gate}")), cancellationToken);
        return refusal;
    }

    private static RunRow Of(PlanRow row, RunId run, int number, IReadOnlyList<int> ends) => new()
    {
        Run = run,
        Number = number,
        Wave = Waves.Of(number, ends),
        Id = row.Id,
        Findings = row.Findings,
        Rule = row.Rule,
        AccountId = row.AccountId,
        DisplayName = row.DisplayName,
        Action = row.Action,
        Seats = row.Seats,
        Before = row.Before,
        Kept = [.. row.After.Seats.Select(s => s.Resource)],
        Calls = [.. row.Changes.Select(c => new RowCall(c))],
    };

    /// <summary>What a bill would see of the row, by the account as it was scanned last.</summary>
    private async Task<Headcount?> ChangeAsync(PlanRow row, ScanId scan, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetAccountAsync(org, scan, row.AccountId, cancellationToken) is not { } account)
            return null;
        var (from, findings) = (Footprint.Of(account), await desk.Store.RecommendationsOfAsync(org, [row.AccountId], cancellationToken));
        var change = new Headcount();
        change.Move(from, findings.Where(f => row.Findings.Contains(f.Id)).Aggregate(from, (left, finding) => left.After(finding)));
        return change;
    }
}
