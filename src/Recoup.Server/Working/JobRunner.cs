using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;

namespace Recoup.Server.Working;

/// <summary>
/// Scans and runs that go on in this process while nobody waits for them, each under its lease. When the process is to end, each
/// stops at its next checkpoint; this or another process goes on from there.
/// </summary>
internal sealed class JobRunner(Workplace workplace, ILogger<JobRunner> log) : IAsyncDisposable
{
    /// <summary>What broke is tried again by itself after so long, and not before.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    /// <summary>How long a run may take to end the account in work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _killed = new();
    private readonly ConcurrentDictionary<(OrgId Org, string Job), Task> _jobs = new();
    private readonly ConcurrentDictionary<(OrgId Org, string Job), DateTimeOffset> _resting = new();
    private readonly ConcurrentDictionary<(OrgId Org, RunId Run), string> _writeKeys = new();

    /// <summary>Whether the job is under way here, or broke a short time ago.</summary>
    public bool IsBusy(OrgId org, string job) =>
        _stopping.IsCancellationRequested || _jobs.ContainsKey((org, job)) || (_resting.TryGetValue((org, job), out var until) && workplace.Host.Time.GetUtcNow() < until);

    /// <summary>Whether a run can go on without anybody giving a key.</summary>
    public bool HasKeyFor(Run run) => _writeKeys.ContainsKey((run.Org, run.Id)) || (run.Unattended && !workplace.Options.ReadOnly);

    /// <summary>Forgets the keys of runs that have ended, wherever that was, or went with their organisation's data.</summary>
    public async Task ForgetKeysAsync(CancellationToken cancellationToken)
    {
        foreach (var (org, id) in _writeKeys.Keys)
        {
            if (await workplace.Store.TryGetRunAsync(org, id, cancellationToken) is null or { HasEnded: true })
                _writeKeys.TryRemove((org, id), out _);
        }
    }

    /// <summary>Begins a scan, or goes on with one that was stopped.</summary>
    /// <returns>The scan as it begins.</returns>
    /// <exception cref="UserException">The organisation is not connected, or it is being scanned.</exception>
    public async Task<Scan> ScanAsync(OrgId org, string actor, bool full, CancellationToken cancellationToken)
    {
        var scan = await ScanHost.OpenAsync(workplace.As(actor), org, full, cancellationToken, unattended: true);
        Go(org, Jobs.Scan, async () =>
        {
            await using (scan)
                await scan.RunAsync(_stopping.Token);
        });
        return scan.Scan;
    }

    /// <summary>Ends a scan for good, wherever it goes on: whoever works on it loses its turn.</summary>
    /// <returns>The scan; null when none was under way.</returns>
    public async Task<Scan?> CancelScanAsync(OrgId org, string actor, CancellationToken cancellationToken)
    {
        await using var turn = await Turns.TakeOverAsync(workplace.Store, org, Jobs.Scan, workplace.Host.Time, cancellationToken);
        return await ScanOrders.CancelAsync(workplace.As(actor).Desk(org), turn.Fence, cancellationToken);
    }

    /// <summary>Begins to apply a plan.</summary>
    /// <param name="writeKey">A key that may write, kept in memory only; null for the kept one.</param>
    public Task<(Run? Run, Refusal? Refusal)> ApplyAsync(OrgId org, string actor, string plan, string? writeKey) =>
        BeginAsync(org, actor, writeKey, runs => new Starting(runs.Desk, org).ApplyAsync(plan, new(TimedId.New(workplace.Host.Time)), _killed.Token));

    /// <summary>Begins to undo a run, a wave of it or a row.</summary>
    public Task<(Run? Run, Refusal? Refusal)> UndoAsync(OrgId org, string actor, RunId undone, int? row, int? wave, string? writeKey) =>
        BeginAsync(org, actor, writeKey, runs => new Starting(runs.Desk, org).UndoAsync(undone, row, wave, new(TimedId.New(workplace.Host.Time)), _killed.Token));

    /// <summary>Goes on with a run that was paused, waits or was interrupted.</summary>
    public Task<(Run? Run, Refusal? Refusal)> ResumeAsync(OrgId org, string actor, RunId id, string? writeKey) =>
        BeginAsync(org, actor, writeKey ?? _writeKeys.GetValueOrDefault((org, id)), async runs => await workplace.Store.TryGetRunAsync(org, id, _killed.Token) is { } run
            ? await new Resuming(runs.Desk).ResumeAsync(run, _killed.Token)
            : (null, new("no-run", $"there is no run {id} of {org}")));

