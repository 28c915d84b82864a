using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Runs;

namespace Recoup.Engine.Acting;

/// <summary>A run whose process died: found at the next start, under its lease. What became of open calls is read; nothing is sent.</summary>
public static class Interrupted
{
    /// <summary>What a run waits for whose process is gone.</summary>
    public const string NeedsKey = "needs key";

    /// <summary>What is said of a run that a server had begun and that may write with the kept key.</summary>
    public const string GoesOn = "interrupted, a server goes on with it";

    /// <summary>The run that is under way by the store; null when there is none.</summary>
    public static async Task<Run?> TryGetAsync(IStore store, OrgId org, CancellationToken cancellationToken) =>
        (await store.RunsAsync(org, new(20), cancellationToken)).FirstOrDefault(r => r.Status == RunStatus.Running);

    /// <summary>Looks, as far as it shows by now, what became of calls without an outcome, and halts the run.</summary>
    /// <param name="desk">Its key need not be able to write.</param>
    public static async Task<Run> FindOutAsync(ActingDesk desk, Run run, CancellationToken cancellationToken)
    {
        var applier = new Applier(desk);
        for (var open = run.Tally.Open; open > 0; open--)
        {
            (run, var next) = await applier.StepAsync(run, cancellationToken);
            if (next is not ActStep.More)
                break;
        }

        if (run.Status == RunStatus.Running && (await desk.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken))?.Order == RunOrder.Stop)
            return (await applier.StopAsync(run, "somebody asked for it", cancellationToken)).Run;
        return run.Status != RunStatus.Running
            ? run
            : await desk.CommitAsync(run with { Status = RunStatus.Paused, Because = NeedsKey }, desk.Event(run.Org, "run.pause", AuditOutcome.Done, note: $"run {run.Id}: its process ended, {NeedsKey}"), cancellationToken);
    }
}
