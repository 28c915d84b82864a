using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Policies;

namespace Recoup.Core.Runs;

/// <summary>What keeps a stored plan from being applied. Nothing gets around these, whoever asks.</summary>
public static class PlanGates
{
    /// <param name="plan">The plan, as it is stored.</param>
    /// <param name="org">The organisation that is asked for.</param>
    /// <param name="settings">What an admin set, as it is now.</param>
    /// <param name="runs">Every run that began since the plan was made, and every one that has not ended.</param>
    /// <returns>Null when it may be applied.</returns>
    public static Refusal? Refuse(Plan plan, OrgId org, Settings settings, IReadOnlyList<Run> runs, DateTimeOffset now)
    {
        var head = plan.Head;
        if (head.Org != org)
            return new("foreign", $"the plan is of another organisation, {head.Org}");
        if (!plan.IsWhole)
            return new("edited", "its rows are not those that its hash names: somebody changed them in the database. Make a new one: recoup plan create");
        if (runs.FirstOrDefault(r => r.PlanId == head.Id && r.Kind == RunKind.Apply) is { } own)
            return new("applied", $"run {own.Id} applied it already. See: recoup runs show {own.Id}");
        if (head.IsExpired(now))
            return new("expired", $"it expired on {head.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}. Make a new one: recoup plan create");
        if (runs.FirstOrDefault(r => !r.HasEnded) is { } active)
            return new("run-active", $"run {active.Id} has not ended. Go on with it (recoup runs resume {active.Id}) or stop it (recoup runs stop {active.Id}) first");
        if (runs.FirstOrDefault(r => r.ChangedSince(head.AsOf)) is { } later)
            return new("superseded", $"run {later.Id} changed something after the scan that the plan rests on, so that its sum is no longer so. Scan again, and make a new one: recoup plan create");
        if (head.PolicyHash != PolicyFile.Hash(settings))
            return new("policy-changed", "the policy was changed after the plan was made. Scan again, and make a new one: recoup plan create");
        if (head.PriceBookHash != PriceBook.Hash(settings))
            return new("prices-changed", "prices were changed after the plan was made, so that what it promises is no longer so. Make a new one: recoup plan create");
        if (!head.IsApproved(now, Math.Max(head.ApprovalsNeeded, AtLeast(plan, settings))))
            return new("unapproved", Unapproved(head, now));
        return plan.Rows.Count > settings.RowsARun
            ? new("limit-run", string.Create(CultureInfo.InvariantCulture, $"it has {plan.Rows.Count} accounts, and one run may change {settings.RowsARun}: make it smaller (recoup plan create --max {settings.RowsARun}), or raise the limit (recoup settings set limit.run {plan.Rows.Count})"))
            : null;
    }

    /// <summary>What the rows themselves need: the head alone, which the hash does not cover, cannot say less.</summary>
    private static int AtLeast(Plan plan, Settings settings) =>
        plan.Rows.Any(r => r.IsAdmin) || plan.Rows.Sum(r => r.Seats.Count) > Math.Min(settings.ApprovalAbove ?? Approval.Most, Approval.Most) ? 1 : 0;

    private static string Unapproved(PlanHead head, DateTimeOffset now) =>
        head.Approvals.FirstOrDefault(a => a.Hash == head.Hash && a.HoldsFrom > now) is { } early
            ? $"it was approved by one person alone, which counts from {early.HoldsFrom.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}"
            : $"a second person has to approve it: {head.ApprovalBecause ?? "it takes back many seats, or changes an admin's access"}. That is done on the pages of recoup serve, never on the command line";
}
