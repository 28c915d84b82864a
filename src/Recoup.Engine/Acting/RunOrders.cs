using Recoup.Core.Runs;

namespace Recoup.Engine.Acting;

/// <summary>What somebody wants of a run that somebody else may be working on.</summary>
public static class RunOrders
{
    private const string Because = "somebody asked for it";

    /// <summary>Writes down what is wanted: whoever works on the run does it before the next account.</summary>
    public static Task AskAsync(Desk desk, Run run, RunOrder order, CancellationToken cancellationToken)
    {
        var asked = desk.Event($"run.ask-{(order == RunOrder.Stop ? "stop" : "pause")}", note: $"run {run.Id}");
        return desk.Store.CommitAsync(new Change(run.Org, asked) { Order = (run.Id, order) }, cancellationToken);
    }

    /// <summary>Does it to a run on which nobody works, as it stands by now. The host holds the lease on runs by then.</summary>
    /// <returns>The run as it stands then.</returns>
    public static async Task<Run> CarryOutAsync(ActingDesk desk, Run run, RunOrder order, CancellationToken cancellationToken)
    {
        run = (await desk.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken))!;
        if (run.HasEnded)
            return run;
        var applier = new Applier(desk);
        return (order == RunOrder.Stop ? await applier.StopAsync(run, Because, cancellationToken) : await applier.PauseAsync(run, Because, cancellationToken)).Run;
    }
}
