using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R01: this seat was not used for D, and some other seat of the account was.</summary>
public sealed class R01IdleInOneProduct : IRule
{
    public string Id => "R01";

    public string Title => "idle in one product";

    public string ChangesOurMind => "Use of this product, an issue reported on this site, or a hold by somebody who knows a reason.";

    public IEnumerable<Verdict> Judge(Case c)
    {
        if (!c.Seats.Any(c.IsActive))
            yield break;
        foreach (var use in c.Seats)
        {
            if (use.Own && c.IsIdle(use))
                yield return new(Tier.Probable, RecommendedAction.RemoveAccess, [use], PerSeat: true, Tenure: null, Grace: c.Settings.NeverUsed, []);
        }
    }
}
