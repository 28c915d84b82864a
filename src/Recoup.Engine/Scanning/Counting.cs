using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Engine.Scanning;

/// <summary>Adds up what was found. Works by account, since all rows that share a seat are one account's.</summary>
/// <param name="before">What was counted so far.</param>
/// <param name="sandboxes">Sites whose seats cost no product seat.</param>
/// <param name="usage">How the same seats are used, where that is counted too.</param>
public sealed class Counting(FindingCounts before, IReadOnlyCollection<SiteId> sandboxes, UsageCounting? usage = null)
{
    private readonly Dictionary<string, int> _byRule = new(before.ByRule);
    private readonly Dictionary<Tier, int> _byTier = new(before.ByTier);
    private readonly Dictionary<string, int> _byGuard = new(before.ByGuard);
    private readonly Dictionary<Tier, int> _leading = new(before.Leading);
    private readonly Dictionary<Product, int> _recoverable = new(before.Recoverable);
    private readonly Dictionary<Product, int> _inReview = new(before.InReview);
    private readonly Dictionary<Product, int> _protected = new(before.Protected);
    private readonly Headcount _ready = before.Ready.Copy();
    private readonly Headcount _review = before.Review.Copy();
    private int _total = before.Total;
    private int _elsewhere = before.Elsewhere;

    /// <summary>Findings about groups and subscriptions.</summary>
    public void Add(IReadOnlyList<Recommendation> aboutNobody)
    {
        foreach (var finding in aboutNobody)
            Count(finding);
    }

    /// <summary>All findings about one account.</summary>
    public void Add(Account account, IReadOnlyList<Recommendation> found)
    {
        if (found.Count == 0)
            return;
        Add(found);
        Move(Footprint.Of(account), found);
        foreach (var seat in found.SelectMany(f => f.Seats, (f, seat) => (Seat: seat, Finding: f)).Where(x => !sandboxes.Contains(x.Seat.Site)).GroupBy(x => (x.Seat.Product, x.Seat.Site)))
        {
            var lane = seat.Any(x => x.Finding.IsRecoverable) ? _recoverable : seat.Any(x => IsInReview(x.Finding)) ? _inReview : _protected;
            lane[seat.Key.Product] = lane.GetValueOrDefault(seat.Key.Product) + 1;
            if (lane == _protected)
                usage?.Protect(account, seat.Key.Product, seat.Key.Site);
        }
    }

    private void Count(Recommendation finding)
    {
        _total++;
        _byRule[finding.Rule] = _byRule.GetValueOrDefault(finding.Rule) + 1;
        _byTier[finding.Tier] = _byTier.GetValueOrDefault(finding.Tier) + 1;
        if (finding.Tier == Tier.Excluded)
        {
            var guard = finding.Guards.Count > 0 ? finding.Guards[0] : "";
            _byGuard[guard] = _byGuard.GetValueOrDefault(guard) + 1;
        }

        if (finding is not { AccountId: not null, SupersededBy: null, State: RecommendationState.Open })
            return;
        _leading[finding.Tier] = _leading.GetValueOrDefault(finding.Tier) + 1;
        if (finding is { IsActionable: true, Action: RecommendedAction.RouteOut or RecommendedAction.Advise })
            _elsewhere++;
    }

    /// <summary>What of the account would be left, first after all that can be had back, then after what a person has to look at too.</summary>
    private void Move(Footprint before, IReadOnlyList<Recommendation> found)
    {
        var ready = before;
        foreach (var finding in found.Where(f => f.IsRecoverable))
            ready = ready.After(finding);
        var review = ready;
        foreach (var finding in found.Where(IsInReview))
            review = review.After(finding);
        _ready.Move(before, ready);
        _review.Move(ready, review);
    }

    private static bool IsInReview(Recommendation finding) => finding is { Tier: > Tier.Excluded, State: RecommendationState.Open };

    /// <summary>Everything that was counted so far.</summary>
    public FindingCounts Total() => new()
    {
        Total = _total,
        ByRule = _byRule,
        ByTier = _byTier,
        ByGuard = _byGuard,
        Leading = _leading,
        Elsewhere = _elsewhere,
        Recoverable = _recoverable,
        InReview = _inReview,
        Protected = _protected,
        Ready = _ready,
        Review = _review,
    };
}
