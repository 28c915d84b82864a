using Recoup.Core.Runs;
using Recoup.Engine.Acting;

namespace Recoup.Server.Output;

/// <summary>A run on a terminal.</summary>
internal static class RunText
{
    private static readonly IReadOnlyList<Column<RunRow>> Columns =
    [
        new("Row", r => PlainText.Number(r.Number), Right: true),
        new("Wave", r => PlainText.Number(r.Wave), Right: true),
        new("Name", r => r.DisplayName),
        new("Account", r => r.AccountId.Value, Whole: true),
        new("Action", r => r.Before is null ? $"give back ({ReportText.Action(r.Action)})" : ReportText.Action(r.Action)),
        new("Outcome", Outcome, Wide: 90),
        new("Verified", Verified, Wide: 60),
    ];

    /// <summary>How a run stands, in a sentence.</summary>
    public static string Standing(Run run) => run.Status switch
    {
        RunStatus.Running => "It is running.",
        RunStatus.Paused => $"It is paused: {run.Because}. Go on: recoup runs resume {run.Id} --write-key-file F",
        RunStatus.Waiting => $"It goes on from {PlainText.Moment(run.DueAt!.Value)}, when told to (recoup runs resume {run.Id} --write-key-file F): {run.Because}.",
        RunStatus.Stopped => $"It was stopped: {run.Because}. What was done stays done; undo it with: recoup undo {run.Id}",
        _ => "It has ended.",
    };

    public static string Counts(RunTally tally)
    {
        List<string> parts = [$"{PlainText.Number(tally.Done)} done", $"{PlainText.Number(tally.Skipped)} skipped", $"{PlainText.Number(tally.Failed)} failed"];
        if (tally.Open > 0)
            parts.Add($"{PlainText.Number(tally.Open)} with a call whose outcome is not known yet");
        return string.Join(", ", parts);
    }

    public static async Task WriteAsync(CommandHost host, Run run, IReadOnlyList<RunRow> rows, RunMoney money, DateTimeOffset? due)
    {
        var what = run.Undoes is { } undone ? $"undoes run {undone}" : $"applies plan {run.PlanId}";
        await host.Out.WriteLineAsync($"Run {run.Id} {what}, begun {PlainText.Moment(run.StartedAt)}: {PlainText.Number(run.Position)} of {PlainText.Count(run.Rows, "account")}, {Counts(run.Tally)}.");
        await host.Out.WriteLineAsync(Standing(run));
        if (rows.Count > 0)
            Results.WriteTable(host, rows, Columns);
        if (run.Rows > 0 && rows.Count < run.Position)
            await host.Out.WriteLineAsync("Rows about people who were forgotten since are not shown.");
        if (run.Kind == RunKind.Apply)
        {
            await host.Out.WriteLineAsync($"Seen to be free: {PlainText.Number(run.Tally.Released)} of {PlainText.Number(run.Tally.Done)} done{(due is { } at ? $"; the rest can be looked at from {PlainText.Moment(at)}: recoup runs verify {run.Id}" : "")}.");
            foreach (var line in Money(run, money))
                await host.Out.WriteLineAsync(line);
            if (run.HasEnded && rows.Any(r => r.CanBeUndone))
                await host.Out.WriteLineAsync($"To give it back, whole or row by row: recoup undo {run.Id} --write-key-file F");
        }
        else if (due is { } from)
        {
            await host.Out.WriteLineAsync($"Whether everything is there again can be looked at from {PlainText.Moment(from)}: recoup runs verify {run.Id}");
        }
    }

    private static IEnumerable<string> Money(Run run, RunMoney money)
    {
        if (run.Promised.Any(s => s.PerYear != 0))
            yield return $"The plan promised {string.Join(", ", run.Promised.Where(s => s.PerYear != 0).Select(MoneyText.From))}.";
        if (money.Settled.Any(s => s.PerYear != 0))
            yield return $"Saved on bills that are over, and from then on: {string.Join(", ", money.Settled.Where(s => s.PerYear != 0).Select(MoneyText.From))}.";
        if (money.ToCome.Any(s => s.PerYear != 0))
            yield return $"To come, for what is seen to be free: {string.Join(", ", money.ToCome.Where(s => s.PerYear != 0).Select(MoneyText.From))}.";
    }

    public static string Outcome(RunRow row) =>
        row.UndoneIn is { } undo ? $"undone in run {undo}"
        : row.Gate is { } gate ? $"{Word(row.Outcome)} ({gate}): {row.Reason}"
        : Word(row.Outcome);

    private static string Word(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "to do",
        RowOutcome.Open => "not known yet",
        RowOutcome.Done => "done",
        RowOutcome.Skipped => "skipped",
        _ => "failed",
    };

    public static string Verified(RunRow row) => row.Release switch
    {
        null => row.Outcome == RowOutcome.Done ? "not yet known" : "",
        { State: ReleaseState.Released } => "released",
        { State: ReleaseState.Restored } => "restored",
        { State: ReleaseState.StillBillable } still => $"still billable: {still.Because}",
        { State: ReleaseState.Reprovisioned } back => $"re-provisioned: {back.Because}",
        var unknown => $"not yet known: {unknown.Because}",
    };
}
