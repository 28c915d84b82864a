using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Reminding;
using Recoup.Engine.Scanning;
using Recoup.Forge.Hosting;

namespace Recoup.Forge.Relay;

/// <summary>
/// Looks every few minutes what is due. That is read from how things stand and not from an event, so that nothing is lost with an
/// invocation that was killed, or with an event that never came.
/// </summary>
internal sealed class Watch(Installation installation)
{
    /// <summary>Who the log says did it.</summary>
    public const string Actor = "schedule";

    private const int RunsARead = 20;

    /// <summary>How long the end of a scan is told afterwards.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>How long a halted run keeps the key that may write.</summary>
    private static readonly TimeSpan LongestKey = TimeSpan.FromDays(1);

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (await installation.TryGetConnectionAsync(cancellationToken) is not { } connection)
            return;
        var desk = new Desk(installation.Store, connection.Org, Actor, installation.Time);
        await installation.Store.SweepSecretsAsync(desk.Org, cancellationToken);
        await ScanAsync(desk, cancellationToken);
        await RunAsync(desk, cancellationToken);
        if (KeyExpiry.HasNews(connection, desk.Now))
            await KeyExpiry.TellAsync(desk, connection, cancellationToken);
    }

    private async Task ScanAsync(Desk desk, CancellationToken cancellationToken)
    {
        var newest = await desk.Store.ScansAsync(desk.Org, new(1), cancellationToken) is [var first, ..] ? first : null;
        if (newest is { Status: ScanStatus.Running, Halt: null or { Until: not null } })
        {
            if (!(newest.Halt?.Until > desk.Now) && await installation.IsFreeAsync(desk.Org, Jobs.Scan, cancellationToken))
                await PushAsync(desk, Errand.Scan, newest.Id.Value);
            return;
        }

        if (newest is not null && newest.Status is not (ScanStatus.Running or ScanStatus.Cancelled) && desk.Now - newest.FinishedAt < Late && !await Ended.IsNotedAsync(desk, newest, cancellationToken))
            await PushAsync(desk, Errand.Scan, newest.Id.Value);
        if ((await desk.Store.SettingsAsync(desk.Org, cancellationToken)).ScanTimes?.Due(desk.Now, newest?.StartedAt) is null)
            return;
        await using var turn = await installation.TryTakeAsync(desk.Org, Jobs.Scan, cancellationToken);
        if (turn is null)
            return;
        var (scan, _) = await ScanOrders.BeginAsync(desk, turn.Fence, full: false, unattended: true, cancellationToken);
        await PushAsync(desk, Errand.Scan, scan.Id.Value);
    }

    private async Task RunAsync(Desk desk, CancellationToken cancellationToken)
    {
        var runs = await desk.Store.RunsAsync(desk.Org, new(RunsARead), cancellationToken);
        var active = runs.FirstOrDefault(r => !r.HasEnded);
        if (active is null or { Status: RunStatus.Paused })
            await ForgetKeyAsync(desk, active, runs, cancellationToken);
        if (active is not null)
        {
            if ((active.Status == RunStatus.Running || (active.Status == RunStatus.Waiting && active.DueAt <= desk.Now)) && await installation.IsFreeAsync(desk.Org, Jobs.Run, cancellationToken))
                await PushAsync(desk, Errand.Run, active.Id.Value);
            return;
        }

        if (runs.FirstOrDefault(r => r.IsWatched(desk.Now)) is { } open && IsTimeToLook(desk, open))
            await PushAsync(desk, Errand.Verify, open.Id.Value);
    }

    /// <summary>The first hours every time, then once an hour: each look asks about every seat that is not free.</summary>
    private static bool IsTimeToLook(Desk desk, Run run) => desk.Now - run.FinishedAt < TimeSpan.FromHours(1) || desk.Now.Minute < 5;

    /// <summary>No run is at work: its key goes, at once where it has ended, after a day where it is halted.</summary>
    private static async Task ForgetKeyAsync(Desk desk, Run? halted, IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        if (runs.Count > 0 && (halted is null || desk.Now - halted.StartedAt > LongestKey))
            await WriteKey.ForgetAsync(desk, (halted ?? runs[0]).Id, cancellationToken);
    }

    private Task PushAsync(Desk desk, string job, string id) => installation.Queue.PushAsync(new(desk.Org.Value, job, id, Actor), TimeSpan.Zero);
}
