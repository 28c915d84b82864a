using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// R06: HR or the identity provider says that the person has left, and the account is active. Certain when the list names
/// the account itself; an address can have passed to somebody else.
/// </summary>
public sealed class R06Leaver : IRule
{
    /// <summary>So long a leaver is to be suspended; one who is still active then is deactivated, if the organisation manages the account.</summary>
    private static readonly TimeSpan Suspended = TimeSpan.FromDays(14);

    public string Id => "R06";

    public string Title => "has left";

    public string ChangesOurMind => "A newer list that shows the person at work, a rehire, or a wrong match by address.";

    public string? WaitsFor(Circumstances around) => PeopleWait.For(around);

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (c.Seats.Length == 0 || c.Person is not { } match || !match.Person.HasLeft(c.Today))
            return [];
        var doubts = Doubts(c, match).ToList();
        return
        [
            new(
                doubts.Count == 0 ? Tier.Certain : Tier.Review,
                doubts.Count == 0 && c.Account.IsManaged && c.Watched(Id) >= Suspended ? RecommendedAction.Deactivate : RecommendedAction.Suspend,
                c.Seats,
                PerSeat: false,
                Tenure: null,
                Grace: TimeSpan.Zero,
                [PeopleEvidence.Row(c, match, match.Person.LeftOn is { } day ? $"left on {day:yyyy-MM-dd}" : "has left or is disabled"), .. PeopleEvidence.Missing(c, doubts)]) { RestsOnUse = false },
        ];
    }

    private static IEnumerable<string> Doubts(Case c, PersonMatch match)
    {
        if (!match.Exact)
            yield return "whether it is the same person: found by the address alone";
        if (PeopleEvidence.Stale(c) is { } stale)
            yield return stale;

        // Without a date the person was gone on the day of the list at the latest.
        var listed = c.Around.People.List.AsOf;
        var day = match.Person.LeftOn ?? (listed < c.Today ? listed : c.Today);
        var after = PeopleEvidence.After(day);
        if (c.NewestUse.HasValue && c.NewestUse.At >= after)
            yield return $"who used the account after that day ({Text.Day(c.NewestUse.At)}): rehired, or somebody else";
        if (c.Account.LastGiven >= after || c.Account.AddedToOrg >= after)
            yield return "why it was given access after that day: it may be a rehire";
    }
}
