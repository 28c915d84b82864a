using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Erasing;
using Recoup.Forge.Access;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Lifecycle;

/// <summary>Removes what is kept, while neither a scan nor a run can write on.</summary>
internal sealed class Erasing(Installation installation, Visitors visitors)
{
    private static readonly Refusal Busy = new("busy", "A scan or a run is at work on it just now. Wait until it has ended, or stop it");

    /// <summary>Everything kept about one person (P27).</summary>
    /// <returns>Why not; null when it is gone.</returns>
    public Task<Refusal?> ForgetAsync(Desk desk, AccountId account, CancellationToken cancellationToken) =>
        EraseAsync(desk, account, async fence => (await Forgetting.ForgetAsync(desk, account, fence, cancellationToken)).Refusal, cancellationToken);

    /// <summary>Everything kept about the organisation but its audit log (P20).</summary>
    /// <returns>Why not; null when it is gone.</returns>
    public Task<Refusal?> ClearAsync(Desk desk, CancellationToken cancellationToken) =>
        EraseAsync(desk, null, _ => Clearing.ClearAsync(desk, cancellationToken), cancellationToken);

    private async Task<Refusal?> EraseAsync(Desk desk, AccountId? visitor, Func<long, Task<Refusal?>> erase, CancellationToken cancellationToken)
    {
        await using var scan = await installation.TryTakeAsync(desk.Org, Jobs.Scan, cancellationToken);
        await using var run = await installation.TryTakeAsync(desk.Org, Jobs.Run, cancellationToken);
        if (scan is null || run is null)
            return Busy;
        if (await erase(scan.Fence) is { } refusal)
            return refusal;
        await visitors.ForgetAsync(visitor, cancellationToken);
        return null;
    }
}
