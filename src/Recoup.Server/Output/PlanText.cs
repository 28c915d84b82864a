using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>A plan on a terminal, as a diff: what every account has now, and what it would have.</summary>
internal static class PlanText
{
    /// <param name="plan">The plan.</param>
    /// <param name="survey">For the names of sites and directories.</param>
    /// <param name="zone">The billing zone's distance from UTC.</param>
    /// <param name="rows">How many rows are shown.</param>
    /// <param name="now">To tell whether it has expired, and whether it is too late for a renewal.</param>
    public static IEnumerable<string> Of(Plan plan, Survey survey, TimeSpan zone, int rows, DateTimeOffset now)
    {
        var head = plan.Head;
        yield return $"Plan {head.Id}, made {Figures.Moment(head.CreatedAt)} from the scan of {Figures.Moment(head.AsOf)}; {(head.IsExpired(now) ? "EXPIRED" : "it expires")} {Figures.Moment(head.ExpiresAt)}.";
        yield return "";
        foreach (var row in plan.Rows.Take(rows))
        {
            foreach (var line in Row(row, survey))
                yield return line;
        }

        if (plan.Rows.Count > rows)
        {
            yield return $"  and {Figures.Count(plan.Rows.Count - rows, "more account")}: recoup plan show {head.Id}";
            yield return "";
        }

        foreach (var line in Footer(plan, zone, now))
            yield return line;
    }

    private static IEnumerable<string> Row(PlanRow row, Survey survey)
    {
        var saving = row.Saving is { } own ? $"; alone {Figures.Money([own, .. row.OtherSavings ?? []])} a month" : "";
        yield return $"  {PlainText.Short(row.DisplayName, 60)} ({row.AccountId})";
        yield return $"    {Names.OfAction(row.Action)}: {Names.OfRule(row.Rule)}, {row.Tier.ToString().ToLowerInvariant()}, {LastUse(row)}{saving}";
        if (row.Before.Status != row.After.Status)
            yield return $"    ~ {row.Before.Status} → {row.After.Status}{Where(row, survey)}";
        foreach (var seat in row.Before.Seats.Where(s => row.After.Seats.All(kept => kept.Resource != s.Resource)))
            yield return $"    - {Named(seat.Resource, survey)} ({seat.Role})";
        foreach (var seat in row.After.Seats)
            yield return $"      {Named(seat.Resource, survey)} stays";
        foreach (var change in row.Changes.Where(c => c.Kind is not (ChangeKind.Suspend or ChangeKind.Deactivate)))
            yield return $"    {Call(change, survey)}";
        yield return "";
    }

    /// <summary>When any of the seats that go was used last.</summary>
    private static string LastUse(PlanRow row)
    {
        List<Signal> uses = [.. row.Before.Seats.Where(s => row.Seats.Any(g => g.Product == s.Resource.Product && g.Site == s.Resource.Site)).Select(s => s.LastUse)];
        return uses.Exists(u => !u.IsKnown) ? "last use not known"
            : uses.Exists(u => u.HasValue) ? $"last used {uses.Max(u => u.At):yyyy-MM-dd}"
            : row.IdleDays > 0 ? $"never used, there for {Figures.Count(row.IdleDays, "day")}"
            : "never used";
    }

    private static string Where(PlanRow row, Survey survey)
    {
        var directories = row.Changes.Select(c => c.Directory).OfType<DirectoryId>().Select(survey.DirectoryName);
        return row.Action == RecommendedAction.Suspend ? $" in {string.Join(", ", directories.Select(PlainText.Of))}" : "";
    }

    private static string Call(PlannedChange change, Survey survey) => change.Kind switch
    {
        ChangeKind.LeaveGroup => $"- member of the group {PlainText.Of(change.GroupName ?? change.Group?.Value ?? "")}",
        ChangeKind.RevokeRole => $"- {change.Role}, given to the account itself, on {Named(change.Resource!.Value, survey)}",
        _ => $"+ {change.Role} on {Named(change.Resource!.Value, survey)}",
    };

