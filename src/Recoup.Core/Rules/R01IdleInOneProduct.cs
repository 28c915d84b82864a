using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R01: this seat was not used for D, and some other seat of the account was.</summary>
public sealed class R01IdleInOneProduct : IRule
{
    public string Id => "R01";

    public string Title => "idle in one product";

    public string ChangesOurMind => "Use of this product, an issue reported on this site, or a hold by somebody who knows a reason.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (!c.IsActiveInSome)
            return [];
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Own && c.IsIdle(use))
                (verdicts ??= []).Add(new(Tier.Probable, RecommendedAction.RemoveAccess, [use], PerSeat: true, Tenure: null, Grace: use.Limits.NeverUsed, []));
        }

        return verdicts ?? [];
    }
}
