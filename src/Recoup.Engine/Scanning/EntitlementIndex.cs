using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>Turns the groups of an account, and the roles given to it directly, into seats.</summary>
public sealed class EntitlementIndex
{
    private readonly Dictionary<GroupId, List<Grant>> _byGroup = [];
    private readonly Dictionary<AccountId, List<DirectRole>> _byAccount = [];
    private readonly Dictionary<GroupId, List<Resource>> _giving = [];

    /// <summary>Every grant, in the order it was read.</summary>
    public IEnumerable<Grant> Grants => _byGroup.Values.SelectMany(g => g);

    public void Add(Listing listing)
    {
        foreach (var grant in listing.Grants)
            Put(_byGroup, grant.Group, grant);
        foreach (var giving in listing.Giving)
            Put(_giving, giving.Group, giving.Resource);
        foreach (var direct in listing.Direct)
            Put(_byAccount, direct.Account, direct);
    }

    /// <summary>The seats that groups give, the strongest role of each resource.</summary>
    public IReadOnlyList<Seat> SeatsOf(IEnumerable<GroupId> groups)
    {
        List<Seat>? seats = null;
        foreach (var group in groups)
        {
            foreach (var grant in GrantsOf(group))
            {
                seats ??= [];
                var at = seats.FindIndex(s => s.Resource == grant.Resource);
                if (at < 0)
                    seats.Add(new(grant.Resource, grant.Role, SeatPath.Group, [group], grant.Directory));
                else
                    seats[at] = With(seats[at], group, grant.Role);
            }
        }

        return Sorted(seats);
    }

    /// <summary>The resource and role pairs that an account's groups explain, each once.</summary>
    public IEnumerable<(Resource Resource, string Role)> Explained(IEnumerable<GroupId> groups) =>
        groups.SelectMany(GrantsOf).Select(g => (g.Resource, g.Role)).Distinct();

    /// <summary>To how many resources some groups give access, and on which of them it is not the user role.</summary>
    public (int Count, IReadOnlyList<Resource> Other) Reach(IReadOnlyList<GroupId> groups)
    {
        var all = new HashSet<Resource>();
        var used = new HashSet<Resource>();
        foreach (var group in groups)
        {
            foreach (var grant in GrantsOf(group))
            {
                all.Add(grant.Resource);
                if (grant.Role == Role.User)
                    used.Add(grant.Resource);
            }

            if (_giving.TryGetValue(group, out var resources))
                all.UnionWith(resources);
        }

        return (all.Count, all.Count == used.Count ? [] : [.. all.Where(r => !used.Contains(r))]);
    }

    /// <summary>Whether this very role was found.</summary>
    public bool Has(DirectRole role) => _byAccount.TryGetValue(role.Account, out var roles) && roles.Contains(role);

    /// <summary>Whether a role beyond the groups' was found for the account on the resource.</summary>
    public bool HasDirect(AccountId account, Resource resource) =>
        _byAccount.TryGetValue(account, out var roles) && roles.Exists(r => r.Resource == resource);

    /// <summary>Adds what no group explains. How it is held (directly, or inferred) only the account's own role assignments tell.</summary>
    public IReadOnlyList<Seat> WithDirect(AccountId account, IReadOnlyList<Seat> seats)
    {
        if (!_byAccount.TryGetValue(account, out var roles))
            return seats;
        var all = seats.ToList();
        foreach (var direct in roles)
        {
            var at = all.FindIndex(s => s.Resource == direct.Resource);
            if (at < 0)
                all.Add(new(direct.Resource, direct.Role, SeatPath.Unknown, [], null));
            else
                all[at] = all[at] with { Role = Stronger(all[at].Role, direct.Role), Path = SeatPath.Unknown };
        }

        return Sorted(all);
    }

    private static Seat With(Seat seat, GroupId group, string role) => seat with
    {
        Role = Stronger(seat.Role, role),
        Groups = seat.Groups.Contains(group) ? seat.Groups : [.. seat.Groups, group],
    };

    private static string Stronger(string a, string b) => a == Role.Admin || b == Role.Admin ? Role.Admin : a;

    private static List<Seat> Sorted(List<Seat>? seats)
    {
        seats?.Sort((a, b) => string.CompareOrdinal(a.Resource.Ari, b.Resource.Ari));
        return seats ?? [];
    }

    private List<Grant> GrantsOf(GroupId group) => _byGroup.GetValueOrDefault(group) ?? [];

    private static void Put<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (lists.TryGetValue(key, out var list))
            list.Add(value);
        else
            lists.Add(key, [value]);
    }
}
