using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>How the members of a group use one of the products that it gives.</summary>
/// <param name="Group">The group.</param>
/// <param name="Resource">The product and site.</param>
public sealed record GroupUse(GroupId Group, Resource Resource)
{
    /// <summary>Active accounts that hold the seat through the group.</summary>
    public int Members { get; init; }

    /// <summary>Those whose last use is older than their threshold, and who were not given access within the grace.</summary>
    public int Idle { get; init; }

    /// <summary>Those who never used it, in the organisation for the grace and not given access within it.</summary>
    public int Never { get; init; }

    /// <summary>Members whose seat is idle, or was never used.</summary>
    [JsonIgnore]
    public int Unused => Idle + Never;

    /// <summary>Idle or never used it, as a part of the members.</summary>
    [JsonIgnore]
    public double UnusedShare => Members == 0 ? 0 : (double)Unused / Members;
}

/// <summary>Another account of the same person, as R12 sees it.</summary>
/// <param name="Account">The account.</param>
/// <param name="NewestUse">The newest use of anything.</param>
/// <param name="AddedToOrg">When it joined.</param>
/// <param name="Email">Its address.</param>
/// <param name="PersonId">The person's number in the list of people.</param>
public sealed record Twin(AccountId Account, Signal NewestUse, DateTimeOffset? AddedToOrg, string? Email, string? PersonId);

/// <summary>What only all accounts together tell: who has several accounts, and how groups are used. Filled account by account, in any order.</summary>
public sealed class Population(Circumstances around, TwinKeys repeated)
{
    private readonly Dictionary<long, List<Twin>> _twins = [];
    private readonly List<Account> _remembered = [];
    private readonly Dictionary<(GroupId, Resource), GroupUse> _groups = [];

    /// <summary>How the groups that give seats are used, by group and product, sandboxes not counted.</summary>
    public IReadOnlyList<GroupUse> Groups =>
        [.. _groups.Values.OrderBy(g => g.Group.Value, StringComparer.Ordinal).ThenBy(g => g.Resource.Ari, StringComparer.Ordinal)];

    /// <summary>What accounts that are all at hand tell together.</summary>
    public static Population Of(IReadOnlyList<Account> everybody, Circumstances around)
    {
        var keys = new TwinKeys();
        foreach (var account in everybody)
            keys.Count(account, around);
        keys.Close();
        var population = new Population(around, keys);
        foreach (var account in everybody)
            population.Add(account);
        return population;
    }

    /// <summary>Every account that shares its keys with another, once.</summary>
    public IReadOnlyList<Account> Twins => _remembered;

    public void Add(Account account)
    {
        AddTwin(account);
        AddUse(account);
    }

    /// <summary>Other accounts with the same name and one more key in common.</summary>
    public IEnumerable<Twin> TwinsOf(Case c)
    {
        foreach (var key in TwinKeys.Of(c.Account, c.Person?.Person))
        {
            if (_twins.TryGetValue(key, out var twins))
            {
                foreach (var twin in twins)
                {
                    if (twin.Account != c.Account.Id)
                        yield return twin;
                }
            }
        }
    }

    /// <summary>Remembers an account whose keys came more than once.</summary>
    public void AddTwin(Account account)
    {
        if (repeated.IsEmpty || !account.IsActive || account.Seats.All(s => around.IsSandbox(s.Site)))
            return;
        var person = around.People.TryFind(account)?.Person;
        var remembered = false;
        foreach (var key in TwinKeys.Of(account, person))
        {
            if (!repeated.IsRepeated(key))
                continue;
            if (!remembered)
                _remembered.Add(account);
            remembered = true;
            if (!_twins.TryGetValue(key, out var twins))
                _twins[key] = twins = [];
            if (!twins.Exists(t => t.Account == account.Id))
                twins.Add(new(account.Id, Case.Newest(account), account.AddedToOrg, account.Email, person?.PersonId));
        }
    }

    /// <summary>Counts an account's seats into the groups that give them.</summary>
    public void AddUse(Account account)
    {
        if (!account.IsActive)
            return;
        foreach (var seat in account.Seats)
        {
            foreach (var group in seat.Groups)
            {
                if (around.IsSandbox(seat.Site))
                    continue;
                var use = _groups.GetValueOrDefault((group, seat.Resource)) ?? new(group, seat.Resource);
                var last = account.LastActive(seat.Resource);
                var limits = around.LimitsOf(account, seat.Resource);
                var isNew = account.LastGiven is { } given && around.Survey.Now - given < limits.NeverUsed;
                _groups[(group, seat.Resource)] = use with
                {
                    Members = use.Members + 1,
                    Idle = use.Idle + (!isNew && last.IsOlderThan(limits.Inactive, around.Survey.Now) ? 1 : 0),
                    Never = use.Never + (!isNew && last.IsNone && account.AddedToOrg is { } added && around.Survey.Now - added >= limits.NeverUsed ? 1 : 0),
                };
            }
        }
    }
}

/// <summary>
/// Tells, in one pass over everybody that keeps only numbers, which names with one more key in common come more than once:
/// the few accounts worth remembering in a second pass.
/// </summary>
public sealed class TwinKeys
{
    private readonly HashSet<long> _repeated = [];
    private readonly SortedSet<int> _pages = [];
    private Dictionary<long, int>? _once = [];

    /// <summary>The pages that hold accounts with repeated keys.</summary>
    public IReadOnlyCollection<int> Pages => _pages;

    /// <summary>Whether no key came twice.</summary>
    public bool IsEmpty => _repeated.Count == 0;

    public bool IsRepeated(long key) => _repeated.Contains(key);

    /// <param name="account">The account.</param>
    /// <param name="around">What the list of people says.</param>
    /// <param name="page">The page on which it came.</param>
    public void Count(Account account, Circumstances around, int page = 0)
    {
        if (_once is null || !account.IsActive || account.Seats.Count == 0)
            return;
        foreach (var key in Of(account, around.People.TryFind(account)?.Person))
        {
            if (_once.TryAdd(key, page))
                continue;
            _repeated.Add(key);
            _pages.Add(_once[key]);
            _pages.Add(page);
        }
    }

    /// <summary>Everybody was counted: what came once only is forgotten.</summary>
    public void Close() => _once = null;

    /// <summary>
    /// The name with the address's local part, and the name with the person's number: one of the two has to be in common, since
    /// a name alone is shared by namesakes. The words of a name count in any order, the local part without a +tag and dots.
    /// </summary>
    internal static IEnumerable<long> Of(Account account, People.ListedPerson? person)
    {
        if (account.Kind.Value is not (AccountKind.Human or AccountKind.Unknown))
            yield break;
        var local = LocalPart(account.Email);
        if (local.Length == 0 && person?.PersonId is null)
            yield break;
        var words = Words.Of(account.Name);
        if (words.Count < 2)
            yield break;
        words.Sort(StringComparer.Ordinal);
        var name = string.Join(' ', words);
        if (local.Length > 0)
            yield return Fingerprint.Of("address", name, local);
        if (person?.PersonId is { } number)
            yield return Fingerprint.Of("person", name, number);
    }

    /// <summary>What stands before the @, without a +tag, dots, hyphens and case.</summary>
    internal static string LocalPart(string? email)
    {
        if (email is null || email.IndexOf('@') is not (> 0 and var at))
            return "";
        var tag = email.IndexOf('+');
        var end = tag > 0 && tag < at ? tag : at;
        return Words.Fold(email[..end].Replace(".", "").Replace("-", "").Replace("_", ""));
    }
}
