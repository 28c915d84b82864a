using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Runs;

/// <summary>
/// What has changed about an account since its row was planned. Whatever has, the row is left alone: somebody approved what the
/// plan showed, and nothing else.
/// </summary>
/// <param name="row">The row.</param>
/// <param name="now">The account, read right before.</param>
/// <param name="groups">The groups that would be left.</param>
/// <param name="granting">Every group that gives a paid role on one of the seats that go or stay.</param>
/// <param name="idleTime">What was used within this time is not idle; an API token too: something works with the account, whatever the pages say.</param>
public sealed class Drift(RunRow row, AccountImage now, IReadOnlyList<GroupFacts> groups, IReadOnlyCollection<(GroupId Group, Resource Resource)> granting, TimeSpan idleTime)
{
    private readonly AccountState _before = row.Before ?? throw new ArgumentException("Only a planned row has something that must be so still.", nameof(row));

    /// <summary>Whether the account is taken away as a whole, and with it everything that it holds.</summary>
    private bool IsWhole => row.Action is RecommendedAction.Suspend or RecommendedAction.Deactivate;

    /// <summary>Whether Recoup has changed something of it by now: then what it holds is not as it was.</summary>
    private bool IsBegun => row.ChangedSomething;

    /// <summary>Null when everything is as it was.</summary>
    public Skip? Find() => Account() ?? Use() ?? (IsBegun ? null : Access() ?? (IsWhole ? null : Groups()));

    private Skip? Account()
    {
        if (now.Status != _before.Status && !IsBegun)
            return new("status-changed", $"the account was {_before.Status} and is {now.Status}");
        if (now.Claim != _before.Claim)
            return new("claim-changed", $"the account was {_before.Claim ?? "of unknown claim"} and is {now.Claim ?? "of unknown claim"}");
        if (now.Source != _before.Source)
            return new("source-changed", $"who keeps the account was {_before.Source ?? "not known"} and is {now.Source ?? "not known"}");
        if (now.PlatformRoles is null)
            return Skip.RolesUnknown;
        if (!now.PlatformRoles.ToHashSet().SetEquals(_before.PlatformRoles ?? []))
            return new("roles-changed", "its roles in the organisation are others");
        return now.NotManageable is { } why && row.Action == RecommendedAction.Deactivate ? new("not-manageable", $"Atlassian does not let the account be deactivated ({why})") : null;
    }

    private Skip? Use()
    {
        if (now.Usage is null || now.Usage.Any(u => !u.Last.IsKnown))
            return new("use-unknown", "when the account was last used cannot be read");
        foreach (var use in IsOfLeaver ? [] : now.Usage)
        {
            // Of somebody who keeps the rest, the use of the rest is why it is kept.
            if (!IsWhole && !row.Seats.Any(s => s.Resource == use.Resource))
                continue;
            var known = _before.Seats.FirstOrDefault(s => s.Resource == use.Resource)?.LastUse ?? Signal.Unknown;
            if (!known.IsKnown)
                known = _before.LastUse;
            // Where the plan did not know, whatever is not idle by now counts.
            if (known.IsKnown ? use.Last.HasValue && (!known.HasValue || use.Last.At > known.At) : use.Last.IsWithin(idleTime, now.ReadAt))
                return new("used-since", $"{use.Resource.Product.Name} was used on {use.Last.At:yyyy-MM-dd}, which the plan did not know");
        }

        return now.TokenUsed.IsWithin(idleTime, now.ReadAt)
            ? new("token-used", $"an API token of the account was used on {now.TokenUsed.At:yyyy-MM-dd}")
            : null;
    }

    /// <summary>Who has left is not to use anything any more: that they do is no reason to wait.</summary>
    private bool IsOfLeaver => row.Rule is "R06" or "R16";

    private Skip? Access()
    {
        var billed = now.Billed.ToHashSet();
        foreach (var seat in _before.Seats)
        {
            if (seat.Role != Role.Admin && now.Roles.Any(r => r.IsBilled && r.Site == seat.Resource && r.Role == Role.Admin))
                return new("roles-changed", $"it became an admin of {seat.Resource.Product.Name}");
            if (!billed.Remove(seat.Resource))
                return new("seat-gone", $"{seat.Resource.Product.Name} is not held any more");
            if (seat.Path != SeatPath.Unknown && !IsWhole && row.Seats.Any(s => s.Resource == seat.Resource) && Path(seat.Resource) is var path && path != seat.Path)
                return new("path-changed", $"{seat.Resource.Product.Name} is held {Words(path)}, and the plan took it for held {Words(seat.Path)}");
        }

        return IsWhole && billed.Count > 0 ? new("seat-added", $"{billed.First().Product.Name} is held now, and the plan did not know of it") : null;
    }

    private Skip? Groups()
    {
        var inside = now.Groups;
        if (inside is null)
            return new("groups-unknown", "the groups of the account cannot be read");
        var leaves = row.Calls.Where(c => c.Change.Kind == ChangeKind.LeaveGroup).Select(c => c.Change.Group!.Value).ToHashSet();
        foreach (var (group, resource) in granting)
        {
            if (!leaves.Contains(group) && inside.Contains(group) && row.Seats.Any(s => s.Resource == resource))
                return new("group-added", $"another group gives {resource.Product.Name} too");
        }

        foreach (var group in leaves)
        {
            var facts = groups.FirstOrDefault(g => g.Id == group);
            if (facts is null || !inside.Contains(group))
                return new("group-changed", $"the account is not in the group {facts?.Name ?? group.Value} any more");
            if (!facts.Writable)
                return new("group-kept", $"the group {facts.Name} is kept by the identity provider");
            if (facts.GivesAdmin)
                return new("admin-group", $"the group {facts.Name} gives an admin's role: Recoup does not change who is in it");
            foreach (var (resource, role) in facts.Gives)
            {
                if (Resource.TryParse(resource) is not { } site || (!row.Seats.Any(s => s.Resource == site) && !StaysWithout(site, leaves)))
                    return new("group-gives-more", $"the group {facts.Name} also gives {role} on {(Resource.TryParse(resource)?.Product.Name ?? resource)}, which is not to go");
            }
        }

        return null;
    }

    /// <summary>Whether something else gives a seat that is to stay, by a role of its own or a group that is not left.</summary>
    private bool StaysWithout(Resource resource, HashSet<GroupId> leaves) =>
        row.Kept.Contains(resource)
        && (now.Roles.Any(r => r.IsBilled && r.Direct && r.Site == resource) || granting.Any(g => g.Resource == resource && !leaves.Contains(g.Group) && now.Groups!.Contains(g.Group)));

    private SeatPath Path(Resource resource)
    {
        var roles = now.Roles.Where(r => r.IsBilled && r.Site == resource).ToList();
        return roles.Exists(r => r.Inferred) ? SeatPath.Inferred
            : (roles.Exists(r => r.Direct), roles.Exists(r => r.ByGroup)) switch
            {
                (true, true) => SeatPath.DirectAndGroup,
                (true, false) => SeatPath.Direct,
                (false, true) => SeatPath.Group,
                _ => SeatPath.Unknown,
            };
    }

    private static string Words(SeatPath path) => path switch
    {
        SeatPath.Group => "by groups",
        SeatPath.Direct => "by a role of its own",
        SeatPath.DirectAndGroup => "by groups and a role of its own",
        SeatPath.Inferred => "through another role",
        _ => "in a way that is not told",
    };
}
