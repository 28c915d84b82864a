using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>How the members of a group use one of the products that it gives.</summary>
/// <param name="Group">The group.</param>
/// <param name="Resource">The product and site.</param>
public sealed record GroupUse(GroupId Group, Resource Resource)
{
    /// <summary>Active accounts that hold the seat through the group.</summary>
    public int Members { get; init; }

    /// <summary>Those whose last use is older than their threshold.</summary>
    public int Idle { get; init; }

    /// <summary>Those who never used it, in the organisation for longer than the grace.</summary>
    public int Never { get; init; }

    /// <summary>Idle or never used it, as a part of the members.</summary>
    public double UnusedShare => Members == 0 ? 0 : (double)(Idle + Never) / Members;
}

/// <summary>Another account of the same person, as R12 sees it.</summary>
/// <param name="Account">The account.</param>
/// <param name="NewestUse">The newest use of anything.</param>
/// <param name="AddedToOrg">When it joined.</param>
/// <param name="Email">Its address.</param>
/// <param name="PersonId">The person's number in the list of people.</param>
public sealed record Twin(AccountId Account, Signal NewestUse, DateTimeOffset? AddedToOrg, string? Email, string? PersonId);

/// <summary>What only all accounts together tell: who has several accounts, how groups are used, how many native service accounts there are. Filled account by account, in any order.</summary>
public sealed class Population(Circumstances around, TwinKeys repeated)
{
    private readonly Dictionary<long, List<Twin>> _twins = [];
    private readonly Dictionary<(GroupId, Resource), GroupUse> _groups = [];

    /// <summary>Atlassian's own accounts for software, which take no seat.</summary>
    public int NativeServiceAccounts { get; private set; }

    /// <summary>How the groups that give several products are used, by group and product.</summary>
    public IReadOnlyList<GroupUse> Groups =>
        [.. _groups.Values.OrderBy(g => g.Group.Value, StringComparer.Ordinal).ThenBy(g => g.Resource.Ari, StringComparer.Ordinal)];

    public void Add(Account account)
    {
        if (!account.IsActive)
            return;
        if (account.IsNativeServiceAccount)
            NativeServiceAccounts++;
        if (account.Seats.Count == 0)
            return;
        AddTwin(account);
        AddToGroups(account);
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

    private void AddTwin(Account account)
    {
        if (repeated.IsEmpty || account.Seats.All(s => around.IsSandbox(s.Site)))
            return;
        var person = around.People.TryFind(account)?.Person;
        foreach (var key in TwinKeys.Of(account, person))
        {
            if (!repeated.IsRepeated(key))
                continue;
            if (!_twins.TryGetValue(key, out var twins))
                _twins[key] = twins = [];
            if (!twins.Exists(t => t.Account == account.Id))
                twins.Add(new(account.Id, new Case(account, around, []).NewestUse, account.AddedToOrg, account.Email, person?.PersonId));
        }
    }

    private void AddToGroups(Account account)
    {
        foreach (var seat in account.Seats)
        {
            foreach (var group in seat.Groups)
            {
                if (!around.GivesSeveral(group) || around.IsSandbox(seat.Site))
                    continue;
                var use = _groups.GetValueOrDefault((group, seat.Resource)) ?? new(group, seat.Resource);
                var last = account.LastActive(seat.Resource);
                var limits = around.LimitsOf(account, seat.Resource);
                _groups[(group, seat.Resource)] = use with
                {
                    Members = use.Members + 1,
                    Idle = use.Idle + (last.IsOlderThan(limits.Inactive, around.Survey.Now) ? 1 : 0),
                    Never = use.Never + (last.IsNone && account.AddedToOrg is { } added && around.Survey.Now - added >= limits.NeverUsed ? 1 : 0),
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
    private HashSet<long>? _once = [];
    private readonly HashSet<long> _repeated = [];

    /// <summary>Whether no key came twice.</summary>
    public bool IsEmpty => _repeated.Count == 0;

    public bool IsRepeated(long key) => _repeated.Contains(key);

    public void Count(Account account, Circumstances around)
    {
        if (_once is null || !account.IsActive || account.Seats.Count == 0)
            return;
        foreach (var key in Of(account, around.People.TryFind(account)?.Person))
        {
            if (!_once.Add(key))
                _repeated.Add(key);
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
