using Recoup.Core.Directory;

namespace Recoup.Core.People;

/// <summary>How an account was found in the list of people.</summary>
/// <param name="Person">The row.</param>
/// <param name="Exact">Whether by the account's id; otherwise by its address alone.</param>
public readonly record struct PersonMatch(ListedPerson Person, bool Exact);

/// <summary>The list of people, to be asked about one account at a time.</summary>
public sealed class PeopleIndex
{
    private readonly Dictionary<AccountId, ListedPerson> _byAccount = [];
    private readonly Dictionary<string, ListedPerson> _byEmail = new(StringComparer.Ordinal);

    public PeopleIndex(PeopleList list)
    {
        List = list;
        foreach (var person in list.Rows)
        {
            if (person.Account is { } account)
                _byAccount.TryAdd(account, person);
            if (person.Email is { } email)
                _byEmail.TryAdd(email, person);
        }
    }

    public PeopleList List { get; }

    /// <summary>The row about an account; null when the list has none. A row that names another account is not found by its address.</summary>
    public PersonMatch? TryFind(Account account)
    {
        if (!List.IsThere)
            return null;
        if (_byAccount.TryGetValue(account.Id, out var exact))
            return new(exact, Exact: true);
        if (account.Email is { } email && _byEmail.TryGetValue(email.ToLowerInvariant(), out var person) && person.Account is null)
            return new(person, Exact: false);
        return null;
    }
}
