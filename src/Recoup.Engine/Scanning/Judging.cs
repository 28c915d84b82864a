using Recoup.Core.Recommendations;

namespace Recoup.Engine.Scanning;

/// <summary>Rules and guards over every account, and what they found, stored and counted.</summary>
internal sealed class Judging : IPhase
{
    private const int PagesAStep = 5;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var pages = await desk.Store.AccountPagesAsync(scan.Org, scan.Id, scan.Position, PagesAStep, cancellationToken);
        if (pages.Count == 0)
        {
            var entered = desk.Stamp(scan).Enter(ScanPhase.Closing);
            await desk.Store.SaveScanAsync(entered, cancellationToken);
            return entered;
        }

        var judge = await desk.JudgeAsync(scan, cancellationToken);
        var accounts = pages.SelectMany(p => p.Accounts).ToList();
        var earlier = (await desk.Store.RecommendationsOfAsync(scan.Org, accounts.ConvertAll(a => a.Id), cancellationToken))
            .ToLookup(r => r.AccountId);
        var findings = new List<Recommendation>();
        var counts = new Counting(scan.Findings);
        foreach (var account in accounts)
        {
            var found = judge.Findings(account, [.. earlier[account.Id]]);
            findings.AddRange(found);
            counts.Add(found);
        }

        var next = desk.Stamp(scan) with { Position = pages[^1].Number + 1, Findings = counts.Total() };
        await desk.Store.SaveRecommendationsAsync(next, findings, cancellationToken);
        return next;
    }
}
