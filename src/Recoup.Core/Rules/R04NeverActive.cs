using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R04: has seats, and nothing was ever used. Since nothing was, the day of joining is how long the seats have stood unused.</summary>
public sealed class R04NeverActive : IRule
{
    private static readonly TimeSpan Sure = TimeSpan.FromDays(60);

    public string Id => "R04";

    public string Title => "never active at all";

    public string ChangesOurMind => "A first use, an API token in use, or a start date in the future (add a hold).";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (!c.IsUntouched || c.InOrganisation < c.Limits.NeverUsed)
            return [];
        return
        [
            new(
                c.InOrganisation >= Sure ? Tier.Probable : Tier.Review,
                RecommendedAction.Suspend,
                c.Seats,
                PerSeat: false,
                Tenure: c.InOrganisation,
                Grace: c.Limits.NeverUsed,
                [EvidenceCard.Joined(c)]),
        ];
    }
}
