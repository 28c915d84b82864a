using System.CommandLine;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup runs list|show|verify|pause|resume|stop</c>: what was done, and what is under way.</summary>
internal static class RunsVerb
{
    private const int Most = 100;

    private static readonly IReadOnlyList<Column<Run>> Columns =
    [
        new("Id", r => r.Id.Value, Whole: true),
        new("Begun", r => Figures.Moment(r.StartedAt)),
        new("What", r => r.Undoes is { } undone ? $"undoes {undone}" : $"plan {r.PlanId}"),
        new("Status", r => r.Because is { } why ? $"{Word(r.Status)}: {why}" : Word(r.Status), Wide: 60),
        new("Accounts", r => Figures.Number(r.Rows), Right: true),
        new("Done", r => Figures.Number(r.Tally.Done), Right: true),
        new("Skipped", r => Figures.Number(r.Tally.Skipped), Right: true),
        new("Failed", r => Figures.Number(r.Tally.Failed), Right: true),
        new("Free", r => Figures.Number(r.Tally.Released), Right: true),
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
                runs.Add(await RunsElsewhere.StandingAsync(workplace, run, cancellationToken));
            await Results.WriteListAsync(host, format.Of(parsed), runs, Columns, OutputJson.Readable.IReadOnlyListRun, "There is no run yet. Apply a plan: recoup apply PLAN --write-key-file F");
            return ExitCode.Ok;
        });
        return list;
    }

    private static Command Show(CommandHost host) => OnRun(host, "show", "A run with all its rows", async (workplace, run, format, parsed, cancellationToken) =>
    {
        await ApplyVerb.WriteAsync(workplace, null, await RunsElsewhere.StandingAsync(workplace, run, cancellationToken), format, cancellationToken);
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
            var (resumed, refusal) = await new Resuming(runs.Desk).ResumeAsync(run, cancellationToken);
            switch (refusal?.Gate)
            {
                case null:
                    return await ApplyVerb.GoAsync(runs, workplace, resumed!, format, cancellationToken);
                case "ended":
                    throw new UserException($"Run {run.Id} has ended. {RunText.Standing(run)}");
                case "not-due":
                    await host.Error.WriteLineAsync($"Run {run.Id} is not due before {Figures.Moment(run.DueAt!.Value)}. {RunText.Standing(run)}");
                    return ExitCode.Partial;
                case "read-only":
                    throw new UserException($"Run {run.Id} needs a key that may write: recoup runs resume {run.Id} --write-key-file F", ExitCode.Partial);
                default:
                    throw new UserException($"Not resumed ({refusal!.Gate}): {refusal.Reason}. Stop this run first: recoup runs stop {run.Id}");
            }
        });
        key = WriteKeyOption.On(resume);
        return resume;
    }

    /// <summary>Halts or ends a run. Where another process works on it, that one does so before its next account.</summary>
    private static Command Ask(CommandHost host, RunOrder order, string name, string description) => OnRun(host, name, description, async (workplace, run, format, parsed, cancellationToken) =>
    {
        if (run.HasEnded)
            throw new UserException($"Run {run.Id} has ended. {RunText.Standing(run)}");
        await host.Out.WriteLineAsync(await RunsElsewhere.OrderAsync(workplace, run, order, cancellationToken) is { } ordered
            ? RunText.Standing(ordered)
            : $"Run {run.Id} is asked to {name}: the process that works on it does so before its next account.");
        return ExitCode.Ok;
    });

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
