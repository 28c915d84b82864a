using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Runs;
using Recoup.Engine.Acting;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>One run that applied a plan, with what came of it in money.</summary>
public sealed record SavingRun(Run Run, RunMoney Money);

/// <summary>What runs have saved, held against what their plans promised.</summary>
/// <param name="Runs">Runs that applied a plan, the newest first.</param>
/// <param name="Realised">The joint sums, by currency, the organisation's own first.</param>
/// <param name="Currency">The organisation's own.</param>
public sealed record SavingsSoFar(IReadOnlyList<SavingRun> Runs, IReadOnlyList<Saving> Realised, string Currency)
{
    private const int MostRuns = 100;

    /// <summary>Reads the newest runs. Rows are read of those alone that freed a seat.</summary>
    public static async Task<SavingsSoFar> ReadAsync(IStore store, OrgId org, Scan scan, Settings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = new List<SavingRun>();
        foreach (var run in (await store.RunsAsync(org, new(MostRuns), cancellationToken)).Where(r => r.Kind == RunKind.Apply))
        {
            var rows = run.Tally.Released > 0 ? await store.RunRowsAsync(org, new() { Run = run.Id }, cancellationToken) : [];
            runs.Add(new(run, RunMoney.Of(run, rows, settings, scan.Survey, now)));
        }

        return Of(runs, settings.Currency);
    }

    public static SavingsSoFar Of(IReadOnlyList<SavingRun> runs, string currency) =>
        new(runs, Saving.ByCurrency([.. runs.SelectMany(r => r.Money.Settled)], currency), currency);

    /// <summary>
    /// What is saved a month from each billing day on, one currency, promised and realised, from nothing on. What no day is known
    /// of is in neither.
    /// </summary>
    /// <param name="today">Realised ends here.</param>
    public (IReadOnlyList<SavingStep> Promised, IReadOnlyList<SavingStep> Realised) Line(string currency, DateOnly today)
    {
        if (Runs.Count == 0)
            return ([], []);
        var begin = Runs.Min(r => DateOnly.FromDateTime(r.Run.StartedAt.UtcDateTime));
        return (Steps(Runs.SelectMany(r => r.Run.Promised)), Steps(Runs.SelectMany(r => r.Money.Settled)));

        IReadOnlyList<SavingStep> Steps(IEnumerable<Saving> savings)
        {
            var steps = new List<SavingStep> { new(begin, 0) };
            foreach (var day in savings.Where(s => s.Currency == currency && s is { Effective: not null, PerYear: not 0 }).GroupBy(s => s.Effective!.Value).OrderBy(g => g.Key))
                steps.Add(new(day.Key, steps[^1].PerMonth + day.Sum(s => s.PerMonth)));
            if (steps[^1].Day < today)
                steps.Add(new(today, steps[^1].PerMonth));
            return steps;
        }
    }
}

/// <summary>What is saved a month from a day on, all in all.</summary>
public sealed record SavingStep(DateOnly Day, decimal PerMonth);
