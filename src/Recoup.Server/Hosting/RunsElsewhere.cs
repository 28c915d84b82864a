using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;

namespace Recoup.Server.Hosting;

/// <summary>Runs that this or another process may be working on.</summary>
internal static class RunsElsewhere
{
    /// <summary>Halts or ends a run. Where another process works on it, that one does so before its next account.</summary>
    /// <param name="run">One that has not ended.</param>
    /// <returns>The run as it stands then; null where it is only asked for.</returns>
    public static async Task<Run?> OrderAsync(Workplace workplace, Run run, RunOrder order, CancellationToken cancellationToken)
    {
        await RunOrders.AskAsync(workplace.Desk(run.Org), run, order, cancellationToken);
        await using var turn = await Turns.TryTakeAsync(workplace.Store, run.Org, Jobs.Run, workplace.Host.Time, cancellationToken);
        if (turn is null)
            return null;
        // Nobody works on it: it is done here.
        var connection = await workplace.Store.TryGetConnectionAsync(run.Org, cancellationToken) ?? throw new UserException($"The organisation {run.Org} is not connected.");
        var desk = new ActingDesk(workplace.Store, await workplace.AccessAsync(connection, cancellationToken), await workplace.Store.SettingsAsync(run.Org, cancellationToken), workplace.Host.Time, workplace.Host.User) { Fence = turn.Fence };
        return await RunOrders.CarryOutAsync(desk, run, order, cancellationToken);
    }

    /// <summary>A run that is under way by the store, and on which nobody works, was interrupted.</summary>
    public static async Task<Run> StandingAsync(Workplace workplace, Run run, CancellationToken cancellationToken)
    {
        return run.Status == RunStatus.Running && await Turns.IsFreeAsync(workplace.Store, run.Org, Jobs.Run, workplace.Host.Time, cancellationToken)
            ? run with { Status = RunStatus.Paused, Because = run.Unattended && !workplace.Options.ReadOnly ? Interrupted.GoesOn : Interrupted.NeedsKey }
            : run;
    }
}
