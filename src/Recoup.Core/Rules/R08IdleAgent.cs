using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>R08: pays for an agent's seat in Jira Service Management, looks at it, and did nothing there that takes an agent.</summary>
public sealed class R08IdleAgent : IRule
{
    public string Id => "R08";

    public string Title => "agent who does no agent's work";

    public string ChangesOurMind => "A request worked on, on-call duty, or approvals that only an agent can give.";

    public string? WaitsFor(Circumstances around) => WorkWait.For(around);

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            // Not used at all is R01's or R02's matter.
            if (use.Seat.Product != Product.ServiceManagement || !use.Own || !c.IsInUse(use) || !c.Around.CanReadWork(use.Seat.Site))
                continue;
            // Counted over the general threshold: where a scope waits longer, that is too short to tell.
            if (use.Limits.Inactive > c.Settings.Inactive)
                continue;
            if ((c.Account.Probes?.WorkOn(use.Seat.Site)?.ServiceIssues ?? (c.Hopeful ? 0 : null)) == 0)
                (verdicts ??= []).Add(RoleVerdict.Of(c, use, new("requests changed or commented on", $"none within {c.Settings.InactiveDays} days", "search/approximate-count", c.Account.Probes?.FetchedAt ?? c.Now)));
        }

        return verdicts ?? [];
    }
}
