using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Classification;

namespace Recoup.Engine.Scanning;

/// <summary>Rules and guards over every account, and what they found, stored and counted.</summary>
internal sealed class Judging : IPhase
{
    private const int PagesASave = 20;
    private const int SavesAStep = 5;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        // While one batch is saved the next is judged. Each save is a checkpoint of its own.
        var saving = Task.CompletedTask;
        for (var i = 0; i < SavesAStep; i++)
        {
            var pages = await desk.PagesAsync(scan, scan.Position, PagesASave, cancellationToken);
            if (pages.Count == 0)
            {
                await saving;
                return await EndAsync(scan, desk, cancellationToken);
            }

            await desk.UseAsync(scan, pages, cancellationToken);
            (scan, var findings) = await JudgeAsync(scan with { Position = pages[^1].Number + 1 }, [.. pages.SelectMany(p => p.Accounts)], desk, cancellationToken);
            await saving;
            saving = desk.Store.SaveRecommendationsAsync(scan, findings, cancellationToken);
        }

        await saving;
        return scan;
    }

    /// <summary>When every account is judged: groups and subscriptions.</summary>
    internal static async Task<Scan> EndAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var judge = await desk.JudgeAsync(scan, cancellationToken);
        // Also where the last pages were judged by another process.
        await desk.UseAsync(scan, [], cancellationToken);
        scan = await desk.SaveGroupsAsync(scan, cancellationToken);
        var earlier = await desk.Store.RecommendationsAsync(scan.Org, new RecommendationQuery { AboutNobody = true, Closed = true }, cancellationToken);
        var found = judge.Findings(scan.Held, scan.Findings.Ready, earlier);
        var counts = new Counting(scan.Findings, scan.Survey.Sandboxes);
        counts.Add(found);
        var judged = desk.Stamp(scan).Enter(ScanPhase.Summary) with { Findings = counts.Total(), Waiting = judge.Waiting(), JudgedBy = await desk.JudgedByAsync(scan, cancellationToken) };
        await desk.Store.SaveRecommendationsAsync(judged, found, cancellationToken);
        return judged;
    }

    /// <summary>Judges a batch of accounts, with what earlier scans found about them.</summary>
    /// <param name="usageIsCounted">Whether it was counted already how their seats are used.</param>
    internal static async Task<(Scan Scan, List<Recommendation> Findings)> JudgeAsync(Scan scan, Account[] accounts, ScanDesk desk, CancellationToken cancellationToken, bool usageIsCounted = false)
    {
        var judge = await desk.JudgeAsync(scan, cancellationToken);
        var earlier = (await desk.Store.RecommendationsOfAsync(scan.Org, Array.ConvertAll(accounts, a => a.Id), cancellationToken))
            .ToLookup(r => r.AccountId);
        var findings = new List<Recommendation>();
        var usage = new UsageCounting(scan.Usage, judge.Around);
        var counts = new Counting(scan.Findings, scan.Survey.Sandboxes, usage);
        var open = scan.OpenKinds;
        foreach (var account in accounts)
        {
            if (!usageIsCounted)
                usage.Add(account);
            var found = judge.Findings(account, [.. earlier[account.Id]]);
            findings.AddRange(found);
            counts.Add(account, found);
            open += account.Opinion is not null || OpenKinds.IsOpen(account, found) ? 1 : 0;
        }

        return (desk.Stamp(scan) with { Findings = counts.Total(), Usage = usage.Total(), OpenKinds = open }, findings);
    }
}
