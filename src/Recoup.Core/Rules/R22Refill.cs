using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R22: a seat that Recoup took back is paid for again within 30 days, and was not used: something gives it back by itself.</summary>
public sealed class R22Refill : IRule
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public string Id => "R22";

    public string Title => "seat came back by itself";

    public string ChangesOurMind => "Use of the seat since: then its return was meant.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (!use.Last.IsKnown || c.Released(use.Seat.Resource) is not { } released || c.Now - released > Soon || (use.Last.HasValue && use.Last.At >= released))
                continue;

            // Taken back after the record was read: what it shows is the seat from before.
            if (released >= c.Account.FetchedAt)
                continue;
            (verdicts ??= []).Add(new(Tier.Certain, RecommendedAction.Advise, [use], PerSeat: true, Tenure: null, Grace: TimeSpan.Zero,
            [
                new("taken back", $"{Text.Ago(released, c.Now)}, and held again without a use since: an identity provider's mapping or a default group gives it", "run history", c.Now),
            ]));
        }

        return verdicts ?? [];
    }
}
