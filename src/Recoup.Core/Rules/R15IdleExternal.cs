using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// R15: somebody from outside whose newest use is older than the external threshold. Silent until the organisation's own
/// domains are known; never used belongs to R04 and R05.
/// </summary>
public sealed class R15IdleExternal : IRule
{
    public string Id => "R15";

    public string Title => "idle external";

    public string ChangesOurMind => "Any sign of use, or the sponsor confirming that the work goes on.";

    public string? WaitsFor(Circumstances around) => around.KnowsOwnDomains ? null : "your own mail domains: verify one at Atlassian, or recoup settings set companyDomains acme.com";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (!c.Around.KnowsOwnDomains || !c.IsIdleEverywhere(external: true))
            return [];
        var account = c.Account;
        var external = account.IsUnmanaged || (account.Domain is not null && !c.Around.IsOwnDomain(account.Domain));
        if (!external)
            return [];
        return
        [
            new(
                Tier.Probable,
                c.NewestUse.IsWithin(c.Limits.External, c.Now) || !c.NewestUse.IsKnown ? RecommendedAction.RemoveAccess : RecommendedAction.Suspend,
                c.Seats,
                PerSeat: false,
                Tenure: null,
                Grace: c.Limits.NeverUsed,
                [new("external because", account.IsUnmanaged ? "the account is not managed by the organisation" : $"{account.Domain} is not one of its domains", c.Around.Survey.Source, account.FetchedAt)]),
        ];
    }
}
