using System.Globalization;
using Recoup.Core.Audit;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Acting;

/// <summary>
/// Works through a run in steps, one row a step. It never sleeps and never loops: the host decides when the next step is due.
/// Every call is written down before it is sent and again when its outcome is known, so that a run that was killed at any moment
/// goes on from what is stored: first it reads what became of calls without an outcome.
/// </summary>
public sealed class Applier
{
    /// <summary>How often in a row a step is tried again when the network or a server breaks while something is read.</summary>
    private const int MostTries = 5;

    private readonly ActingDesk _desk;
    private readonly RowWork _work;
    private int _tries;

    public Applier(ActingDesk desk)
    {
        _desk = desk;
        _work = new(desk);
    }

    /// <summary>Takes the next step.</summary>
    /// <param name="run">As the last step returned it, or as stored.</param>
    /// <returns>The run as it is stored now, and what to do next.</returns>
    public async Task<(Run Run, ActStep Next)> StepAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            var step = await GoAsync(run, cancellationToken);
            _tries = 0;
            return step;
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.Transient && ++_tries < MostTries)
        {
            // Writes that break are no exception but an answer: it was something that only reads.
            return (await StoredAsync(run, cancellationToken), new ActStep.WaitUntil(_desk.Time.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, _tries)), $"try {_tries + 1} of {MostTries}, {e.Message}"));
        }
        catch (AtlassianException e) when (e.Failure == AtlassianFailure.Limited && e.Until is { } until)
        {
            run = await StoredAsync(run, cancellationToken);
            // What the platform under us does not let out is no trouble of Atlassian's.
            if (e.Status is not null)
                run = run with { Trouble = run.Trouble with { Limited = run.Trouble.Limited + 1 } };
            return (run, new ActStep.WaitUntil(until, $"the limit on {e.Operation}"));
        }
        catch (AtlassianException e)
        {
            // Which row it was stays as it was: nothing was sent, or the intent is written down and is looked into next time.
            return await PauseAsync(await StoredAsync(run, cancellationToken), e.Failure == AtlassianFailure.Unauthorized
                ? $"Atlassian does not accept the key ({Told(e)}): give another"
                : $"Atlassian gave no usable answer ({Told(e)})", cancellationToken);
        }
    }

    /// <summary>Kept with the run, of which no person can be forgotten: so without Atlassian's own words.</summary>
    private static string Told(AtlassianException e) => e.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"{e.Operation}: {status}") : e.Operation;

    /// <summary>Halts a run: it goes on when it is told to.</summary>
    public async Task<(Run Run, ActStep Next)> PauseAsync(Run run, string because, CancellationToken cancellationToken)
    {
        run = await _desk.CommitAsync(run with { Status = RunStatus.Paused, Because = because }, _desk.Event(run.Org, "run.pause", AuditOutcome.Done, note: $"run {run.Id}: {because}"), cancellationToken);
        return (run, new ActStep.Paused(because));
    }

    /// <summary>Ends a run early: what was done stays done.</summary>
    public async Task<(Run Run, ActStep Next)> StopAsync(Run run, string because, CancellationToken cancellationToken) =>
        (await EndAsync(run with { Status = RunStatus.Stopped, Because = because }, "run.stop", cancellationToken), new ActStep.Done());

    /// <summary>Goes on with a run that was paused or waits.</summary>
    public async Task<Run> ResumeAsync(Run run, CancellationToken cancellationToken)
    {
        // Somebody who goes on after a halt has looked; what a wait was for still counts.
        run = run with { Status = RunStatus.Running, Because = null, DueAt = null, Trouble = run.DueAt is null ? new() : run.Trouble };
        var resumed = _desk.Event(run.Org, "run.resume", AuditOutcome.Done, note: $"run {run.Id}");
        return await _desk.CommitAsync(run, resumed, cancellationToken, also: new Change(run.Org, resumed) { Order = (run.Id, RunOrder.Go) });
    }

    private async Task<(Run Run, ActStep Next)> GoAsync(Run run, CancellationToken cancellationToken)
    {
        if (await OpenAsync(run, cancellationToken) is { } open)
            return open;
        if (!_desk.MayWrite)
            return (run, new ActStep.NeedsKey());
        switch ((await _desk.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken))?.Order)
        {
            case RunOrder.Pause:
                return await PauseAsync(run, "somebody asked for it", cancellationToken);
            case RunOrder.Stop:
                return await StopAsync(run, "somebody asked for it", cancellationToken);
            default:
                break;
        }

        if (run.Position == run.WaveEnds[run.Wave - 1])
            return await NextWaveAsync(run, cancellationToken);
        if (Brake.Because(run.Trouble, RowsOfWave(run)) is { } because)
            return await PauseAsync(run, $"the brake: {because}", cancellationToken);
        if (run.Kind == RunKind.Apply && await FullUntilAsync(run, cancellationToken) is { } tomorrow)
            return await WaitAsync(run, tomorrow, string.Create(CultureInfo.InvariantCulture, $"{_desk.Settings.RowsADay} accounts were changed today, which is the limit (limit.day)"), cancellationToken);
        return (await _work.TakeAsync(run, run.Position + 1, cancellationToken), new ActStep.More());
    }

    /// <summary>Calls of which it is not known what became of them come first; where it is too early to tell, the run goes on meanwhile.</summary>
    private async Task<(Run Run, ActStep Next)?> OpenAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Tally.Open == 0)
            return null;
        DateTimeOffset? due = null;
        foreach (var row in await _desk.Store.RunRowsAsync(run.Org, new() { Run = run.Id, Outcome = RowOutcome.Open }, cancellationToken))
        {
            var at = (row.Next?.At ?? row.DoneAt ?? default) + _desk.Propagation;
            if (at <= _desk.Time.GetUtcNow() || _work.IsNew(row))
            {
                var found = await _work.FindOutAsync(run, row, cancellationToken);
                if (!ReferenceEquals(found, run))
                    return (found, new ActStep.More());
            }

            due = due < at ? due : at;
        }

        return due is { } later && _desk.MayWrite && run.Position == run.WaveEnds[run.Wave - 1] ? (run, new ActStep.WaitUntil(later, "what became of a call shows")) : null;
    }

    private async Task<(Run Run, ActStep Next)> NextWaveAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.Wave == run.WaveEnds.Count)
            return (await EndAsync(run with { Status = RunStatus.Done, Because = null }, "run.end", cancellationToken), new ActStep.Done());
        if (Brake.Because(run.Trouble, RowsOfWave(run), isOver: true) is { } because)
            return await PauseAsync(run, $"the brake: {because}", cancellationToken);
        var soak = TimeSpan.FromHours(_desk.Settings.SoakHours);
        var next = run with { Wave = run.Wave + 1, Trouble = new() };
        if (soak > TimeSpan.Zero && run.Kind == RunKind.Apply)
            return await WaitAsync(next, _desk.Time.GetUtcNow() + soak, $"wave {next.Wave} begins later, so that trouble with the earlier ones shows (waves.soakHours)", cancellationToken);
        return (await _desk.CommitAsync(next, _desk.Event(run.Org, "run.wave", AuditOutcome.Done, note: $"run {run.Id}, wave {next.Wave}"), cancellationToken), new ActStep.More());
    }

    private async Task<(Run Run, ActStep Next)> WaitAsync(Run run, DateTimeOffset until, string why, CancellationToken cancellationToken)
    {
        run = await _desk.CommitAsync(run with { Status = RunStatus.Waiting, Because = why, DueAt = until }, _desk.Event(run.Org, "run.wait", AuditOutcome.Done, note: $"run {run.Id}: {why}"), cancellationToken);
        return (run, new ActStep.WaitUntil(until, why, IsLong: true));
    }

    private Task<Run> EndAsync(Run run, string action, CancellationToken cancellationToken)
    {
        var ended = _desk.Event(run.Org, action, AuditOutcome.Done, note: $"run {run.Id}") with
        {
            Numbers = new Dictionary<string, long> { ["done"] = run.Tally.Done, ["failed"] = run.Tally.Failed, ["open"] = run.Tally.Open, ["rows"] = run.Rows, ["skipped"] = run.Tally.Skipped },
        };
        return _desk.CommitAsync(run with { FinishedAt = _desk.Time.GetUtcNow(), DueAt = null }, ended, cancellationToken);
    }

    /// <summary>When the day's share is used up, tomorrow; null while it is not.</summary>
    private async Task<DateTimeOffset?> FullUntilAsync(Run run, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(_desk.Time.GetUtcNow().UtcDateTime);
        var done = run.ByDay.GetValueOrDefault(today) + await _work.DoneElsewhereAsync(run, today, cancellationToken);
        return done < _desk.Settings.RowsADay ? null : new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
    }

    private async Task<Run> StoredAsync(Run run, CancellationToken cancellationToken) => await _desk.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken) ?? run;

    /// <summary>Rows taken up of the wave; before its first, those of the wave before, of which what came since is held against.</summary>
    private static int RowsOfWave(Run run)
    {
        var wave = run.Wave > 1 && run.Position == run.WaveEnds[run.Wave - 2] ? run.Wave - 1 : run.Wave;
        return run.Position - (wave == 1 ? 0 : run.WaveEnds[wave - 2]);
    }
}
