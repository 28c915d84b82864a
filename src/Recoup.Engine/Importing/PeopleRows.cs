using Recoup.Core.Directory;
using Recoup.Core.People;

namespace Recoup.Engine.Importing;

/// <summary>
/// Rows of a list by account and by address, each once. Where rows about one person contradict each other the harmless reading
/// counts, and where one of them could not be understood none of them does: the list must not accuse by halves.
/// </summary>
internal sealed class PeopleRows(SkippedRows told)
{
    private readonly List<Entry?> _entries = [];
    private readonly Dictionary<AccountId, int> _byAccount = [];
    private readonly Dictionary<string, int> _byEmail = new(StringComparer.Ordinal);

    /// <summary>Rows that said the same as one before, or more about the same person.</summary>
    public int Merged { get; private set; }

    /// <summary>Adds a row; one that could not be understood counts only in that it takes others about the person out.</summary>
    public void Add(ListedPerson person, bool understood, int line)
    {
        var named = Find(_byAccount, person.Account);
        var addressed = Find(_byEmail, person.Email);
        if (addressed >= 0 && person.Account is { } account && _entries[addressed]!.Person.Account is { } other && account != other)
        {
            told.Add("with the address of another account of the list: it is not used", line);
            (person, addressed) = (person with { Email = null }, -1);
        }

        var (at, next) = (named >= 0 ? named : addressed, new Entry(person, understood));
        if (at < 0)
        {
            at = _entries.Count;
            _entries.Add(next);
        }
        else
        {
            var before = _entries[at]!;
            // A row by account and one by address turn out to be about one person.
            if (addressed >= 0 && addressed != at)
            {
                before = Together(before, _entries[addressed]!, line);
                _entries[addressed] = null;
                _byEmail[person.Email!] = at;
            }

            _entries[at] = Together(before, next, line);
            Merged++;
        }

        if (_entries[at]!.Person.Account is { } id)
            _byAccount[id] = at;
        if (_entries[at]!.Person.Email is { } email)
            _byEmail[email] = at;
    }

    /// <summary>Everybody, in the order of the file.</summary>
    public IReadOnlyList<ListedPerson> All() => [.. _entries.Where(e => e is { Understood: true }).Select(e => e!.Person)];

    private Entry Together(Entry a, Entry b, int line)
    {
        var (one, two) = (a.Person, b.Person);
        var both = new ListedPerson
        {
            Account = one.Account ?? two.Account,
            Email = one.Email ?? two.Email,
            PersonId = one.PersonId is null || two.PersonId is null || one.PersonId == two.PersonId ? one.PersonId ?? two.PersonId : null,
            Gone = one.Gone && two.Gone,
            LeftOn = LaterLeft(one, two),
            ContractEnds = one.ContractEnds is { } end && two.ContractEnds is { } otherEnd ? Later(end, otherEnd) : null,
            Sponsor = one.Sponsor ?? two.Sponsor,
        };
        if (a.Understood && b.Understood && Differ(one, two))
            told.Add("in contradiction to another row about the same person: the harmless reading counts (not gone, the later day, no number)", line);
        return new(both, a.Understood && b.Understood);
    }

    private static bool Differ(ListedPerson one, ListedPerson two) =>
        one.Gone != two.Gone || (one.LeftOn != two.LeftOn && !IsSilent(one) && !IsSilent(two)) || one.ContractEnds != two.ContractEnds
        || (one.PersonId is { } number && two.PersonId is { } other && number != other)
        || (one.Email is { } email && two.Email is { } otherEmail && email != otherEmail);

    /// <summary>Gone, on a day that is not told.</summary>
    private static bool IsSilent(ListedPerson person) => person.Gone && person.LeftOn is null;

    /// <summary>Somebody who is there without a last day has none; somebody gone without one left on the other's.</summary>
    private static DateOnly? LaterLeft(ListedPerson one, ListedPerson two) => (one.LeftOn, two.LeftOn) switch
    {
        ({ } day, { } other) => Later(day, other),
        ({ } day, null) => two.Gone ? day : null,
        (null, { } other) => one.Gone ? other : null,
        _ => null,
    };

    private static DateOnly Later(DateOnly day, DateOnly other) => day > other ? day : other;

    private static int Find<T>(Dictionary<T, int> index, T? key)
        where T : struct => key is { } some && index.TryGetValue(some, out var at) ? at : -1;

    private static int Find(Dictionary<string, int> index, string? key) => key is not null && index.TryGetValue(key, out var at) ? at : -1;

    private sealed record Entry(ListedPerson Person, bool Understood);
}