    /// <summary>Looks into a run whose process died: it goes on where the kept key may write, and waits for a key otherwise.</summary>
    public async Task PickUpAsync(OrgId org, string actor)
    {
        var runs = await OpenAsync(org, actor, null);
        if (runs.Left is { } left)
            Go(runs, left);
        else
            await runs.DisposeAsync();
    }

    /// <summary>Looks in the background whether the seats of a run are really free; only reads.</summary>
    public async Task VerifyAsync(OrgId org, string actor, RunId id, bool again)
    {
        var runs = await OpenAsync(org, actor, null);
        Go(org, Jobs.Run, async () =>
        {
            await using (runs)
            {
                if (await workplace.Store.TryGetRunAsync(org, id, _stopping.Token) is { } run)
                    await runs.VerifyAsync(run, again, _stopping.Token);
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        var all = Task.WhenAll(_jobs.Values);
        if (await Task.WhenAny(all, Task.Delay(Patience, CancellationToken.None)) != all)
            await _killed.CancelAsync();
        await all;
        _stopping.Dispose();
        _killed.Dispose();
    }

    private async Task<(Run? Run, Refusal? Refusal)> BeginAsync(OrgId org, string actor, string? writeKey, Func<RunHost, Task<(Run? Run, Refusal? Refusal)>> begin)
    {
        if (writeKey is null && workplace.Options.ReadOnly)
            return (null, new("read-only", "Recoup changes nothing until it is given a key that may write: send one as writeKey. It is kept in memory for this run only"));
        var runs = await OpenAsync(org, actor, writeKey);
        if (runs.Left is { } left)
        {
            Go(runs, left);
            return (null, new("run-active", $"run {left.Id} was interrupted and goes on now"));
        }

        try
        {
            var (run, refusal) = await begin(runs);
            if (run is not null)
            {
                if (writeKey is not null)
                    _writeKeys[(org, run.Id)] = writeKey;
                Go(runs, run);
                return (run, null);
            }

            await runs.DisposeAsync();
            return (null, refusal);
        }
        catch
        {
            await runs.DisposeAsync();
            throw;
        }
    }

    private Task<RunHost> OpenAsync(OrgId org, string actor, string? writeKey) =>
        RunHost.OpenAsync(workplace.As(actor), org, writeKey, _killed.Token, unattended: true);

    private void Go(RunHost runs, Run run) => Go(run.Org, Jobs.Run, async () =>
    {
        await using (runs)
        {
            (run, _) = await runs.RunAsync(run, _killed.Token, _stopping.Token);
            if (!_stopping.IsCancellationRequested)
                run = await runs.VerifyAsync(run, again: false, _stopping.Token);
            if (run.HasEnded)
                _writeKeys.TryRemove((run.Org, run.Id), out _);
        }
    });

    /// <summary>Has a job go on by itself. It is there to be waited for from the moment it begins until its lease is given back.</summary>
    private void Go(OrgId org, string job, Func<Task> work)
    {
        var begun = new TaskCompletionSource();
        var task = RunAsync();
        _jobs[(org, job)] = task;
        begun.SetResult();

        async Task RunAsync()
        {
            await begun.Task.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // It goes on from its checkpoint, here after the next start or elsewhere.
            }
            catch (Exception e)
            {
                _resting[(org, job)] = workplace.Host.Time.GetUtcNow() + Rest;
                if (e is UserException or LeaseLostException)
                    Log.Halted(log, job, e.Message);
                else
                    Log.Broke(log, job, e);
            }
            finally
            {
                _jobs.TryRemove((org, job), out _);
            }
        }
    }

    private static class Log
    {
        private static readonly Action<ILogger, string, string, Exception?> _halted = LoggerMessage.Define<string, string>(LogLevel.Warning, default, "A {Job} was halted: {Why}");
        private static readonly Action<ILogger, string, Exception?> _broke = LoggerMessage.Define<string>(LogLevel.Error, default, "A {Job} broke. It goes on from its last checkpoint.");

        public static void Halted(ILogger log, string job, string why) => _halted(log, job, why, null);

        public static void Broke(ILogger log, string job, Exception e) => _broke(log, job, e);
    }
}
