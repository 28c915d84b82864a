using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>The connected sites' own lists of people, against which the organisation's list is held.</summary>
internal sealed class PeoplePhase : IPhase
{
    public bool AsksSites => true;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var sites = scan.Survey.ReadableSites;
        if (scan.Position >= sites.Count)
            return await desk.EnterAsync(scan, desk.Settings.ExtendedReads ? ScanPhase.Projects : ScanPhase.Inventory, cancellationToken);

        var site = sites[scan.Position];
        var start = int.Parse(scan.Cursor ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var people = await desk.Atlassian.Sites[site].PeoplePageAsync(start, cancellationToken);
        Listed[] active = [.. people.Where(p => p is { AccountId: not null, AccountType: "atlassian", Active: true }).Select(p => new Listed(new(p.AccountId!), site))];
        var next = Told(scan, site, active.Length);
        return await desk.SaveListingAsync(
            people.Count == 0 ? next with { Position = scan.Position + 1, Cursor = null } : next with { Cursor = $"{start + people.Count}" },
            new Listing(scan.Listings) { OnSites = active },
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var site = scan.Survey.ReadableSites[scan.Position];
        var without = scan.Without($"the list of people of {scan.Survey.SiteName(site)}", failure);
        without = desk.Stamp(without with
        {
            // A list cut short proves nothing.
            Survey = without.Survey with { SitePeople = [.. without.Survey.SitePeople.Where(p => p.Site != site)] },
            Position = scan.Position + 1,
            Cursor = null,
        });
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    private static Scan Told(Scan scan, SiteId site, int active)
    {
        var before = scan.Survey.SitePeople.FirstOrDefault(p => p.Site == site) ?? new SitePeople(site, 0, 0, 0);
        SitePeople[] all = [.. scan.Survey.SitePeople.Where(p => p.Site != site), before with { Listed = before.Listed + active }];
        return scan with { Survey = scan.Survey with { SitePeople = all } };
    }
}
