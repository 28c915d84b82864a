using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Core.Plans;

/// <summary>Turns the findings about one account into the calls that answer them, or says why that cannot be.</summary>
/// <param name="around">The organisation.</param>
/// <param name="alone">What a row alone saves, as of when the plan is made.</param>
internal sealed class RowMaker(Circumstances around, RowSavings alone)
{
    /// <summary>Roles that cost nothing, for those who need no more (ATLASSIAN 1.8).</summary>
    private static readonly Dictionary<Product, string> FreeRoles = new()
    {
        [Product.ServiceManagement] = "atlassian/customer",
        [Product.Discovery] = "atlassian/contributor",
    };

    /// <summary>What a bill sees of each row that was made, by its id.</summary>
    public Dictionary<string, (Footprint From, Footprint To)> Moves { get; } = [];

    /// <param name="account">The account.</param>
    /// <param name="left">What is asked for about it: one finding about the account, or several about one seat each.</param>
    /// <param name="skipped">Gets what cannot be done.</param>
    /// <returns>Null when nothing is left to do.</returns>
    public PlanRow? TryMake(Account account, List<Recommendation> left, List<SkippedRow> skipped)
    {
        // What one finding takes may be what another would lose: those that cannot be done go, until the rest can.
        while (left.Count > 0)
        {
            var lead = left.Find(f => f.Action is not (RecommendedAction.RouteOut or RecommendedAction.Advise));
            List<Recommendation>? doubtful = null;
            foreach (var finding in left)
            {
                if ((Doubt(account, finding, left) ?? Other(finding, lead)) is not { } doubt)
                    continue;
                skipped.Add(SkippedRow.Of(finding, doubt));
                (doubtful ??= []).Add(finding);
            }

            if (doubtful is null)
                return Row(account, left);
            left.RemoveAll(doubtful.Contains);
        }

        return null;
    }

    private Skip? Doubt(Account account, Recommendation finding, List<Recommendation> together) => finding.Action switch
    {
        RecommendedAction.RouteOut => Skip.RouteOut,
        RecommendedAction.Advise => Skip.Advise,
        not RecommendedAction.Deactivate when finding.Seats.Count == 0 => Skip.NoSeat,
        RecommendedAction.Deactivate when !account.IsManaged => new("unmanaged", "only a managed account can be deactivated"),
        RecommendedAction.Suspend => Suspension(account),
        RecommendedAction.RemoveAccess or RecommendedAction.ChangeRole => Removal(account, finding, together),
        _ => null,
    };

    /// <summary>One row does one thing.</summary>
    private static Skip? Other(Recommendation finding, Recommendation? lead) =>
        lead is null || lead.Action == finding.Action ? null : new("other-action", $"{lead.Rule} does something else with the account, and goes first");

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
        foreach (var seat in account.Seats)
        {
            if (seat.Resource == resource)
                return seat;
        }

