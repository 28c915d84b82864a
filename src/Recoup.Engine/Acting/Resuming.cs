using Recoup.Core;
using Recoup.Core.Runs;

namespace Recoup.Engine.Acting;

/// <summary>Goes on with a run that was paused, waits or was interrupted. The host holds the lease on runs by then.</summary>
public sealed class Resuming(ActingDesk desk)
{
    /// <summary>What was approved is not done weeks later.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(14);

    /// <returns>The run, ready for its next step; or what keeps it from going on.</returns>
    public async Task<(Run? Run, Refusal? Refusal)> ResumeAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.HasEnded)
            return (null, new("ended", $"run {run.Id} has ended"));
        if (run.DueAt > desk.Time.GetUtcNow())
            return (null, new("not-due", $"run {run.Id} is not due yet: {run.Because}"));
        if (!desk.MayWrite)
            return (null, new("read-only", $"run {run.Id} needs a key that may write"));
        if (await StaleAsync(run, cancellationToken) is { } stale)
            return (null, stale);
        // What came of the earlier waves is seen before the next begins.
        run = await new Verifier(desk).VerifyAsync(run, again: false, cancellationToken);
        return (await new Applier(desk).ResumeAsync(run, cancellationToken), null);
    }

    /// <summary>What was decided since a run began, or how long ago that was, keeps it from going on.</summary>
    private async Task<Refusal?> StaleAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Kind == RunKind.Undo)
            return null;
        if (desk.Time.GetUtcNow() - run.StartedAt > LongestRun)
            return new("too-old", $"it began more than {LongestRun.Days} days ago");
        var rows = await desk.Store.RunRowsAsync(run.Org, new() { Run = run.Id, Outcome = RowOutcome.Pending }, cancellationToken);
        return await desk.OutdatedAsync(run.Org, run.JudgedBy, rows.Select(r => r.Rule), cancellationToken);
    }
}
