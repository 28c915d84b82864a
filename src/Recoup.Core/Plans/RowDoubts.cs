using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Core.Plans;

/// <summary>Why a finding cannot be acted on, or would take more than it is about.</summary>
internal sealed class RowDoubts(Circumstances around)
{
    /// <summary>Roles that cost nothing, for those who need no more (ATLASSIAN 1.8).</summary>
    public static readonly Dictionary<Product, string> FreeRoles = new()
    {
        [Product.ServiceManagement] = "atlassian/customer",
        [Product.Discovery] = "atlassian/contributor",
    };

    /// <param name="account">The account.</param>
    /// <param name="finding">What is asked for.</param>
    /// <param name="together">Everything that is asked for about the account.</param>
    /// <returns>Null when nothing speaks against it.</returns>
    public Skip? Of(Account account, Recommendation finding, List<Recommendation> together) => finding.Action switch
    {
        RecommendedAction.RouteOut => Skip.RouteOut,
        RecommendedAction.Advise => Skip.Advise,
        not RecommendedAction.Deactivate when finding.Seats.Count == 0 => Skip.NoSeat,
        RecommendedAction.Deactivate when !account.IsManaged => new("unmanaged", "only a managed account can be deactivated"),
        RecommendedAction.Suspend => Suspension(account),
        RecommendedAction.RemoveAccess or RecommendedAction.ChangeRole => Removal(account, finding, together),
        _ => null,
    };

    private Skip? Suspension(Account account)
    {
        foreach (var seat in account.Seats)
        {
            if (DirectoryOf(seat) is null)
                return NoDirectory(seat);
        }

        return null;
    }

    private Skip NoDirectory(Seat seat) => new("directory-unknown", $"through which directory {Named(seat.Resource)} is held is not known");

    private Skip? Removal(Account account, Recommendation finding, List<Recommendation> together)
    {
        foreach (var wanted in finding.Seats)
        {
            if (SeatOf(account, wanted.Resource) is not { } seat)
                return new("seat-gone", $"{Named(wanted.Resource)} is not held any more");
            if (seat.Role == Role.Admin)
                return new("admin-role", $"the role on {Named(seat.Resource)} is an admin's");
            if (seat.Path is SeatPath.Unknown or SeatPath.Inferred)
                return new("path-unknown", $"how {Named(seat.Resource)} is held is not known");
            if (seat.Path != SeatPath.Direct && seat.Groups.Count == 0)
                return new("path-unknown", $"which group gives {Named(seat.Resource)} is not known");
            if (finding.Action == RecommendedAction.ChangeRole && !FreeRoles.ContainsKey(seat.Product))
                return new("no-free-role", $"{seat.Product.Name} has no role that costs nothing");
            foreach (var group in seat.Groups)
            {
                if (GroupDoubt(seat, group) is { } doubt)
                    return doubt;
            }
        }

        return Lost(account, finding, together);
    }

    private Skip? GroupDoubt(Seat seat, GroupId group)
    {
        var grants = around.GrantsOf(group);
        if (grants.Any(g => g.Role == Role.Admin))
            return new("admin-group", $"the group {NameOf(group)} gives an admin's role: Recoup does not change who is in it");
        if (grants.Any(g => !g.Writable))
            return new("group-kept", $"the group {NameOf(group)} is kept by the identity provider");
        return DirectoryOf(seat, group) is null ? NoDirectory(seat) : null;
    }

    /// <summary>Leaving a group takes everything that it alone gives, also what nobody asked to take.</summary>
    private Skip? Lost(Account account, Recommendation finding, List<Recommendation> together)
    {
        foreach (var wanted in finding.Seats)
        {
            foreach (var group in SeatOf(account, wanted.Resource)!.Groups)
            {
                foreach (var other in account.Seats)
                {
                    if (!Takes(together, other.Resource) && Gives(group, other) && !IsKept(account, other, together))
                        return new("group-shared", $"the group {NameOf(group)} also gives {Named(other.Resource)}, which is not to go: give that by a group of its own first");
                }
            }
        }

        return null;
    }

    private bool Gives(GroupId group, Seat seat)
    {
        if (seat.Groups.Contains(group))
            return true;
        foreach (var grant in around.GrantsOf(group))
        {
            if (grant.Resource == seat.Resource)
                return true;
        }

        return false;
    }

    private static Seat? SeatOf(Account account, Resource resource)
    {
        var seats = account.Seats;
        for (var at = 0; at < seats.Count; at++)
        {
            if (seats[at].Resource == resource)
                return seats[at];
        }

        return null;
    }

    /// <summary>Whether a seat is still held when others go: by the account itself, or by a group that it stays in.</summary>
    private static bool IsKept(Account account, Seat seat, List<Recommendation> going) =>
        seat.Path is SeatPath.Direct or SeatPath.DirectAndGroup || !seat.Groups.All(group => account.Seats.Any(s => s.Groups.Contains(group) && Takes(going, s.Resource)));

    public static bool Takes(List<Recommendation> findings, Resource resource)
    {
        foreach (var finding in findings)
        {
            if (Takes(finding, resource))
                return true;
        }

        return false;
    }

    private static bool Takes(Recommendation finding, Resource resource)
    {
        // Asked for every seat of every row: by place, since an enumerator would be made each time.
        var seats = finding.Seats;
        for (var at = 0; at < seats.Count; at++)
        {
            if (seats[at].Product == resource.Product && seats[at].Site == resource.Site)
                return true;
        }

        return false;
    }

    /// <summary>Where it is not read, an organisation with one directory leaves no choice.</summary>
    public DirectoryId? DirectoryOf(Seat seat) => seat.Directory ?? (around.Survey.Directories is [var only] ? only.Id : null);

    /// <summary>A group is in a directory of its own.</summary>
    public DirectoryId? DirectoryOf(Seat seat, GroupId group) => around.TryGetGroup(group)?.Directory ?? DirectoryOf(seat);

    private string NameOf(GroupId group) => around.TryGetGroup(group)?.Name ?? group.Value;

    private string Named(Resource resource) => $"{resource.Product.Name} on {around.SiteName(resource.Site)}";
}
