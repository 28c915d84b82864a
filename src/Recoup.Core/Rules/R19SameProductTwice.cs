using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R19: the same product on two sites, idle on this one and used on another. On Enterprise one licence covers both, so the plan has to be known.</summary>
public sealed class R19SameProductTwice : IRule
{
    public string Id => "R19";

    public string Title => "same product on two sites, idle on one";

    public string ChangesOurMind => "Use of this site, or a duty across both.";

    public string? WaitsFor(Circumstances around)
    {
        var twice = around.Survey.Sites.Where(s => !s.Sandbox).SelectMany(s => s.Products).GroupBy(p => p).Where(g => g.Count() > 1).Select(g => g.Key);
        return twice.FirstOrDefault(p => around.ContractOf(p).Plan is null) is { Value: { } product } ? $"the plan of products that run on several sites: recoup settings set plan.{product} standard" : null;
    }

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (c.Seats.Length < 2)
            return [];
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Own && c.IsIdle(use) && c.Around.ContractOf(use.Seat.Product).Plan is { } plan && plan != Plan.Enterprise && InUseElsewhere(c, use) is { } other)
            {
                (verdicts ??= []).Add(new(Tier.Probable, RecommendedAction.RemoveAccess, [use], PerSeat: true, Tenure: null, Grace: use.Limits.NeverUsed,
                [
                    new("the same product elsewhere", $"used on {c.Around.SiteName(other.Seat.Site)}: {Text.LastUse(other.Last, c.Now)}", c.Around.Survey.Source, c.Account.FetchedAt),
                ]));
            }
        }

        return verdicts ?? [];
    }

    private static SeatUse? InUseElsewhere(Case c, SeatUse use)
    {
        SeatUse? latest = null;
        foreach (var other in c.Seats)
        {
            if (other.Own && other.Seat.Product == use.Seat.Product && other.Seat.Site != use.Seat.Site && c.IsInUse(other) && (latest is null || other.Last.At > latest.Value.Last.At))
                latest = other;
        }

        return latest;
    }
}
