using Recoup.Core.Recommendations;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Ends findings that no longer hold, with the reason, and forgets older user lists. A partial scan closes nothing: what it
/// did not see may still be there.
/// </summary>
internal sealed class Closing : IPhase
{
    private const int AStep = 100;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        if (!scan.Survey.IsPartial)
        {
            var stale = await desk.Store.RecommendationsAsync(scan.Org, new RecommendationQuery { NotSeenIn = scan.Id, Take = AStep }, cancellationToken);
            if (stale.Count > 0)
            {
                var closed = new List<Recommendation>();
                foreach (var finding in stale)
                    closed.Add(finding.Closed(await WhyAsync(scan, desk, finding, cancellationToken)));
                var going = desk.Stamp(scan) with { Closed = scan.Closed + closed.Count };
                await desk.Store.SaveRecommendationsAsync(going, closed, cancellationToken);
                return going;
            }
        }

        var ended = desk.Stamp(scan) with
        {
            Phase = ScanPhase.Done,
            Status = scan.Survey.IsPartial ? ScanStatus.Partial : ScanStatus.Complete,
            FinishedAt = desk.Time.GetUtcNow(),
        };
        await desk.Store.SaveScanAsync(ended, cancellationToken);
        await desk.Store.DeleteAccountsExceptAsync(scan.Org, scan.Id, cancellationToken);
        return ended;
    }

    private static async Task<string> WhyAsync(Scan scan, ScanDesk desk, Recommendation finding, CancellationToken cancellationToken)
    {
        if (finding.Evidence is [{ Source: var source }, ..] && source != scan.Survey.Source)
            return $"found in {source}; the newest data is {scan.Survey.Source}, which does not show it";
        var overtaken = $"{finding.Rule} no longer holds: used again, or the threshold was changed";
        if (desk.Settings.SwitchedOff.Contains(finding.Rule))
            return $"the policy has switched {finding.Rule} off";
        if (finding.AccountId is not { } id)
            return overtaken;
        var account = await desk.Store.TryGetAccountAsync(scan.Org, scan.Id, id, cancellationToken);
        if (account is null)
            return "the account is no longer in the organisation";
        if (finding.Seats.Count == 0)
            return overtaken;
        if (!account.IsActive)
            return $"the account is {account.Status}";
        if (!finding.Seats.Any(s => account.Seats.Any(held => held.Product == s.Product && held.Site == s.Site)))
            return "the seat is no longer held";
        return overtaken;
    }
}