    private static IEnumerable<string> Footer(Plan plan, TimeSpan zone, DateTimeOffset now)
    {
        var head = plan.Head;
        yield return $"{Figures.Count(head.Rows, "account")}, {Figures.Count(head.Seats, "seat")} back.";
        foreach (var target in head.Targets)
            yield return Target(target);
        yield return head.Savings.Count == 0 ? "Together they save a sum that is not known: no price is set for these seats (recoup settings set cost.jira-software 7.53, or a price book)."
            : head.Savings.All(s => s.PerYear == 0) ? "Together they save nothing: the bills stay the same. See: recoup money"
            : $"Together they save {MoneyText.IfDone(head.Savings, zone)}. Sums of single rows are indicative and do not add up.";
        if (head.Savings.Count > 0 && plan.Rows.Count(r => r.Saving is null) is > 0 and var unpriced)
            yield return $"For {Figures.Count(unpriced, "account")} of them no price is known: what these save is not in it.";
        foreach (var line in Late(head, zone, now))
            yield return line;
        if (MoneyText.Basis(head.Savings) is { } basis)
            yield return basis;
        foreach (var line in Skipped(plan.Skipped))
            yield return line;
        yield return head.ApprovalBecause is { } because
            ? $"A second person has to approve it: {because}."
            : "Nobody else has to approve it.";
        yield return $"Hash {head.Hash}. Nothing was changed: a plan says what would be done.";
    }

    /// <summary>What is saved later than the plan says, if it is applied when it still may be and the renewal cannot be changed any more.</summary>
    private static IEnumerable<string> Late(PlanHead head, TimeSpan zone, DateTimeOffset now)
    {
        if (head.IsExpired(now))
            yield break;
        foreach (var saving in head.Savings)
        {
            if (saving is not { PerYear: > 0, Effective: { } day } || RenewalDays.Deadline(day, zone) is var deadline && deadline >= head.ExpiresAt)
                continue;
            yield return now < deadline
                ? $"WARNING: {MoneyText.Moment(deadline)} comes before the plan expires. Applied later, {MoneyText.From(saving)} is saved from a later renewal on only."
                : $"TOO LATE for {day:yyyy-MM-dd}: {MoneyText.Moment(deadline)} has passed, and {Figures.Money(saving.Currency, saving.PerMonth)} a month is saved from a later renewal on only. Make a new plan: recoup plan create";
        }
    }

    /// <summary>What stays out and why, the most frequent reason first.</summary>
    public static IEnumerable<string> Skipped(IReadOnlyList<SkippedRow> skipped) =>
        SkippedGate.Of(skipped).Select(g => $"Skipped ({g.Gate}): {Figures.Count(g.Count, "finding")}, since {PlainText.Short(g.Reason, 160)}{(g.More ? ", and the like" : "")}.");

    private static string Target(PlanTarget target)
    {
        var held = $"{target.Product.Name}: {Figures.Number(target.Held)} {(target.OfPeople ? "people" : "seats")}, {Figures.Number(target.Goal)} wanted";
        if (target.Held <= target.Goal)
            return $"{held}. Met already; {Figures.Number(target.Reached)} are left with this plan.";
        var says = $"{held}: {Figures.Number(target.Held - target.Goal)} to go, {Figures.Number(target.Possible)} could; {Figures.Number(target.Reached)} are left with this plan";
        if (target.MissedBy > 0)
            return $"{says}. MISSED by {Figures.Number(target.MissedBy)}, with everything that is ready and fits the plan. What needs your eyes first, and what only the identity provider can change, is not in it.";
        return target.Next is { } next
            ? $"{says}. Reached. Next would be {PlainText.Short(next.DisplayName, 40)} ({next.AccountId}), {next.Tier.ToString().ToLowerInvariant()}, not used for {Figures.Count(next.IdleDays, "day")}."
            : $"{says}. Reached, and nothing more is ready.";
    }

    private static string Named(Resource resource, Survey survey) => $"{resource.Product.Name} on {PlainText.Of(survey.SiteName(resource.Site))}";
}
