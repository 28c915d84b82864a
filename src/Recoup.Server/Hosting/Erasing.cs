using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Erasing;

namespace Recoup.Server.Hosting;

/// <summary>Removes what is kept, while neither a scan nor a run can write on.</summary>
internal static class Erasing
{
    private const int LookBack = 100;

    /// <summary>Everything kept about an organisation but its audit log (P20).</summary>
    /// <returns>Why not; null when it is gone.</returns>
    /// <exception cref="UserException">Another process scans or works on a run.</exception>
    public static async Task<Refusal?> ClearAsync(Workplace workplace, Desk desk, CancellationToken cancellationToken)
    {
        await using var scan = await Turn.TakeAsync(workplace.Store, desk.Org, Jobs.Scan, desk.Time, cancellationToken);
        await using var run = await Turn.TakeAsync(workplace.Store, desk.Org, Jobs.Run, desk.Time, cancellationToken);
        if (await ActiveAsync(desk, "clear", cancellationToken) is { } active)
            return active;
        await desk.Store.EraseAsync(new Erasure.Data(desk.Org, desk.Event("data.clear")), cancellationToken);
        return null;
    }

    /// <summary>Everything kept about one person (P27).</summary>
    /// <returns>Whether anything was kept; or why nothing was removed.</returns>
    /// <exception cref="UserException">Another process scans or works on a run.</exception>
    public static async Task<(bool WasKept, Refusal? Refusal)> ForgetAsync(Workplace workplace, Desk desk, AccountId account, CancellationToken cancellationToken)
    {
        await using var scan = await Turn.TakeAsync(workplace.Store, desk.Org, Jobs.Scan, desk.Time, cancellationToken);
        await using var run = await Turn.TakeAsync(workplace.Store, desk.Org, Jobs.Run, desk.Time, cancellationToken);
        if (await ActiveAsync(desk, "forget", cancellationToken) is { } active)
            return (false, active);
        return (await Forgetting.ForgetAsync(desk, account, scan.Fence, cancellationToken), null);
    }

    /// <summary>A run that has not ended: without its rows nobody could say what was done.</summary>
    /// <param name="what">What is done, as the message says it.</param>
    public static async Task<Refusal?> ActiveAsync(Desk desk, string what, CancellationToken cancellationToken) =>
        (await desk.Store.RunsAsync(desk.Org, new(LookBack), cancellationToken)).FirstOrDefault(r => !r.HasEnded) is { } run
            ? new("run-active", $"Nothing was removed: run {run.Id} has not ended. Go on with it (recoup runs resume {run.Id}) or stop it (recoup runs stop {run.Id}), then {what} again")
            : null;
}
