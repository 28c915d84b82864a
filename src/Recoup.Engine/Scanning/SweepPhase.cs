using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Issue activity of the connected sites, in the cheaper of two ways: all issues created within the threshold, or questions
/// about 50 candidates each. Jira's approximate count tells what the first costs; here it is decided, and the sweep done.
/// </summary>
internal sealed class SweepPhase : IPhase
{
    public bool AsksSites => true;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var sites = scan.Survey.ReadableSites;
        if (scan.Position >= sites.Count)
            return await desk.EnterAsync(scan, ScanPhase.Probes, cancellationToken);

        var site = sites[scan.Position];
        var jira = desk.Atlassian.Sites[site];
        if (scan.Activity.FirstOrDefault(p => p.Site == site) is not { } plan)
        {
            plan = await PlanAsync(scan, desk, site, jira, cancellationToken);
            var planned = desk.Stamp(scan with { Activity = [.. scan.Activity, plan], Position = plan.Sweep ? scan.Position : scan.Position + 1 });
            await desk.Store.SaveScanAsync(planned, cancellationToken);
            return planned;
        }

        var page = await jira.IssuesPageAsync(plan.Minutes, scan.Cursor, cancellationToken);
        var last = page.IsLast == true || string.IsNullOrEmpty(page.NextPageToken);
        return await desk.SaveListingAsync(
            last ? scan with { Position = scan.Position + 1, Cursor = null } : await desk.FollowAsync(scan, page.NextPageToken!, "POST search/jql", cancellationToken),
            new Listing(scan.Listings) { Issues = Tallies(page, site) },
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var site = scan.Survey.ReadableSites[scan.Position];
        var without = scan.Missing($"issue activity on {scan.Survey.SiteName(site)} ({failure.Message})");
        // Without a plan the site is asked nothing more, and its issues stay unknown.
        without = desk.Stamp(without with { Activity = [.. scan.Activity.Where(p => p.Site != site)], Position = scan.Position + 1, Cursor = null });
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    private static async Task<ActivityPlan> PlanAsync(Scan scan, ScanDesk desk, SiteId site, JiraApi jira, CancellationToken cancellationToken)
    {
        // The window ends now, not at the scan's start: as much longer as the scan has been running.
        // A clock that was set back must not make it shorter.
        var running = desk.Time.GetUtcNow() - scan.Survey.Now;
        var window = desk.Settings.Inactive + (running > TimeSpan.Zero ? running : TimeSpan.Zero);
        var minutes = (long)Math.Ceiling(window.TotalMinutes);
        var suspects = scan.Suspects.GetValueOrDefault(site);
        if (suspects == 0)
            return new(site, minutes, 0, Sweep: false);
        var issues = await jira.CountIssuesAsync(minutes, cancellationToken);
        return new(site, minutes, issues, Sweep: Pages(issues, JiraApi.IssuesPerPage) <= Pages(suspects, JiraApi.MostPeople));
    }

    private static IssueTally[] Tallies(IssuePage page, SiteId site)
    {
        var people = new Dictionary<string, (int Reported, int Assigned)>();
        foreach (var issue in page.Issues)
        {
            if (issue?.Fields?.Reporter?.AccountId is { } reporter)
                people[reporter] = people.GetValueOrDefault(reporter) is var (r, a) ? (r + 1, a) : default;
            if (issue?.Fields?.Assignee?.AccountId is { } assignee)
                people[assignee] = people.GetValueOrDefault(assignee) is var (r, a) ? (r, a + 1) : default;
        }

        return [.. people.Select(p => new IssueTally(new(p.Key), site, p.Value.Reported, p.Value.Assigned))];
    }

    private static int Pages(int things, int each) => (things + each - 1) / each;
}
