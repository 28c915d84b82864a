using System.Globalization;
using Recoup.Core.Plans;

namespace Recoup.Core.Runs;

/// <summary>A second person's word on a plan (RULES 5).</summary>
public static class Approving
{
    /// <param name="plan">The plan, as it is stored.</param>
    /// <param name="hash">The hash that the approver saw.</param>
    /// <param name="by">Who approves.</param>
    /// <param name="isOnlyApprover">Whether nobody else could: then the number of rows has to be typed, and it counts a day later.</param>
    /// <param name="typed">The number of rows that was typed; null where none was.</param>
    /// <returns>The approval, or why there is none.</returns>
    public static (PlanApproval? Approval, Refusal? Refusal) Approve(Plan plan, string hash, string by, bool isOnlyApprover, int? typed, DateTimeOffset now)
    {
        var head = plan.Head;
        if (!plan.IsWhole || hash != head.Hash)
            return (null, new("edited", "the plan is not the one that was shown: look at it again"));
        if (head.IsExpired(now))
            return (null, new("expired", "the plan has expired: make a new one"));
        if (head.Approvals.Any(a => a.By == by && a.Hash == hash))
            return (null, new("approved-already", "you approved it already"));
        if (head.CreatedBy is null || (head.CreatedBy == by && !isOnlyApprover))
            return (null, new("own-plan", "whoever made a plan does not approve it: ask somebody else"));
        if (isOnlyApprover && typed != head.Rows)
            return (null, new("count-differs", string.Create(CultureInfo.InvariantCulture, $"nobody else could approve it, so type the number of accounts that it changes: {head.Rows}")));
        return (new(head.Id, hash, by, now) { FourEyes = !isOnlyApprover }, null);
    }
}
