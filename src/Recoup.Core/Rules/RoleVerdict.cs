using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>A seat whose holder would do with a free role: known from the work itself, so that issues reported elsewhere on the site say nothing.</summary>
internal static class RoleVerdict
{
    public static Verdict Of(Case c, SeatUse use, Evidence why) =>
        new(Tier.Probable, RecommendedAction.ChangeRole, [use], PerSeat: true, Tenure: null, Grace: use.Limits.NeverUsed, [why]) { RestsOnUse = false };

    /// <summary>Seats of a product that are looked at and not worked with: not used at all is R01's or R02's matter.</summary>
    /// <param name="c">The account.</param>
    /// <param name="product">The product.</param>
    /// <param name="done">How much work was done on a site; null when not known.</param>
    /// <param name="signal">What that work is, in words.</param>
    public static IReadOnlyList<Verdict> WithoutWork(Case c, Product product, Func<SiteWork, int?> done, string signal)
    {
        List<Verdict>? verdicts = null;
        foreach (var use in c.Seats)
        {
            if (use.Seat.Product != product || !use.Own || !c.IsInUse(use) || !c.Around.CanReadWork(use.Seat.Site))
                continue;
            // Counted over the general threshold: where a scope waits longer, that is too short to tell.
            if (use.Limits.Inactive > c.Settings.Inactive)
                continue;
            var counted = c.Account.Probes?.WorkOn(use.Seat.Site) is { } work ? done(work) : null;
            if ((counted ?? (c.Hopeful ? 0 : null)) == 0)
                (verdicts ??= []).Add(Of(c, use, new(signal, $"none within {c.Settings.InactiveDays} days", "search/approximate-count", c.Account.Probes?.FetchedAt ?? c.Now)));
        }

        return verdicts ?? [];
    }
}

/// <summary>What rules say that need reads beyond the policy's.</summary>
internal static class WorkWait
{
    public static string? For(Circumstances around) =>
        !around.Settings.ExtendedReads ? "leave to read projects, filters, dashboards and counts of edits: recoup settings set reads.extended true"
        : around.Survey.ActivitySites.Count == 0 ? "a connected site: recoup connect --site URL"
        : null;
}
