using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Checks the key against the organisation and learns its sites, domains and size, before anything dear is asked.</summary>
internal sealed class Preflight : IPhase
{
    /// <summary>Complete scans that make the baseline of last use, of so many of the newest.</summary>
    private const int Baseline = 5;
    private const int ScansARead = 20;

    /// <summary>Runs whose regret counts.</summary>
    private const int RunsARead = 1_000;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var api = desk.Atlassian.Organizations;
        if (await api.TryGetOrganizationAsync(cancellationToken) is null)
            throw new AtlassianException("GET orgs/{org}", AtlassianFailure.Rejected, $"the key does not see the organisation {scan.Org}. Compare the id with the address of admin.atlassian.com/o/ID, and the key with the organisation it was made in.");
        var survey = scan.Survey with
        {
            Sites = SiteList.From(await api.WorkspacesAsync(cancellationToken).ToListAsync(cancellationToken)),
            Directories = await api.DirectoriesAsync(cancellationToken).Select(d => new UserDirectory(new(d.DirectoryId), d.Name ?? d.DirectoryId)).ToListAsync(cancellationToken),
            Domains = await api.DomainsAsync(cancellationToken)
                .Where(d => d.Attributes?.Claim?.Status == "verified" && d.Attributes.Name is not null)
                .Select(d => d.Attributes!.Name!)
                .ToListAsync(cancellationToken),
            Regrets = RegretRate.ByRule(await desk.Store.RunsAsync(scan.Org, new(RunsARead), cancellationToken), scan.StartedAt),
        };
        var next = scan with { Survey = survey, UsualShares = await UsualAsync(scan, desk, cancellationToken), Expected = await api.CountAccountsAsync(cancellationToken) };
        foreach (var (site, jira) in desk.Atlassian.Sites)
            next = await TrySiteAsync(next, site, jira, cancellationToken);
        return await desk.EnterAsync(next, ScanPhase.Groups, cancellationToken);
    }

    /// <summary>What the last complete scans saw used lately, by product: the median, since one of them may lie in a holiday.</summary>
    private static async Task<IReadOnlyDictionary<Product, double>> UsualAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var before = (await desk.Store.ScansAsync(scan.Org, new(ScansARead), cancellationToken))
            .Where(s => s.Status == ScanStatus.Complete && s.Survey.Source == scan.Survey.Source && s.Id != scan.Id)
            .Take(Baseline);
        return before.SelectMany(s => s.Survey.Feed).Where(f => f.Seats > 0).GroupBy(f => f.Product).ToDictionary(g => g.Key, g => Median([.. g.Select(f => f.RecentShare).Order()]));
    }

    private static double Median(IReadOnlyList<double> sorted) => sorted[sorted.Count / 2];

    private static async Task<Scan> TrySiteAsync(Scan scan, SiteId site, JiraApi jira, CancellationToken cancellationToken)
    {
        scan = scan with { Survey = scan.Survey with { ActivitySites = [.. scan.Survey.ActivitySites, site] } };
        try
        {
            await jira.GetMyselfAsync(cancellationToken);
            return scan;
        }
        catch (AtlassianException e) when (e.Failure is AtlassianFailure.Unauthorized or AtlassianFailure.Forbidden or AtlassianFailure.NotFound)
        {
            return (scan with { Survey = scan.Survey with { RefusingSites = [.. scan.Survey.RefusingSites, site] } })
                .Missing($"issue activity on {scan.Survey.SiteName(site)}: the site refuses its API token ({e.Message})");
        }
    }
}
