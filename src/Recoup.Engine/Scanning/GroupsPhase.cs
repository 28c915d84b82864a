using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// For each product on each site and each billable role: how many hold it, and which groups give it. Comes before the
/// accounts, so that every page of users becomes seats as it arrives. In a large organisation also which groups give anything
/// else, so that accounts with more than that stand out.
/// </summary>
internal sealed class GroupsPhase : IPhase
{
    /// <summary>Below so many accounts listing every holder of a role costs no more than what it would save.</summary>
    private const int Large = 2_000;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var todo = Todo(scan);
        if (scan.Position >= todo.Count)
            return await GivingAsync(scan, scan.Position - todo.Count, desk, cancellationToken);

        var api = desk.Atlassian.Organizations;
        var (resource, role) = todo[scan.Position];
        var next = scan;
        if (scan.Cursor is null)
            next = next with { Ties = [.. next.Ties, new Tie(resource, role, await api.CountHoldersAsync(resource, role, cancellationToken), Explained: 0)] };
        var answer = await api.GrantingGroupsPageAsync(resource, role, scan.Cursor, cancellationToken);
        return await desk.SaveListingAsync(
            string.IsNullOrEmpty(answer.Links?.Next)
                ? next with { Position = scan.Position + 1, Cursor = null }
                : await desk.FollowAsync(next, answer.Links.Next, "POST groups/search", cancellationToken),
            new Listing(scan.Listings) { Grants = [.. answer.Data.Select(g => ToGrant(g, resource, role))] },
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var todo = Todo(scan);
        // What other groups give only makes a later phase cheaper.
        if (scan.Position >= todo.Count)
            return await desk.EnterAsync(scan, ScanPhase.Managed, cancellationToken);
        var (resource, role) = todo[scan.Position];
        var without = desk.Stamp(Unread(scan, resource, role, failure.Message)) with { Position = scan.Position + 1, Cursor = null };
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    /// <summary>Notes that the holders of a role could not be read whole.</summary>
    internal static Scan Unread(Scan scan, Resource resource, string role, string why)
    {
        return (scan with { Survey = scan.Survey with { UnreadSeats = [.. scan.Survey.UnreadSeats, resource] } })
            .Missing($"who holds {role} in {resource.Product.Name} on {scan.Survey.SiteName(resource.Site)} ({why})");
    }

    private static async Task<Scan> GivingAsync(Scan scan, int place, ScanDesk desk, CancellationToken cancellationToken)
    {
        var open = scan.Survey.Sites.SelectMany(s => s.Products, (s, p) => new Resource(p, s.Id)).ElementAtOrDefault(place);
        if (open == default || scan.Expected < Large)
            return await desk.EnterAsync(scan, ScanPhase.Managed, cancellationToken);
        var answer = await desk.Atlassian.Organizations.GivingGroupsPageAsync(open, scan.Cursor, cancellationToken);
        return await desk.SaveListingAsync(
            string.IsNullOrEmpty(answer.Links?.Next)
                ? scan with { Position = scan.Position + 1, Cursor = null }
                : await desk.FollowAsync(scan, answer.Links.Next, "POST groups/search", cancellationToken),
            new Listing(scan.Listings) { Giving = [.. answer.Data.Select(g => new Giving(GroupId.From(g.Id), open))] },
            cancellationToken);
    }

    private static List<(Resource Resource, string Role)> Todo(Scan scan) =>
    [
        .. from site in scan.Survey.Sites
           from product in site.Products
           from role in Role.Billable
           select (new Resource(product, site.Id), role),
    ];

    private static Grant ToGrant(GroupBody group, Resource resource, string role) => new(
        GroupId.From(group.Id),
        group.Name ?? group.Id,
        group.DirectoryId is null ? null : new DirectoryId(group.DirectoryId),
        Writable: group.ExternalSynced != true && group.ManagedBy != "external" && group.ManagementAccess?.Modifiable != false,
        resource,
        role);
}
