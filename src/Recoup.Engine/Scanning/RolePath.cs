using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Seats from an account's own role assignments, the last word on what it holds and how.</summary>
public static class RolePath
{
    /// <param name="assignments">Every assignment of the account.</param>
    /// <param name="known">The seats assumed so far: they know which groups grant.</param>
    public static IReadOnlyList<Seat> Seats(IReadOnlyList<RoleAssignmentBody> assignments, IReadOnlyList<Seat> known) =>
    [
        .. assignments
            .Select(a => Seat(a, known))
            .OfType<Seat>()
            .GroupBy(s => s.Resource, (_, same) => same.Aggregate(Joined))
            .OrderBy(s => s.Resource.Ari, StringComparer.Ordinal),
    ];

    private static Seat? Seat(RoleAssignmentBody assignment, IReadOnlyList<Seat> known)
    {
        if (Resource.TryParse(assignment.ResourceId) is not { Product.HasSeats: true } resource || assignment.UserDirectoryStatus is "suspended" or "no_membership")
            return null;
        var billable = (assignment.RoleAssignments ?? []).Where(r => r?.Role is not null && Role.Billable.Contains(r.Role)).ToList();
        if (billable.Count == 0)
            return null;
        var methods = billable.SelectMany(r => r.RoleAssignmentMethods ?? []).ToHashSet();
        var earlier = known.FirstOrDefault(s => s.Resource == resource);
        var directory = assignment.DirectoryId is null ? earlier?.Directory : new DirectoryId(assignment.DirectoryId);
        return new(resource, billable.Exists(r => r.Role == Role.Admin) ? Role.Admin : Role.User, Path(methods), earlier?.Groups ?? [], directory);
    }

    /// <summary>One seat held through two directories is one seat; taking one way leaves the other.</summary>
    private static Seat Joined(Seat a, Seat b) => a with
    {
        Role = a.Role == Role.Admin ? a.Role : b.Role,
        Path = a.Path == b.Path ? a.Path : SeatPath.DirectAndGroup,
    };

    /// <summary>Whatever else gives a role that is inferred: taking that away leaves it.</summary>
    private static SeatPath Path(HashSet<string> methods) => (methods.Contains("direct"), methods.Contains("group_direct"), methods.Contains("inferred")) switch
    {
        (_, _, true) => SeatPath.Inferred,
        (true, true, _) => SeatPath.DirectAndGroup,
        (true, false, _) => SeatPath.Direct,
        (false, true, _) => SeatPath.Group,
        _ => SeatPath.Unknown,
    };
}
