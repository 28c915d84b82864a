using Recoup.Core.Directory;
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
        var twice = around.Survey.Sites.Where(s => !s.Sandbox).SelectMany(s => s.Products, (site, product) => new Resource(product, site.Id)).GroupBy(r => r.Product).Where(g => g.Count() > 1);
        if (twice.SelectMany(g => g).FirstOrDefault(r => around.Tariff.TryGet(r)?.Plan is null) is not { Product.Value: { } product } open)
            return null;
        // The price book stands above the setting.
        return $"the plan of products that run on several sites: {(around.Tariff.TryGet(open) is { Estimate: false } paid ? $"write plan into the price book, beside \"{paid.Name}\"" : $"recoup settings set plan.{product} standard")}";
    }

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (c.Seats.Length < 2)
            return [];
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Own && c.IsIdle(use) && IsPaidOnEachSite(c.Around.Tariff.TryGet(use.Seat.Resource)) && InUseElsewhere(c, use) is { } other)
            {
                (verdicts ??= []).Add(new(Tier.Probable, RecommendedAction.RemoveAccess, [use], PerSeat: true, Tenure: null, Grace: use.Limits.NeverUsed,
                [
                    new("the same product elsewhere", $"used on {c.Around.SiteName(other.Seat.Site)}: {Text.LastUse(other.Last, c.Now)}", c.Around.Survey.Source, c.Account.FetchedAt),
                ]));
            }
        }

        return verdicts ?? [];
    }

    /// <summary>On Enterprise, and in a collection, a person is paid for once.</summary>
    private static bool IsPaidOnEachSite(Subscription? subscription) =>
        subscription is { Plan: not null and not ProductPlan.Enterprise, Kind: not SubscriptionKind.Collection };

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
