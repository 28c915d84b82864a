using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Where the admin allows it: the projects of each connected site with their leads, and who has a role in its service projects.
/// Before the accounts, so that whether one serves is known from its groups as it arrives.
/// </summary>
internal sealed class ProjectsPhase : IPhase
{
    /// <summary>What stands before the number of a service project in the cursor; a bare number counts projects listed.</summary>
    private const string Roles = "roles ";

    public bool AsksSites => true;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var sites = scan.Survey.ReadableSites;
        if (scan.Position >= sites.Count)
            return await desk.EnterAsync(scan, ScanPhase.Inventory, cancellationToken);
        var site = sites[scan.Position];
        return scan.Cursor?.StartsWith(Roles, StringComparison.Ordinal) == true
            ? await RolesAsync(scan, site, int.Parse(scan.Cursor[Roles.Length..], CultureInfo.InvariantCulture), desk, cancellationToken)
            : await ProjectsAsync(scan, site, int.Parse(scan.Cursor ?? "0", CultureInfo.InvariantCulture), desk, cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var site = scan.Survey.ReadableSites[scan.Position];
        var without = scan.Without($"projects on {scan.Survey.SiteName(site)}", failure).WithoutWork(site);
        without = desk.Stamp(without with { Position = scan.Position + 1, Cursor = null });
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    private static async Task<Scan> ProjectsAsync(Scan scan, SiteId site, int from, ScanDesk desk, CancellationToken cancellationToken)
    {
        var page = await desk.Atlassian.Sites[site].ProjectsPageAsync(from, cancellationToken);
        var last = page.IsLast == true || page.Values.Count == 0;
        return await desk.SaveListingAsync(
            scan with { Cursor = last ? $"{Roles}0" : $"{from + page.Values.Count}" },
            new Listing(scan.Listings)
            {
                Leads = [.. page.Values.Where(p => p.Lead is not null).Select(p => new Lead(new(p.Lead!.AccountId), site, p.Key))],
                ServiceProjects = [.. page.Values.Where(p => p.ProjectTypeKey == "service_desk").Select(p => new ServiceProject(site, p.Key))],
            },
            cancellationToken);
    }

    /// <summary>The people and groups of the next service project; none further once everybody on the site turns out to serve.</summary>
    private static async Task<Scan> RolesAsync(Scan scan, SiteId site, int at, ScanDesk desk, CancellationToken cancellationToken)
    {
        var roster = await desk.RosterAsync(scan, cancellationToken);
        var projects = roster.ServiceProjects(site);
        if (at >= projects.Count || roster.EverybodyServes(site))
        {
            var next = desk.Stamp(scan) with { Position = scan.Position + 1, Cursor = null };
            await desk.Store.SaveScanAsync(next, cancellationToken);
            return next;
        }

        return await desk.SaveListingAsync(
            scan with { Cursor = $"{Roles}{at + 1}" },
            new Listing(scan.Listings) { Serving = [.. (await ServingAsync(site, projects[at], desk, cancellationToken)).Distinct()] },
            cancellationToken);
    }

    private static async Task<List<Serving>> ServingAsync(SiteId site, string project, ScanDesk desk, CancellationToken cancellationToken)
    {
        var jira = desk.Atlassian.Sites[site];
        var holders = (await jira.PermissionsAsync(project, cancellationToken)).Where(p => p is { Permission: "SERVICEDESK_AGENT", Holder: not null }).Select(p => p.Holder!).ToList();
        // Whom else it goes to (any user of the app, a field of a request) cannot be told in advance: then nobody is without a project.
        if (holders.Exists(h => h.Type is not ("projectRole" or "user" or "group" or "projectLead")))
            return [new(site, null, null)];
        if (!desk.Learned.ProjectRoles.TryGetValue(site, out var roles))
            desk.Learned.ProjectRoles[site] = roles = await jira.ProjectRolesAsync(cancellationToken);
        var serving = holders.Select(h => (h.Type, Id: h.Value ?? h.Parameter)).Where(h => h.Id is not null)
            .Select(h => h.Type == "user" ? new Serving(site, new(h.Id!), null) : h.Type == "group" ? new Serving(site, null, GroupId.From(h.Id!)) : (Serving?)null)
            .OfType<Serving>().ToList();
        foreach (var role in roles)
        {
            foreach (var actor in await jira.ProjectActorsAsync(project, role, cancellationToken))
            {
                if (actor.ActorUser is { } user)
                    serving.Add(new(site, new(user.AccountId), null));
                else if (actor.ActorGroup?.GroupId is { } group)
                    serving.Add(new(site, null, GroupId.From(group)));
            }
        }

        return serving;
    }
}
