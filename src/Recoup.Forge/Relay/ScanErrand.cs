using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Scanning;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Relay;

/// <summary>Takes a scan's steps for as long as the invocation lasts, then hands it on.</summary>
internal sealed class ScanErrand(Installation installation, Stint stint, string actor)
{
    /// <summary>Takes up a scan where it stands. One that has ended, or that another invocation works on, is left alone: so an event may come twice, late, or out of order.</summary>
    public Task GoOnAsync(OrgId org, ScanId id, CancellationToken cancellationToken) =>
        InTurn.GoOnAsync(installation, new(org.Value, Errand.Scan, id.Value, actor), Jobs.Scan, turn => WorkAsync(org, id, turn, cancellationToken), cancellationToken);

    /// <returns>After how long it goes on; null where it does not.</returns>
    private async Task<TimeSpan?> WorkAsync(OrgId org, ScanId id, Turn turn, CancellationToken cancellationToken)
    {
        var store = installation.Store;
        var desk = new Desk(store, org, actor, installation.Time);
        if (await store.TryGetScanAsync(org, id, cancellationToken) is not { } scan)
            return null;
        if (scan.Status == ScanStatus.Running)
        {
            if (scan.Halt is { Until: { } until } && !stint.CanWait(until) && stint.To(until) is { Ticks: > 0 } wait)
                return wait;
            if (await installation.TryGetConnectionAsync(cancellationToken) is not { } connection || await installation.TryAccessAsync(connection, cancellationToken) is not { } access)
                return null;
            var scanning = new ScanDesk(store, access, await store.SettingsAsync(org, cancellationToken), installation.Time)
            {
                Assistance = await installation.TryAssistAsync(org, cancellationToken),
                ReadsAhead = false,
                Fence = turn.Fence,
            };
            (scan, var again) = await StepAsync(new Scanner(scanning), scan, turn, cancellationToken);
            if (scan.Status == ScanStatus.Running)
                return again;
        }

        await EndAsync(desk, scan, cancellationToken);
        return null;
    }

    private async Task<(Scan Scan, TimeSpan? Again)> StepAsync(Scanner scanner, Scan scan, Turn turn, CancellationToken cancellationToken)
    {
        while (!stint.IsOver)
        {
            await turn.KeepAsync(cancellationToken);
            (scan, var next) = await scanner.StepAsync(scan, cancellationToken);
            switch (next)
            {
                case Step.Done:
                case Step.Stopped:
                    return (scan, null);
                case Step.WaitUntil wait when stint.CanWait(wait.At):
                    await turn.WaitAsync(wait.At, cancellationToken);
                    break;
                case Step.WaitUntil wait:
                    return (scan, stint.To(wait.At));
                default:
                    break;
            }
        }

        return (scan, TimeSpan.Zero);
    }

    /// <summary>Writes down how it ended, once, whoever was killed before that.</summary>
    private async Task EndAsync(Desk desk, Scan scan, CancellationToken cancellationToken)
    {
        if (scan.Status == ScanStatus.Cancelled || await Ended.IsNotedAsync(desk, scan, cancellationToken))
            return;
        if (scan.Status == ScanStatus.Complete)
        {
            await using var runs = await installation.TryTakeAsync(desk.Org, Jobs.Run, cancellationToken);
            if (runs is not null)
                await Comebacks.NoteAsync(desk.Store, scan, runs.Fence, actor, cancellationToken);
        }

        await ScanOrders.EndAsync(desk, scan, Ended.Action, cancellationToken);
    }
}
