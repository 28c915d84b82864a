using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Benchmarks;

/// <summary>
/// A plan of 100,000 seats and more: the findings of a scanned organisation, its accounts repeated under other ids until they
/// hold as many. Beside it, in the same run, what any plan has to do at least: its rows as canonical JSON, hashed.
/// </summary>
internal static class PlanLook
{
    // Some of these are skipped for what only the planner sees.
    private const int Seats = 116_000;
    private const int Passes = 9;
    private const int WarmUp = 2;

    public static async Task RunAsync()
    {
        var snapshot = await ScannedOrganisation.MakeAsync();
        Write("Accounts that Recoup can change itself", Sources(snapshot, synced: false));
        Write("With those of an identity provider, whose findings a plan skips one by one", Sources(snapshot, synced: true));
    }

    private static void Write(string what, PlanSources sources)
    {
        var all = Make(sources, new());
        var half = sources.Held.Seats(r => !sources.Around.IsSandbox(r.Site))[Product.Jira] - (all.Rows.Sum(r => r.Seats.Count(s => s.Product == Product.Jira)) / 2);
        var (plan, hash) = (Median(() => Make(sources, new())), Median(() => PlanHash.Of(all.Head, all.Rows)));
        var target = Median(() => Make(sources, new() { Targets = new Dictionary<Product, int> { [Product.Jira] = half } }));
        Console.WriteLine($"{what}: {all.Head.Seats:N0} seats in {all.Head.Rows:N0} rows, {all.Head.Skipped:N0} findings skipped, {sources.Candidates.Count:N0} accounts");
        Console.WriteLine($"  {plan:N2} s to plan them all, less than 1 s wanted for 100,000 seats (median of {Passes})");
        Console.WriteLine($"  {target:N2} s to choose half of the Jira seats, the least risky");
        Console.WriteLine($"  {hash:N2} s to write and hash the rows alone; the plan takes {plan / hash:N2} times as long");
    }

    private static Plan Make(PlanSources sources, PlanRequest request) =>
        Planner.Make(sources, request, sources.Around.Survey.Now).Plan ?? throw new InvalidOperationException("There is no plan.");

    private static PlanSources Sources(Snapshot snapshot, bool synced)
    {
        var around = new Circumstances(snapshot.Survey, snapshot.Settings, snapshot.Holds);
        var judge = new Judge(around);
        var held = new Headcount();
        var candidates = new List<Candidate>();
        var seats = 0;
        for (var turn = 0; seats < Seats; turn++)
        {
            foreach (var first in snapshot.Accounts)
            {
                var account = first with { Id = new(string.Create(CultureInfo.InvariantCulture, $"{first.Id}-{turn}")) };
                held.Add(Footprint.Of(account), 1);
                Recommendation[] ready = [.. judge.Findings(account, []).Where(f => f.IsActionable)];
                if (ready.Length == 0 || (!synced && !Array.Exists(ready, CanBeDone)))
                    continue;
                candidates.Add(new(account, ready));
                seats += ready.Where(CanBeDone).Sum(f => f.Seats.Count);
            }
        }

        return new(around, held, candidates, []);
    }

    private static bool CanBeDone(Recommendation finding) => finding.SupersededBy is null && finding.Action is not (RecommendedAction.RouteOut or RecommendedAction.Advise);

    private static double Median<T>(Func<T> pass) => Enumerable.Range(0, WarmUp + Passes).Select(_ => Seconds(pass)).Skip(WarmUp).Order().ElementAt(Passes / 2);

    private static double Seconds<T>(Func<T> pass)
    {
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        pass();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
