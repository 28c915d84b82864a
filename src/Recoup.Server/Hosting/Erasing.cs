using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Erasing;

namespace Recoup.Server.Hosting;

/// <summary>Removes what is kept, while neither a scan nor a run can write on.</summary>
internal static class Erasing
{
    /// <summary>Everything kept about an organisation but its audit log (P20).</summary>
    /// <returns>Why not; null when it is gone.</returns>
    /// <exception cref="UserException">Another process scans or works on a run.</exception>
    public static async Task<Refusal?> ClearAsync(Workplace workplace, Desk desk, CancellationToken cancellationToken)
    {
        await using var scan = await Turns.TakeAsync(workplace.Store, desk.Org, Jobs.Scan, desk.Time, cancellationToken);
        await using var run = await Turns.TakeAsync(workplace.Store, desk.Org, Jobs.Run, desk.Time, cancellationToken);
        return await Clearing.ClearAsync(desk, cancellationToken);
    }

    /// <summary>Everything kept about one person (P27).</summary>
    /// <returns>Whether anything was kept; or why nothing was removed.</returns>
    /// <exception cref="UserException">Another process scans or works on a run.</exception>
    public static async Task<(bool WasKept, Refusal? Refusal)> ForgetAsync(Workplace workplace, Desk desk, AccountId account, CancellationToken cancellationToken)
    {
        await using var scan = await Turns.TakeAsync(workplace.Store, desk.Org, Jobs.Scan, desk.Time, cancellationToken);
        await using var run = await Turns.TakeAsync(workplace.Store, desk.Org, Jobs.Run, desk.Time, cancellationToken);
        return await Forgetting.ForgetAsync(desk, account, scan.Fence, cancellationToken);
    }
}
