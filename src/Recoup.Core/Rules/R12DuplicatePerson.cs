using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// R12: a person with two paid accounts, of which this is the one used less. A name alone is shared by namesakes, so a second
/// key has to agree: the person's number in the list of people, or the same address at another of the company's domains.
/// </summary>
public sealed class R12DuplicatePerson : IRule
{
    public string Id => "R12";

    public string Title => "second account of a person";

    public string ChangesOurMind => "Two people of one name, or work that only this account can do: hand that over first.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (c.Seats.Length == 0 || c.Around.Population is not { } population)
            return [];
        var busier = population.TwinsOf(c).Where(t => IsSamePerson(c, t) && IsBusier(t, c)).ToList();
        if (busier.Count == 0)
            return [];
        var proven = busier.Any(t => HasSameNumber(c, t));
        var other = busier.Where(t => HasSameNumber(c, t) == proven).Aggregate((a, b) => Compare(a.NewestUse, a.AddedToOrg, a.Account, b.NewestUse, b.AddedToOrg, b.Account) >= 0 ? a : b);
        var idle = !c.IsActiveAnywhere && c.NewestUse.IsKnown;
        return
        [
            new(
                proven && idle ? Tier.Certain : Tier.Review,
                RecommendedAction.Suspend,
                c.Seats,
                PerSeat: false,
                Tenure: null,
                Grace: c.Limits.NeverUsed,
                [
                    new("the person's other account", $"{other.Account}, last use: {Text.LastUse(other.NewestUse, c.Now)}", c.Around.Survey.Source, c.Account.FetchedAt),
                    new("the same person because", proven ? "the list of people gives both the same number" : $"the name is the same, and so is the address but for its domain or tag ({other.Email})", proven ? PeopleEvidence.Source : c.Around.Survey.Source, c.Account.FetchedAt),
                    .. proven ? Array.Empty<Evidence>() : [new Evidence("missing", "whether both are one person: only a list of people with a number for each can tell", PeopleEvidence.Source, c.Now)],
                    .. idle ? Array.Empty<Evidence>() : [new Evidence("missing", c.NewestUse.IsKnown ? "why both accounts are in use" : "whether this account is in use", c.Around.Survey.Source, c.Now)],
                ]),
        ];
    }

    private static bool IsSamePerson(Case c, Twin twin)
    {
        if (twin.PersonId is not null && c.Person?.Person.PersonId is { } number)
            return twin.PersonId == number;
        if (twin.Email is null || c.Account.Domain is not { } domain || TwinKeys.LocalPart(twin.Email) != TwinKeys.LocalPart(c.Account.Email))
            return false;
        var other = twin.Email[(twin.Email.LastIndexOf('@') + 1)..].ToLowerInvariant();
        return other == domain || (c.Around.IsOwnDomain(other) && c.Around.IsOwnDomain(domain));
    }

    private static bool HasSameNumber(Case c, Twin twin) => twin.PersonId is { } number && number == c.Person?.Person.PersonId;

    private static bool IsBusier(Twin twin, Case c) =>
        Compare(twin.NewestUse, twin.AddedToOrg, twin.Account, c.NewestUse, c.Account.AddedToOrg, c.Account.Id) > 0;

    /// <summary>Which of two accounts is the one to keep: used later, then older, then by id, so that there is always one.</summary>
    private static int Compare(Signal use, DateTimeOffset? added, AccountId id, Signal otherUse, DateTimeOffset? otherAdded, AccountId otherId)
    {
        if (use.HasValue != otherUse.HasValue)
            return use.HasValue ? 1 : -1;
        if (use.At != otherUse.At)
            return use.At.CompareTo(otherUse.At);
        if (added != otherAdded)
            return -(added ?? DateTimeOffset.MaxValue).CompareTo(otherAdded ?? DateTimeOffset.MaxValue);
        return string.CompareOrdinal(id.Value, otherId.Value);
    }
}
