using System.CommandLine;
using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup runs list|show|verify|pause|resume|stop</c>: what was done, and what is under way.</summary>
internal static class RunsVerb
{
    private const int Most = 100;

    /// <summary>What was approved is not done weeks later.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(14);

    private static readonly IReadOnlyList<Column<Run>> Columns =
    [
        new("Id", r => r.Id.Value, Whole: true),
        new("Begun", r => PlainText.Moment(r.StartedAt)),
        new("What", r => r.Undoes is { } undone ? $"undoes {undone}" : $"plan {r.PlanId}"),
        new("Status", r => r.Because is { } why ? $"{Word(r.Status)}: {why}" : Word(r.Status), Wide: 60),
        new("Accounts", r => PlainText.Number(r.Rows), Right: true),
        new("Done", r => PlainText.Number(r.Tally.Done), Right: true),
        new("Skipped", r => PlainText.Number(r.Tally.Skipped), Right: true),
        new("Failed", r => PlainText.Number(r.Tally.Failed), Right: true),
        new("Free", r => PlainText.Number(r.Tally.Released), Right: true),
    ];

    public static Command Create(CommandHost host) =>
        new("runs", "What was applied and undone") { List(host), Show(host), Verify(host), Ask(host, RunOrder.Pause, "pause", "Halt a run: it goes on with runs resume"), Resume(host), Ask(host, RunOrder.Stop, "stop", "End a run early: what was done stays done") };

    private static Command List(CommandHost host)
    {
        var list = new Command("list", $"The newest {Most} runs");
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var runs = new List<Run>();
            foreach (var run in await workplace.Store.RunsAsync(org, new(Most), cancellationToken))
                runs.Add(await StandingAsync(workplace, run, cancellationToken));
            await Results.WriteListAsync(host, format.Of(parsed), runs, Columns, OutputJson.Readable.IReadOnlyListRun, "There is no run yet. Apply a plan: recoup apply PLAN --write-key-file F");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Show(CommandHost host) => OnRun(host, "show", "A run with all its rows", async (workplace, run, format, parsed, cancellationToken) =>
    {
        await ApplyVerb.WriteAsync(workplace, null, await StandingAsync(workplace, run, cancellationToken), format, cancellationToken);
        return ExitCode.Ok;
    });

    private static Command Verify(CommandHost host)
    {
        var again = new Option<bool>("--again") { Description = "Also accounts whose seats were seen to be free" };
        var verify = OnRun(host, "verify", "Look whether the seats of a run are really free; only reads", async (workplace, run, format, parsed, cancellationToken) =>
        {
            await using var runs = await RunHost.OpenAsync(workplace, run.Org, null, cancellationToken);
            run = await runs.VerifyAsync((await workplace.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken))!, parsed.GetValue(again), cancellationToken);
            await ApplyVerb.WriteAsync(workplace, runs.Desk, run, format, cancellationToken);
            var rows = await workplace.Store.RunRowsAsync(run.Org, new() { Run = run.Id, Outcome = RowOutcome.Done }, cancellationToken);
            return rows.All(r => r.UndoneIn is not null || r.Release is { State: ReleaseState.Released or ReleaseState.Restored }) ? ExitCode.Ok : ExitCode.Partial;
        });
        verify.Options.Add(again);
        return verify;
    }

