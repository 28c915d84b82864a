using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>
/// R10: pays for a creator's seat in Jira Product Discovery, and neither created nor changed an idea. Atlassian counts edits
/// and comments alike, so somebody who only comments stays unnamed: too few are found rather than a wrong one.
/// </summary>
public sealed class R10ContributingCreator : IRule
{
    public string Id => "R10";

    public string Title => "creator who creates nothing";

    public string ChangesOurMind => "An idea created or changed, or a roadmap presented to others.";

    public string? WaitsFor(Circumstances around) => WorkWait.For(around);

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Seat.Product != Product.Discovery || !use.Own || !c.IsInUse(use) || !c.Around.CanReadWork(use.Seat.Site))
                continue;
            // Counted over the general threshold: where a scope waits longer, that is too short to tell.
            if (use.Limits.Inactive > c.Settings.Inactive)
                continue;
            if ((c.Account.Probes?.WorkOn(use.Seat.Site)?.Ideas ?? (c.Hopeful ? 0 : null)) == 0)
                (verdicts ??= []).Add(RoleVerdict.Of(c, use, new("ideas created, changed or commented on", $"none within {c.Settings.InactiveDays} days", "search/approximate-count", c.Account.Probes?.FetchedAt ?? c.Now)));
        }

        return verdicts ?? [];
    }
}
