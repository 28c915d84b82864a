using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Checks the key against the organisation and learns its sites, domains and size, before anything dear is asked.</summary>
internal sealed class Preflight : IPhase
{
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
        };
        var next = scan with { Survey = survey, Expected = await api.CountAccountsAsync(cancellationToken) };
        foreach (var (site, jira) in desk.Atlassian.Sites)
            next = await TrySiteAsync(next, site, jira, cancellationToken);
        return await desk.EnterAsync(next, ScanPhase.Groups, cancellationToken);
    }

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
