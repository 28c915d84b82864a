using Recoup.Core;

namespace Recoup.Engine.Erasing;

/// <summary>Removes everything kept about an organisation but its audit log (P20). The host holds the leases on scans and runs by then.</summary>
public static class Clearing
{
    private const int LookBack = 100;

    /// <returns>Why not; null when it is gone.</returns>
    public static async Task<Refusal?> ClearAsync(Desk desk, CancellationToken cancellationToken)
    {
        if (await ActiveRunAsync(desk, "clear", cancellationToken) is { } active)
            return active;
        await desk.Store.EraseAsync(new Erasure.Data(desk.Org, desk.Event("data.clear")), cancellationToken);
        return null;
    }

    /// <summary>A run that has not ended: without its rows nobody could say what was done.</summary>
    /// <param name="what">What is done, as the message says it.</param>
    public static async Task<Refusal?> ActiveRunAsync(Desk desk, string what, CancellationToken cancellationToken) =>
        (await desk.Store.RunsAsync(desk.Org, new(LookBack), cancellationToken)).FirstOrDefault(r => !r.HasEnded) is { } run
            ? new("run-active", $"Nothing was removed: run {run.Id} has not ended. Go on with it (recoup runs resume {run.Id}) or stop it (recoup runs stop {run.Id}), then {what} again")
            : null;
}
