using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Reminding;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;

namespace Recoup.Server.Working;

/// <summary>
/// Looks every few seconds what is due: in every replica, at what the store says. What is to be done is read from how things stand
/// and not from an event, so that nothing is lost with a process; leases decide which replica does it.
/// </summary>
internal sealed class Watch(Workplace workplace, JobRunner jobs, ILogger<Watch> log) : BackgroundService
{
    /// <summary>Who the log says did it.</summary>
    public const string Actor = "schedule";

    private const int RunsARead = 20;

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(10);

    /// <summary>A seat that is not free yet is looked at once a day.</summary>
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<RunId, DateTimeOffset> _looked = new();
    private readonly ConcurrentDictionary<OrgId, DateTimeOffset> _tried = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often, workplace.Host.Time);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AsideAsync("look at kept keys", () => jobs.ForgetKeysAsync(cancellationToken), cancellationToken);
            foreach (var org in await workplace.Store.OrganizationsAsync(cancellationToken))
            {
                if (await workplace.Store.TryGetConnectionAsync(org, cancellationToken) is not { } connection)
                    continue;
                if (!jobs.IsBusy(org, Jobs.Scan))
                    await AsideAsync(Jobs.Scan, () => ScanAsync(org, cancellationToken), cancellationToken);
                if (!jobs.IsBusy(org, Jobs.Run))
                    await AsideAsync(Jobs.Run, () => RunAsync(org, cancellationToken), cancellationToken);
                await AsideAsync("reminder", () => RemindAsync(connection, cancellationToken), cancellationToken);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Broke(log, "look at what is due", e);
        }
    }

    /// <summary>A scan that a server left, or one whose time has come.</summary>
    private async Task ScanAsync(OrgId org, CancellationToken cancellationToken)
    {
        var now = workplace.Host.Time.GetUtcNow();
        var newest = await workplace.Store.ScansAsync(org, new(1), cancellationToken) is [var first, ..] ? first : null;
        if (newest is { Status: ScanStatus.Running, Unattended: true })
        {
            if (await IsFreeAsync(org, Jobs.Scan, cancellationToken))
                await jobs.ScanAsync(org, Actor, full: false, cancellationToken);
            return;
        }

        if ((await workplace.Store.SettingsAsync(org, cancellationToken)).ScanTimes?.Due(now, newest?.StartedAt) is not { } planned || _tried.GetValueOrDefault(org) == planned)
            return;
        _tried[org] = planned;
        await jobs.ScanAsync(org, Actor, full: false, cancellationToken);
    }

    /// <summary>A run that a server left, that waits, or whose seats are to be looked at.</summary>
    private async Task RunAsync(OrgId org, CancellationToken cancellationToken)
    {
        var now = workplace.Host.Time.GetUtcNow();
        var runs = await workplace.Store.RunsAsync(org, new(RunsARead), cancellationToken);
        if (runs.FirstOrDefault(r => !r.HasEnded) is { } active)
        {
            if (active.Status == RunStatus.Running && await IsFreeAsync(org, Jobs.Run, cancellationToken))
                await jobs.PickUpAsync(org, Actor);
            else if (active is { Status: RunStatus.Waiting } && active.DueAt <= now && jobs.HasKeyFor(active))
                await jobs.ResumeAsync(org, Actor, active.Id, null);
            return;
        }

        var open = runs.Where(r => r.IsWatched(now)).ToList();
        if (open.Count == 0)
            return;
        var propagation = TimeSpan.FromMinutes((await workplace.Store.SettingsAsync(org, cancellationToken)).PropagationMinutes);
        var due = open.Find(r => now >= (_looked.TryGetValue(r.Id, out var at) ? at + Daily : r.FinishedAt + propagation));
        if (due is null || !await IsFreeAsync(org, Jobs.Run, cancellationToken))
            return;
        _looked[due.Id] = now;
        await jobs.VerifyAsync(org, Actor, due.Id, again: false);
    }

    /// <summary>Keys that end soon: told 30, 14 and 7 days before, once, in the server's log and the organisation's.</summary>
    private async Task RemindAsync(Connection connection, CancellationToken cancellationToken)
    {
        var desk = new Desk(workplace.Store, connection.Org, Actor, workplace.Host.Time);
        if (!KeyExpiry.HasNews(connection, desk.Now))
            return;
        await using var turn = await Turns.TryTakeAsync(workplace.Store, connection.Org, "reminder", workplace.Host.Time, cancellationToken);
        if (turn is null || await workplace.Store.TryGetConnectionAsync(connection.Org, cancellationToken) is not { } current)
            return;
        foreach (var told in await KeyExpiry.TellAsync(desk, current, cancellationToken))
            Log.Told(log, told);
    }

    private Task<bool> IsFreeAsync(OrgId org, string job, CancellationToken cancellationToken) =>
        Turns.IsFreeAsync(workplace.Store, org, job, workplace.Host.Time, cancellationToken);

    /// <summary>What goes wrong with one thing keeps nothing else from being looked at.</summary>
    private async Task AsideAsync(string what, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (UserException e)
        {
            Log.Told(log, e.Message);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Broke(log, what, e);
        }
    }

    private static class Log
    {
        private static readonly Action<ILogger, string, Exception?> _told = LoggerMessage.Define<string>(LogLevel.Warning, default, "{What}");
        private static readonly Action<ILogger, string, Exception?> _broke = LoggerMessage.Define<string>(LogLevel.Error, default, "A {What} could not be done.");

        public static void Told(ILogger log, string what) => _told(log, what, null);

        public static void Broke(ILogger log, string what, Exception e) => _broke(log, what, e);
    }
}
