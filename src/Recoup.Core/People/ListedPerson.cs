using Recoup.Core.Directory;

namespace Recoup.Core.People;

/// <summary>One row of the list that HR or the identity provider keeps of people. No API of Atlassian tells any of it.</summary>
public sealed record ListedPerson
{
    /// <summary>The Atlassian account, where the list holds it: the only exact match.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The address in lower case; a match by address alone is for a person's eyes.</summary>
    public string? Email { get; init; }

    /// <summary>The list's own number for the person, the same on all rows about one person; null where the list has none.</summary>
    public string? PersonId { get; init; }

    /// <summary>Whether the list says that the person has left or is disabled.</summary>
    public bool Gone { get; init; }

    /// <summary>The last day at work, also one to come; null where not told.</summary>
    public DateOnly? LeftOn { get; init; }

    /// <summary>The last day of a contract; null for somebody employed, or where not told.</summary>
    public DateOnly? ContractEnds { get; init; }

    /// <summary>Who answers for an external person, in the list's words.</summary>
    public string? Sponsor { get; init; }

    /// <summary>Whether the person has left by a day: the list says so, and the last day is over.</summary>
    public bool HasLeft(DateOnly today) => LeftOn is { } day ? day < today : Gone;

    /// <summary>Whether the row is about the person of an account: it names the account, or no account and one of its addresses.</summary>
    /// <param name="account">The account.</param>
    /// <param name="addresses">Its addresses in lower case.</param>
    public bool IsAbout(AccountId account, IReadOnlyCollection<string> addresses) =>
        Account is { } named ? named == account : Email is { } email && addresses.Contains(email);
}