        return null;
    }

    /// <summary>Whether a seat is still held when others go: by the account itself, or by a group that it stays in.</summary>
    private static bool IsKept(Account account, Seat seat, List<Recommendation> going) =>
        seat.Path is SeatPath.Direct or SeatPath.DirectAndGroup || !seat.Groups.All(group => account.Seats.Any(s => s.Groups.Contains(group) && Takes(going, s.Resource)));

    private static bool Takes(List<Recommendation> findings, Resource resource)
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
        foreach (var seat in finding.Seats)
        {
            if (seat.Resource == resource)
                return true;
        }

        return false;
    }

    private PlanRow Row(Account account, List<Recommendation> findings)
    {
        var lead = findings[0];
        var (seats, kept) = (new List<Seat>(account.Seats.Count), new List<PlannedSeat>(0));
        foreach (var seat in account.Seats)
        {
            if (Takes(findings, seat.Resource))
                seats.Add(seat);
        }

        var before = AccountState.Of(account);
        foreach (var seat in before.Seats)
        {
            if (lead.Action is not (RecommendedAction.Suspend or RecommendedAction.Deactivate) && !Takes(findings, seat.Resource))
                kept.Add(seat);
        }

        var footprint = Footprint.Of(account);
        var left = footprint;
        foreach (var finding in findings)
            left = left.After(finding);
        var savings = alone.Of(footprint, left);
        Moves[lead.Id] = (footprint, left);
        return new PlanRow
        {
            Id = lead.Id,
            Findings = findings.Count == 1 ? [lead.Id] : findings.ConvertAll(f => f.Id),
            Rule = lead.Rule,
            Tier = findings.Min(f => f.Tier),
            AccountId = account.Id,
            DisplayName = account.Name,
            Action = lead.Action,
            Seats = seats.ConvertAll(s => new SeatRef(s.Product, s.Site, DirectoryOf(s))),
            IdleDays = IdleDays(account, seats),
            Changes = Changes(account, lead.Action, seats),
            Before = before,
            After = before with
            {
                Status = lead.Action switch
                {
                    RecommendedAction.Suspend => "suspended",
                    RecommendedAction.Deactivate => "deactivated",
                    _ => before.Status,
                },
                Seats = kept,
            },
            Saving = savings.Count > 0 ? savings[0] : null,
            OtherSavings = savings.Count > 1 ? [.. savings.Skip(1)] : null,
            IsAdmin = account.PlatformRoles?.Any(r => !Role.AdministersNothing(r)) == true || account.Seats.Any(s => s.Role == Role.Admin),
        };
    }

    private List<PlannedChange> Changes(Account account, RecommendedAction action, List<Seat> seats)
    {
        var changes = new List<PlannedChange>(1);
        switch (action)
        {
            case RecommendedAction.Suspend:
                foreach (var directory in Directories(account))
                    changes.Add(new(ChangeKind.Suspend) { Directory = directory });
                break;
            case RecommendedAction.Deactivate:
                changes.Add(new(ChangeKind.Deactivate));
                break;
            case RecommendedAction.ChangeRole:
                // Given before anything is taken: nobody is without a role in between.
                foreach (var seat in seats)
                    changes.Add(new(ChangeKind.AssignRole) { Resource = seat.Resource, Role = FreeRoles[seat.Product] });
                Remove(seats, changes);
                break;
            default:
                Remove(seats, changes);
                break;
        }

        return changes;
    }

    private List<DirectoryId> Directories(Account account)
    {
        var all = new List<DirectoryId>();
        foreach (var seat in account.Seats)
        {
            if (DirectoryOf(seat) is { } directory && !all.Contains(directory))
                all.Add(directory);
        }

        all.Sort((a, b) => string.CompareOrdinal(a.Value, b.Value));
        return all;
    }

    private void Remove(List<Seat> seats, List<PlannedChange> changes)
    {
        foreach (var seat in seats)
        {
            foreach (var group in seat.Groups)
            {
                var leave = new PlannedChange(ChangeKind.LeaveGroup) { Directory = DirectoryOf(seat, group), Group = group, GroupName = around.TryGetGroup(group)?.Name };
                if (!changes.Contains(leave))
                    changes.Add(leave);
            }

            if (seat.Path is SeatPath.Direct or SeatPath.DirectAndGroup)
                changes.Add(new(ChangeKind.RevokeRole) { Resource = seat.Resource, Role = seat.Role });
        }
    }

    /// <summary>Where it is not read, an organisation with one directory leaves no choice.</summary>
    private DirectoryId? DirectoryOf(Seat seat) => seat.Directory ?? (around.Survey.Directories is [var only] ? only.Id : null);

    /// <summary>A group is in a directory of its own.</summary>
    private DirectoryId? DirectoryOf(Seat seat, GroupId group) => around.TryGetGroup(group)?.Directory ?? DirectoryOf(seat);

    private int IdleDays(Account account, List<Seat> seats)
    {
        var newest = Signal.None;
        foreach (var seat in seats)
        {
            var last = account.LastActive(seat.Resource) is { IsKnown: true } own ? own : account.LastActiveAnywhere;
            if (!last.IsKnown)
                return 0;
            if (last.HasValue && (!newest.HasValue || last.At > newest.At))
                newest = last;
        }

        var since = newest.HasValue ? newest.At : account.AddedToOrg;
        return since is { } at ? Math.Max(0, (int)(around.Survey.Now - at).TotalDays) : 0;
    }

    private string NameOf(GroupId group) => around.TryGetGroup(group)?.Name ?? group.Value;

    private string Named(Resource resource) => $"{resource.Product.Name} on {around.SiteName(resource.Site)}";
}
