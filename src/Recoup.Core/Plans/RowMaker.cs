using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Core.Plans;

/// <summary>Turns the findings about one account into the calls that answer them, or says why that cannot be.</summary>
internal sealed class RowMaker(Circumstances around)
{
    /// <summary>Roles that cost nothing, for those who need no more (ATLASSIAN 1.8).</summary>
    private static readonly Dictionary<Product, string> FreeRoles = new()
    {
        [Product.ServiceManagement] = "atlassian/customer",
        [Product.Discovery] = "atlassian/contributor",
    };

    /// <param name="account">The account.</param>
    /// <param name="findings">What is asked for about it: one finding about the account, or several about one seat each.</param>
    /// <param name="skipped">Gets what cannot be done.</param>
    /// <returns>Null when nothing is left to do.</returns>
    public PlanRow? TryMake(Account account, IReadOnlyList<Recommendation> findings, List<SkippedRow> skipped)
    {
        // What one finding takes may be what another would lose: those that cannot be done go, until the rest can.
        var left = findings.ToList();
        while (left.Count > 0)
        {
            var lead = left.Find(f => f.Action is not (RecommendedAction.RouteOut or RecommendedAction.Advise));
            var doubtful = left.Select(f => (Finding: f, Skip: Doubt(account, f, left) ?? Other(f, lead))).Where(d => d.Skip is not null).ToList();
            if (doubtful.Count == 0)
                return Row(account, left);
            foreach (var (finding, skip) in doubtful)
            {
                skipped.Add(SkippedRow.Of(finding, skip!));
                left.Remove(finding);
            }
        }

        return null;
    }

    private Skip? Doubt(Account account, Recommendation finding, List<Recommendation> together) => finding.Action switch
    {
        RecommendedAction.RouteOut => new("route-out", "only the identity provider can change it: recoup route-out pack"),
        RecommendedAction.Advise => new("advise", "nothing that Recoup would do: what to do stands in the finding"),
        RecommendedAction.Deactivate when !account.IsManaged => new("unmanaged", "only a managed account can be deactivated"),
        RecommendedAction.Suspend => account.Seats.Where(s => DirectoryOf(s) is null).Select(s => NoDirectory(s)).FirstOrDefault(),
        RecommendedAction.RemoveAccess or RecommendedAction.ChangeRole => Removal(account, finding, together),
        _ => null,
    };

    /// <summary>One row does one thing.</summary>
    private static Skip? Other(Recommendation finding, Recommendation? lead) =>
        lead is null || lead.Action == finding.Action ? null : new("other-action", $"{lead.Rule} does something else with the account, and goes first");

    private Skip NoDirectory(Seat seat) => new("directory-unknown", $"through which directory {Named(seat.Resource)} is held is not known");

