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
    private readonly RowDoubts _doubts = new(around);

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
                if ((_doubts.Of(account, finding, left) ?? Other(finding, lead)) is not { } doubt)
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

    /// <summary>One row does one thing.</summary>
    private static Skip? Other(Recommendation finding, Recommendation? lead) =>
        lead is null || lead.Action == finding.Action ? null : new("other-action", $"{lead.Rule} does something else with the account, and goes first");

    private PlanRow Row(Account account, List<Recommendation> findings)
    {
        var lead = findings[0];
        var (seats, kept) = (new List<Seat>(account.Seats.Count), new List<PlannedSeat>(0));
        foreach (var seat in account.Seats)
        {
            if (RowDoubts.Takes(findings, seat.Resource))
                seats.Add(seat);
        }

        var before = AccountState.Of(account);
        foreach (var seat in before.Seats)
        {
            if (lead.Action is not (RecommendedAction.Suspend or RecommendedAction.Deactivate) && !RowDoubts.Takes(findings, seat.Resource))
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
            Seats = seats.ConvertAll(s => new SeatRef(s.Product, s.Site, _doubts.DirectoryOf(s))),
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
                    changes.Add(new(ChangeKind.AssignRole) { Resource = seat.Resource, Role = RowDoubts.FreeRoles[seat.Product] });
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
            Add(_doubts.DirectoryOf(seat));
            // One seat may come by groups of several directories: suspended in one, it is still held by the other.
            foreach (var group in seat.Groups)
                Add(_doubts.DirectoryOf(seat, group));
        }

        all.Sort((a, b) => string.CompareOrdinal(a.Value, b.Value));
        return all;

        void Add(DirectoryId? directory)
        {
            if (directory is { } known && !all.Contains(known))
                all.Add(known);
        }
    }

    private void Remove(List<Seat> seats, List<PlannedChange> changes)
    {
        foreach (var seat in seats)
        {
            foreach (var group in seat.Groups)
            {
                var leave = new PlannedChange(ChangeKind.LeaveGroup) { Directory = _doubts.DirectoryOf(seat, group), Group = group, GroupName = around.TryGetGroup(group)?.Name };
                if (!changes.Contains(leave))
                    changes.Add(leave);
            }

            if (seat.Path is SeatPath.Direct or SeatPath.DirectAndGroup)
                changes.Add(new(ChangeKind.RevokeRole) { Resource = seat.Resource, Role = seat.Role });
        }
    }

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
}
