using Recoup.Core.Rules;
using Recoup.Core.Runs;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>A run on a terminal.</summary>
internal static class RunText
{
    private static readonly IReadOnlyList<Column<RunRow>> Columns =
    [
        new("Row", r => Figures.Number(r.Number), Right: true),
        new("Wave", r => Figures.Number(r.Wave), Right: true),
        new("Name", r => r.DisplayName),
        new("Account", r => r.AccountId.Value, Whole: true),
        new("Action", r => r.Before is null ? $"give back ({Names.OfAction(r.Action)})" : Names.OfAction(r.Action)),
        new("Outcome", RowWords.Outcome, Wide: 90),
        new("Verified", RowWords.Verified, Wide: 60),
    ];

    /// <summary>How a run stands, in a sentence.</summary>
    public static string Standing(Run run) => run.Status switch
    {
        RunStatus.Running => "It is running.",
        RunStatus.Paused => $"It is paused: {run.Because}. Go on: recoup runs resume {run.Id} --write-key-file F",
        RunStatus.Waiting => $"It goes on from {Figures.Moment(run.DueAt!.Value)}, when told to (recoup runs resume {run.Id} --write-key-file F): {run.Because}.",
        RunStatus.Stopped => $"It was stopped: {run.Because}. What was done stays done; undo it with: recoup undo {run.Id}",
        _ => "It has ended.",
    };

    public static string Counts(RunTally tally)
    {
        List<string> parts = [$"{Figures.Number(tally.Done)} done", $"{Figures.Number(tally.Skipped)} skipped", $"{Figures.Number(tally.Failed)} failed"];
        if (tally.Open > 0)
            parts.Add($"{Figures.Number(tally.Open)} with a call whose outcome is not known yet");
        return string.Join(", ", parts);
    }

    public static async Task WriteAsync(CommandHost host, Run run, IReadOnlyList<RunRow> rows, RunMoney money, DateTimeOffset? due)
    {
        var what = run.Undoes is { } undone ? $"undoes run {undone}" : $"applies plan {run.PlanId}";
        await host.Out.WriteLineAsync($"Run {run.Id} {what}, begun {Figures.Moment(run.StartedAt)}: {Figures.Number(run.Position)} of {Figures.Count(run.Rows, "account")}, {Counts(run.Tally)}.");
        await host.Out.WriteLineAsync(Standing(run));
        if (rows.Count > 0)
            Results.WriteTable(host, rows, Columns);
        if (run.Rows > 0 && rows.Count < run.Position)
            await host.Out.WriteLineAsync("Rows about people who were forgotten since are not shown.");
        if (run.Kind == RunKind.Apply)
        {
            await host.Out.WriteLineAsync($"Seen to be free: {Figures.Number(run.Tally.Released)} of {Figures.Number(run.Tally.Done)} done{(due is { } at ? $"; the rest can be looked at from {Figures.Moment(at)}: recoup runs verify {run.Id}" : "")}.");
            foreach (var line in Money(run, money))
                await host.Out.WriteLineAsync(line);
            if (run.HasEnded && rows.Any(r => r.CanBeUndone))
                await host.Out.WriteLineAsync($"To give it back, whole or row by row: recoup undo {run.Id} --write-key-file F");
        }
        else if (due is { } from)
        {
            await host.Out.WriteLineAsync($"Whether everything is there again can be looked at from {Figures.Moment(from)}: recoup runs verify {run.Id}");
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
}