    private Skip? Removal(Account account, Recommendation finding, List<Recommendation> together)
    {
        foreach (var wanted in finding.Seats)
        {
            if (account.Seats.FirstOrDefault(s => s.Resource == wanted.Resource) is not { } seat)
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
        var name = around.TryGetGroup(group)?.Name ?? group.Value;
        if (grants.Any(g => g.Role == Role.Admin))
            return new("admin-group", $"the group {name} gives an admin's role: Recoup does not change who is in it");
        if (grants.Any(g => !g.Writable))
            return new("group-kept", $"the group {name} is kept by the identity provider");
        return DirectoryOf(seat) is null ? NoDirectory(seat) : null;
    }

    /// <summary>Leaving a group takes everything that it alone gives, also what nobody asked to take.</summary>
    private Skip? Lost(Account account, Recommendation finding, List<Recommendation> together)
    {
        var leaves = account.Seats.Where(s => finding.Seats.Any(w => w.Resource == s.Resource)).SelectMany(s => s.Groups).ToHashSet();
        if (leaves.Count == 0)
            return null;
        var planned = together.SelectMany(f => f.Seats).Select(s => s.Resource).ToHashSet();
        var lost = account.Seats.FirstOrDefault(s => !planned.Contains(s.Resource) && s.Path == SeatPath.Group && s.Groups.Count > 0 && s.Groups.All(leaves.Contains));
        return lost is null
            ? null
            : new("group-shared", $"the group {around.TryGetGroup(lost.Groups[0])?.Name ?? lost.Groups[0].Value} also gives {Named(lost.Resource)}, which is not to go: give that by a group of its own first");
    }

    private PlanRow Row(Account account, List<Recommendation> findings)
    {
        var lead = findings[0];
        var seats = account.Seats.Where(s => findings.Any(f => f.Seats.Any(w => w.Resource == s.Resource))).ToList();
        var before = AccountState.Of(account);
        var footprint = Footprint.Of(account);
        var savings = around.Savings.Of(footprint, findings.Aggregate(footprint, (left, f) => left.After(f)));
        return new PlanRow
        {
            Id = lead.Id,
            Findings = [.. findings.Select(f => f.Id)],
            Rule = lead.Rule,
            Tier = findings.Min(f => f.Tier),
            AccountId = account.Id,
            DisplayName = account.Name,
            Action = lead.Action,
            Seats = [.. seats.Select(s => new SeatRef(s.Product, s.Site, DirectoryOf(s)))],
            IdleDays = IdleDays(account, seats),
            Changes = [.. Changes(account, lead.Action, seats)],
            Before = before,
            After = lead.Action switch
            {
                RecommendedAction.Suspend => before with { Status = "suspended", Seats = [] },
                RecommendedAction.Deactivate => before with { Status = "deactivated", Seats = [] },
                _ => before with { Seats = [.. before.Seats.Where(s => !seats.Exists(gone => gone.Resource == s.Resource))] },
            },
            Saving = savings.Count > 0 ? savings[0] : null,
            OtherSavings = savings.Count > 1 ? [.. savings.Skip(1)] : null,
            IsAdmin = account.PlatformRoles?.Any(r => !Role.AdministersNothing(r)) == true || account.Seats.Any(s => s.Role == Role.Admin),
        };
    }

    private IEnumerable<PlannedChange> Changes(Account account, RecommendedAction action, List<Seat> seats) => action switch
    {
        RecommendedAction.Suspend => account.Seats.Select(DirectoryOf).Distinct().OrderBy(d => d?.Value, StringComparer.Ordinal).Select(d => new PlannedChange(ChangeKind.Suspend) { Directory = d }),
        RecommendedAction.Deactivate => [new(ChangeKind.Deactivate)],
        // Given before anything is taken: nobody is without a role in between.
        RecommendedAction.ChangeRole => seats.Select(Given).Concat(seats.SelectMany(Removals).Distinct()),
        _ => seats.SelectMany(Removals).Distinct(),
    };

    private static PlannedChange Given(Seat seat) => new(ChangeKind.AssignRole) { Resource = seat.Resource, Role = FreeRoles[seat.Product] };

    private IEnumerable<PlannedChange> Removals(Seat seat)
    {
        foreach (var group in seat.Groups)
            yield return new(ChangeKind.LeaveGroup) { Directory = DirectoryOf(seat), Group = group, GroupName = around.TryGetGroup(group)?.Name };
        if (seat.Path is SeatPath.Direct or SeatPath.DirectAndGroup)
            yield return new(ChangeKind.RevokeRole) { Resource = seat.Resource, Role = seat.Role };
    }

    /// <summary>Where it is not read, an organisation with one directory leaves no choice.</summary>
    private DirectoryId? DirectoryOf(Seat seat) => seat.Directory ?? (around.Survey.Directories is [var only] ? only.Id : null);

    private int IdleDays(Account account, List<Seat> seats)
    {
        Signal newest = Signal.None;
        foreach (var last in seats.Select(s => account.LastActive(s.Resource)).Select(own => own.IsKnown ? own : account.LastActiveAnywhere))
        {
            if (!last.IsKnown)
                return 0;
            if (last.HasValue && (!newest.HasValue || last.At > newest.At))
                newest = last;
        }

        var since = newest.HasValue ? newest.At : account.AddedToOrg;
        return since is { } at ? Math.Max(0, (int)(around.Survey.Now - at).TotalDays) : 0;
    }

    private string Named(Resource resource) => $"{resource.Product.Name} on {around.SiteName(resource.Site)}";
}
