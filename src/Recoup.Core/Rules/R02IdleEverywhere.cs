using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R02: every seat was not used for D or never, at least one was used once, none is active.</summary>
public sealed class R02IdleEverywhere : IRule
{
    public string Id => "R02";

    public string Title => "idle everywhere";

    public string ChangesOurMind => "Any sign of use, long leave or a sabbatical (add a hold), or an API token in use.";

    public IReadOnlyList<Verdict> Judge(Case c) => c.IsIdleEverywhere()
        ? [new(Tier.Probable, Actions.WholeAccount(c), c.Seats, PerSeat: false, Tenure: null, Grace: c.Limits.NeverUsed, [])]
        : [];
}
