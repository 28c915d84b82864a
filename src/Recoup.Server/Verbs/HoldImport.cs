using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Importing;
using Recoup.Engine.Reporting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup hold import</c>: a hold for everybody whom a leave calendar names.</summary>
internal static class HoldImport
{
    private const int MostLines = 10;

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file with \"Account ID\" or \"Email\", \"From\", \"Until\", \"Reason\" (docs/people.md)" };
        var owner = new Option<string>("--owner") { Description = "Who answers for it", HelpName = "NAME", DefaultValueFactory = _ => "leave calendar" };
        var import = new Command("import", "Hold everybody whom a leave calendar names; a hold that lasts longer stays") { file, owner };
        var data = DataOptions.On(import);
        import.SetAction(async (parsed, cancellationToken) =>
        {
            var whose = Given.Text(parsed.GetRequiredValue(owner), "--owner");
            var now = host.Time.GetUtcNow();
            using var reader = ImportVerb.Open(parsed.GetRequiredValue(file));
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await workplace.ShownAsync(org, cancellationToken);
            var read = LeaveFile.Read(reader, DateOnly.FromDateTime(now.UtcDateTime));
            var plan = LeaveHolds.Of(
                read.Leaves,
                await LeaveAccounts.ReadAsync(workplace.Store, scan, cancellationToken),
                await workplace.Store.HoldsAsync(org, cancellationToken),
                whose,
                now);
            var live = plan.Holds.Count(h => h.IsLive(now));
            if (plan.Holds.Count > 0)
                await CommitAsync(workplace, org, plan, now, cancellationToken);
            foreach (var line in Said(read, plan, live))
                await host.Out.WriteLineAsync(PlainText.Of(line));
            return read.Refused.Count + plan.Unmatched.Count > 0 ? ExitCode.Partial : ExitCode.Ok;
        });
        return import;
    }

    /// <summary>All of it or nothing, with one entry in the log that counts and names nobody.</summary>
    private static async Task CommitAsync(Workplace workplace, OrgId org, LeaveHolds plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = await workplace.Store.RecommendationsOfAsync(org, [.. plan.Holds.Where(h => h.IsLive(now)).Select(h => h.Account)], cancellationToken);
        var done = workplace.Event(org, "hold.import") with
        {
            Numbers = new Dictionary<string, long> { ["holds"] = plan.Holds.Count, ["kept"] = plan.Kept, ["ended"] = plan.Ended, ["unmatched"] = plan.Unmatched.Count },
        };
        await workplace.Store.CommitAsync(
            new Change(org, done)
            {
                Holds = plan.Holds.ToDictionary(h => h.Account, Hold? (h) => h),
                Recommendations = [.. findings.Where(f => f.State == RecommendationState.Open).Select(f => f with { State = RecommendationState.Held })],
            },
            cancellationToken);
    }

    private static IEnumerable<string> Said(LeaveFile read, LeaveHolds plan, int live)
    {
        yield return $"{Figures.Count(plan.Holds.Count, "account")} {(plan.Holds.Count == 1 ? "is" : "are")} held by this: {Figures.Number(live)} from now on, {Figures.Number(plan.Holds.Count - live)} from a day to come. Sums change with the next scan.";
        if (plan.Kept > 0)
            yield return $"{Figures.Count(plan.Kept, "account")} {(plan.Kept == 1 ? "was" : "were")} held for as long already.";
        if (plan.Ended > 0)
            yield return $"{Figures.Count(plan.Ended, "leave is", "leaves are")} over already.";
        if (plan.Several > 0)
            yield return $"{Figures.Count(plan.Several, "account has", "accounts have")} several leaves: held from the first day to the last.";
        if (plan.Unmatched is { Count: > 0 } lines)
            yield return $"{Figures.Count(lines.Count, "row names", "rows name")} nobody whom the last scan saw (line {string.Join(", ", lines.Take(MostLines))}{(lines.Count > MostLines ? "…" : "")}).";
        foreach (var line in read.Refused)
            yield return $"Left out: {line}.";
    }
}
