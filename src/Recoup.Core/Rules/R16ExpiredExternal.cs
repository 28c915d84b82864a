using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R16: the contract of somebody from outside has ended, and the account is active. Use says nothing here: the end date does.</summary>
public sealed class R16ExpiredExternal : IRule
{
    public string Id => "R16";

    public string Title => "contract has ended";

    public string ChangesOurMind => "A newer list with a later end, or the sponsor confirming that the work goes on (add a hold).";

    public string? WaitsFor(Circumstances around) =>
        PeopleWait.For(around) ?? (around.People.List.Rows.Any(r => r.ContractEnds is not null) ? null : "a list of people with the column \"Contract ends\": recoup people import FILE.csv");

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (c.Seats.Length == 0 || c.Person is not { Person.ContractEnds: { } end } match || end >= c.Today)
            return [];
        var doubts = Doubts(c, match, end).ToList();
        return
        [
            new(
                doubts.Count == 0 ? Tier.Certain : Tier.Review,
                RecommendedAction.Suspend,
                c.Seats,
                PerSeat: false,
                Tenure: null,
                Grace: TimeSpan.Zero,
                [
                    PeopleEvidence.Row(c, match, $"the contract ended on {end:yyyy-MM-dd}"),
                    .. PeopleEvidence.Missing(c, doubts),
                ]) { RestsOnUse = false },
        ];
    }

    private static IEnumerable<string> Doubts(Case c, PersonMatch match, DateOnly end)
    {
        // An address counts only where its owner proved it.
        if (!match.Exact && c.Account.EmailVerified != true)
            yield return "whether it is the same person: found by an address that nobody proved";
        if (PeopleEvidence.Stale(c) is { } stale)
            yield return stale;
        var after = PeopleEvidence.After(end);
        if (c.Account.LastGiven >= after || c.Account.AddedToOrg >= after)
            yield return "why it was given access after that day: there may be a new contract";
    }
}
