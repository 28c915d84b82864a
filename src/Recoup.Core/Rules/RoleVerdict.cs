using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>A seat whose holder would do with a free role: known from the work itself, so that issues reported elsewhere on the site say nothing.</summary>
internal static class RoleVerdict
{
    public static Verdict Of(Case c, SeatUse use, Evidence why) =>
        new(Tier.Probable, RecommendedAction.ChangeRole, [use], PerSeat: true, Tenure: null, Grace: use.Limits.NeverUsed, [why]) { RestsOnUse = false };
}

/// <summary>What rules say that need reads beyond the policy's.</summary>
internal static class WorkWait
{
    public static string? For(Circumstances around) =>
        !around.Settings.ExtendedReads ? "leave to read projects, filters, dashboards and counts of edits: recoup settings set reads.extended true"
        : around.Survey.ActivitySites.Count == 0 ? "a connected site: recoup connect --site URL"
        : null;
}