    private static Command Resume(CommandHost host)
    {
        WriteKeyOption? key = null;
        var resume = OnRun(host, "resume", "Go on with a run that was paused, waits or was interrupted", async (workplace, run, format, parsed, cancellationToken) =>
        {
            await using var runs = await RunHost.OpenAsync(workplace, run.Org, await key!.ReadAsync(parsed, host), cancellationToken);
            run = (await workplace.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken))!;
            if (run.HasEnded)
                throw new UserException($"Run {run.Id} has ended. {RunText.Standing(run)}");
            if (run.DueAt > host.Time.GetUtcNow())
            {
                await host.Error.WriteLineAsync($"Run {run.Id} is not due before {PlainText.Moment(run.DueAt.Value)}. {RunText.Standing(run)}");
                return ExitCode.Partial;
            }

            if (!runs.Desk.MayWrite)
                throw new UserException($"Run {run.Id} needs a key that may write: recoup runs resume {run.Id} --write-key-file F", ExitCode.Partial);
            if (await StaleAsync(runs.Desk, run, cancellationToken) is { } stale)
                throw new UserException($"Not resumed ({stale.Gate}): {stale.Reason}. Stop this run first: recoup runs stop {run.Id}");
            // What came of the earlier waves is seen before the next begins.
            run = await runs.VerifyAsync(run, again: false, cancellationToken);
            return await ApplyVerb.GoAsync(runs, workplace, await new Applier(runs.Desk).ResumeAsync(run, cancellationToken), format, cancellationToken);
        });
        key = WriteKeyOption.On(resume);
        return resume;
    }

    /// <summary>What was decided since a run began, or how long ago that was, keeps it from going on.</summary>
    private static async Task<Refusal?> StaleAsync(ActingDesk desk, Run run, CancellationToken cancellationToken)
    {
        if (run.Kind == RunKind.Undo)
            return null;
        if (desk.Time.GetUtcNow() - run.StartedAt > LongestRun)
            return new("too-old", $"it began more than {LongestRun.Days} days ago");
        var rows = await desk.Store.RunRowsAsync(run.Org, new() { Run = run.Id, Outcome = RowOutcome.Pending }, cancellationToken);
        return await desk.OutdatedAsync(run.Org, run.JudgedBy, rows.Select(r => r.Rule), cancellationToken);
    }

    /// <summary>Halts or ends a run. Where another process works on it, that one does so before its next account.</summary>
    private static Command Ask(CommandHost host, RunOrder order, string name, string description) => OnRun(host, name, description, async (workplace, run, format, parsed, cancellationToken) =>
    {
        if (run.HasEnded)
            throw new UserException($"Run {run.Id} has ended. {RunText.Standing(run)}");
        var asked = workplace.Event(run.Org, $"run.ask-{name}", note: $"run {run.Id}") with { Outcome = AuditOutcome.Done };
        await workplace.Store.CommitAsync(new Change(run.Org, asked) { Order = (run.Id, order) }, cancellationToken);
        await using var turn = await Turn.TryTakeAsync(workplace.Store, run.Org, Jobs.Run, host.Time, cancellationToken);
        if (turn is null)
        {
            await host.Out.WriteLineAsync($"Run {run.Id} is asked to {name}: the process that works on it does so before its next account.");
            return ExitCode.Ok;
        }

        // Nobody works on it: it is done here, to the run as it stands by now.
        run = (await workplace.Store.TryGetRunAsync(run.Org, run.Id, cancellationToken))!;
        if (run.HasEnded)
        {
            await host.Out.WriteLineAsync(RunText.Standing(run));
            return ExitCode.Ok;
        }

        var desk = await DeskAsync(workplace, run.Org, turn.Fence, cancellationToken);
        var applier = new Applier(desk);
        (run, _) = order == RunOrder.Stop ? await applier.StopAsync(run, "somebody asked for it", cancellationToken) : await applier.PauseAsync(run, "somebody asked for it", cancellationToken);
        await host.Out.WriteLineAsync(RunText.Standing(run));
        return ExitCode.Ok;
    });

    private static async Task<ActingDesk> DeskAsync(Workplace workplace, OrgId org, long fence, CancellationToken cancellationToken)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken) ?? throw new UserException($"The organisation {org} is not connected.");
        return new(workplace.Store, await workplace.AccessAsync(connection, cancellationToken), await workplace.Store.SettingsAsync(org, cancellationToken), workplace.Host.Time, workplace.Host.User) { Fence = fence };
    }

    /// <summary>A run that is under way by the store, and on which nobody works, was interrupted.</summary>
    private static async Task<Run> StandingAsync(Workplace workplace, Run run, CancellationToken cancellationToken)
    {
        if (run.Status != RunStatus.Running)
            return run;
        await using var turn = await Turn.TryTakeAsync(workplace.Store, run.Org, Jobs.Run, workplace.Host.Time, cancellationToken);
        return turn is null ? run : run with { Status = RunStatus.Paused, Because = Interrupted.NeedsKey };
    }

    private static Command OnRun(CommandHost host, string name, string description, Func<Workplace, Run, OutputFormat, ParseResult, CancellationToken, Task<int>> act)
    {
        var id = new Argument<string>("RUN") { Description = "A run's id, from runs list" };
        var command = new Command(name, description) { id };
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var run = await workplace.Store.TryGetRunAsync(org, new(parsed.GetRequiredValue(id)), cancellationToken)
                ?? throw new UserException($"There is no run {parsed.GetRequiredValue(id)} of {org}. See: recoup runs list");
            return await act(workplace, run, format.Of(parsed), parsed, cancellationToken);
        });
        return command;
    }

    private static string Word(RunStatus status) => status.ToString().ToLowerInvariant();
}
