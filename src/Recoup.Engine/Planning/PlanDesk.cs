using Recoup.Core;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine.Reporting;

namespace Recoup.Engine.Planning;

/// <summary>Plans that are kept: made by somebody, and approved by somebody else.</summary>
public static class PlanDesk
{
    /// <summary>Makes a plan of what the last scan found ready, and keeps it.</summary>
    public static async Task<PlanResult> CreateAsync(Desk desk, PlanRequest request, CancellationToken cancellationToken)
    {
        if (await Shown.TryGetAsync(desk.Store, desk.Org, cancellationToken) is not { } scan)
            return new(null, Shown.None, []);
        var made = await PlanMaking.MakeAsync(desk.Store, scan, request, desk.Now, cancellationToken);
        if (made.Plan is not { } plan)
            return made;
        var done = desk.Event("plan.create", note: $"hash {plan.Head.Hash}") with
        {
            Numbers = new Dictionary<string, long> { ["rows"] = plan.Head.Rows, ["seats"] = plan.Head.Seats, ["skipped"] = plan.Head.Skipped },
        };
        plan = plan with { Head = plan.Head with { CreatedBy = desk.Actor } };
        await desk.Store.CommitAsync(new Change(desk.Org, done) { Plan = plan }, cancellationToken);
        return made with { Plan = plan };
    }

    /// <summary>A stored plan whose rows are those that its hash names.</summary>
    public static async Task<(Plan? Plan, Refusal? Refusal)> GetAsync(IStore store, Core.Directory.OrgId org, string id, CancellationToken cancellationToken) =>
        await store.TryGetPlanAsync(org, id, cancellationToken) is not { } plan ? (null, new("no-plan", $"There is no plan {id} of {org}"))
        : plan.IsWhole ? (plan, null)
        : (null, new("edited", $"The rows of plan {plan.Head.Id} are not those that its hash names: somebody changed them in the database, or another version of Recoup wrote it"));

    /// <summary>Approves a plan in the name of whoever is at the desk. What is refused is written into the log too.</summary>
    /// <param name="hash">The hash that they saw.</param>
    /// <param name="approvers">Everybody who could approve a plan.</param>
    /// <param name="typed">The number of rows that was typed, wanted of somebody who is the only one; null where none was.</param>
    /// <returns>The plan with the approval, or why there is none.</returns>
    public static async Task<(Plan? Plan, Refusal? Refusal)> ApproveAsync(Desk desk, string id, string hash, IReadOnlySet<string> approvers, int? typed, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetPlanAsync(desk.Org, id, cancellationToken) is not { } plan)
            return (null, new("no-plan", $"There is no plan {id} of {desk.Org}"));
        var (approval, refusal) = Approving.Approve(plan, hash, desk.Actor, isOnlyApprover: approvers.All(a => a == desk.Actor), typed, desk.Now);
        var done = desk.Event("plan.approve", note: $"hash {plan.Head.Hash}{(approval is { FourEyes: false } ? ", not four-eyes" : "")}{(refusal is null ? "" : $": {refusal.Gate}")}");
        await desk.Store.CommitAsync(new Change(desk.Org, refusal is null ? done : done with { Outcome = Core.Audit.AuditOutcome.Refused }) { Approval = approval }, cancellationToken);
        return approval is null ? (null, refusal) : (await desk.Store.TryGetPlanAsync(desk.Org, id, cancellationToken), null);
    }
}
