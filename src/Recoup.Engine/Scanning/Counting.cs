using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Engine.Scanning;

/// <summary>Adds up what was found. Works by account, since all rows that share a seat are one account's.</summary>
/// <param name="before">What was counted so far.</param>
/// <param name="sandboxes">Sites whose seats cost no product seat.</param>
internal sealed class Counting(FindingCounts before, IReadOnlyCollection<SiteId> sandboxes)
{
    private readonly Dictionary<string, int> _byRule = new(before.ByRule);
    private readonly Dictionary<Tier, int> _byTier = new(before.ByTier);
    private readonly Dictionary<Tier, int> _leading = new(before.Leading);
    private readonly Dictionary<Product, int> _recoverable = new(before.Recoverable);
    private readonly Dictionary<Product, int> _inReview = new(before.InReview);
    private readonly Dictionary<Product, int> _protected = new(before.Protected);
    private int _total = before.Total;

    public void Add(IReadOnlyList<Recommendation> ofOneAccount)
    {
        foreach (var finding in ofOneAccount)
        {
            _total++;
            _byRule[finding.Rule] = _byRule.GetValueOrDefault(finding.Rule) + 1;
            _byTier[finding.Tier] = _byTier.GetValueOrDefault(finding.Tier) + 1;
            if (finding is { AccountId: not null, SupersededBy: null } && finding.State == RecommendationState.Open)
                _leading[finding.Tier] = _leading.GetValueOrDefault(finding.Tier) + 1;
        }

        foreach (var seat in ofOneAccount.SelectMany(f => f.Seats, (f, seat) => (Seat: seat, Finding: f)).Where(x => !sandboxes.Contains(x.Seat.Site)).GroupBy(x => (x.Seat.Product, x.Seat.Site)))
        {
            var lane = seat.Any(x => x.Finding.IsActionable) ? _recoverable : seat.Any(x => x.Finding is { Tier: > Tier.Excluded, State: RecommendationState.Open }) ? _inReview : _protected;
            lane[seat.Key.Product] = lane.GetValueOrDefault(seat.Key.Product) + 1;
        }
    }

    public FindingCounts Total() => new()
    {
        Total = _total,
        ByRule = _byRule,
        ByTier = _byTier,
        Leading = _leading,
        Recoverable = _recoverable,
        InReview = _inReview,
        Protected = _protected,
    };
}
