using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// R03: never used this product, active elsewhere. When the seat was given is seldom known: until the finding has stood
/// for N days it stays with a person.
/// </summary>
public sealed class R03NeverUsedProduct : IRule
{
    public string Id => "R03";

    public string Title => "never used one product";

    public string ChangesOurMind => "A first use, a role taken up a short time ago, or a hold.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (!c.IsActiveAnywhere)
            return [];
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Own && use.Last.IsNone)
                (verdicts ??= []).Add(Unused(c, use));
        }

        return verdicts ?? [];
    }

    private Verdict Unused(Case c, SeatUse use)
    {
        var watched = c.Watched(Id, use.Seat);
        var proven = watched >= use.Limits.NeverUsed;
        return new(
            proven ? Tier.Probable : Tier.Review,
            RecommendedAction.RemoveAccess,
            [use],
            PerSeat: true,
            Tenure: proven ? watched : null,
            Grace: use.Limits.NeverUsed,
            [
                proven
                    ? new("tenure of the seat", $"seen unused for {(int)watched.TotalDays} days", "scan history", c.Now)
                    : new("missing", $"since when the seat is there: no source tells; it counts as unused once seen so for {use.Limits.NeverUsed.Days} days", "scan history", c.Now),
            ]);
    }
}
