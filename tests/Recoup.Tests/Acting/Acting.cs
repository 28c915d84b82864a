using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Planning;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Acting;

/// <summary>Plans and runs of an emulated organisation, as a host takes their steps.</summary>
internal static class Acting
{
    private const int MostSteps = 5_000;

    /// <summary>A desk as a fresh process would have it.</summary>
    public static ActingDesk NewDesk(this Tenant tenant, bool mayWrite = true) =>
        new(tenant.Store, tenant.NewAccess(writes: mayWrite), tenant.Settings, tenant.Time, "ann") { MayWrite = mayWrite };

    /// <summary>Scans, and plans everything that is ready.</summary>
    public static async Task<Plan> PlanAsync(this Tenant tenant, PlanRequest? request = null)
    {
        await tenant.Store.SaveSettingsAsync(tenant.Org, tenant.Settings, Tenant.Cancel);
        var scan = await tenant.ScanAsync();
        var made = await PlanMaking.MakeAsync(tenant.Store, scan, request ?? new(), tenant.Time.GetUtcNow(), Tenant.Cancel);
        var plan = made.Plan.ShouldNotBeNull(made.Refusal?.Reason);
        plan = plan with { Head = plan.Head with { CreatedBy = "ann" } };
        await tenant.Store.SavePlanAsync(plan, Tenant.Cancel);
        return plan;
    }

    /// <summary>Has a second person approve a plan.</summary>
    public static async Task ApproveAsync(this Tenant tenant, Plan plan)
    {
        var (approval, refusal) = Approving.Approve(plan, plan.Head.Hash, "bob", isOnlyApprover: false, typed: null, tenant.Time.GetUtcNow());
        await tenant.Store.CommitAsync(new Change(tenant.Org, Commits.Event(tenant.Org, "plan.approve")) { Approval = approval.ShouldNotBeNull(refusal?.Reason) }, Tenant.Cancel);
    }

    public static Task ApproveIfNeededAsync(this Tenant tenant, Plan plan) => plan.Head.ApprovalsNeeded > 0 ? tenant.ApproveAsync(plan) : Task.CompletedTask;

    public static async Task<Run> StartAsync(this Tenant tenant, Plan plan, string id = "run-1") =>
        (await new Starting(tenant.NewDesk(), tenant.Org).ApplyAsync(plan.Head.Id, new(id), Tenant.Cancel)).Run.ShouldNotBeNull();

    /// <summary>Applies a plan whole, approving it where that is needed.</summary>
    public static async Task<Run> ApplyAsync(this Tenant tenant, Plan plan, string id = "run-1", int killAfter = 0)
    {
        await tenant.ApproveIfNeededAsync(plan);
        return (await tenant.RunAsync(await tenant.StartAsync(plan, id), killAfter)).Run;
    }

    /// <summary>The run once it has ended: halted by the brake or by trouble, it is gone on with.</summary>
    public static async Task<Run> EndedAsync(this Tenant tenant, Run run)
    {
        for (var times = 0; !run.HasEnded; times++)
        {
            times.ShouldBeLessThan(20, run.Because);
            (run, _) = await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel));
        }

        return run;
    }

    /// <summary>
    /// Of those whose access would be taken, gives some their role directly: in place of the group, or beside it, which a scan does
    /// not see where the counts are explained.
    /// </summary>
    public static async Task GiveDirectRolesAsync(this Tenant tenant, Random random)
    {
        var organisation = tenant.Emulator.Organisation;
        foreach (var row in (await tenant.PlanAsync()).Rows.Where(r => r is { Action: RecommendedAction.RemoveAccess, Seats.Count: 1 } && random.Next(2) == 0))
        {
            var account = organisation.Accounts.Find(row.AccountId.Value)!.Value;
            var state = organisation.Row(account.Index);
            state.SetDirect(organisation.Resources.First(r => r.Ari == row.Seats[0].Resource.Ari).Index, global::Recoup.Emulator.Role.User);
            if (random.Next(4) > 0)
            {
                foreach (var group in organisation.Groups.Where(g => row.Changes.Any(c => c.Group?.Value == g.Id)))
                    state.Leave(group);
            }

            organisation.Put(account.Index, in state);
        }
    }

    /// <summary>A plan in which some are deactivated instead of suspended, and some get a role that costs nothing: signed anew and stored.</summary>
    public static async Task<Plan> MixedAsync(this Tenant tenant, Plan plan, Random random)
    {
        var accounts = (await tenant.AccountsAsync((await tenant.Store.ScansAsync(tenant.Org, new(1), Tenant.Cancel))[0])).ToDictionary(a => a.Id);
        PlanRow[] rows =
        [
            .. plan.Rows.Select(row =>
                row.Action == RecommendedAction.Suspend && accounts[row.AccountId] is { IsManaged: true, Source: "invited" } && random.Next(2) == 0
                    ? row with { Action = RecommendedAction.Deactivate, Changes = [new(ChangeKind.Deactivate)] }
                : row.Action == RecommendedAction.RemoveAccess && row.Seats is [var seat] && random.Next(3) == 0
                    ? row with { Action = RecommendedAction.ChangeRole, Changes = [new(ChangeKind.AssignRole) { Resource = seat.Resource, Role = "atlassian/basic" }, .. row.Changes] }
                : row),
        ];
        return await tenant.SignedAsync(plan, rows);
    }

    /// <summary>A plan of other rows, signed anew and stored.</summary>
    public static async Task<Plan> SignedAsync(this Tenant tenant, Plan plan, IReadOnlyList<PlanRow> rows)
    {
        var hash = PlanHash.Of(plan.Head, rows);
        var signed = new Plan(plan.Head with { Hash = hash, Id = hash[..PlanHead.IdLength], Rows = rows.Count }, rows, plan.Skipped);
        await tenant.Store.SavePlanAsync(signed, Tenant.Cancel);
        return signed;
    }

    public static async Task<Run> UndoAsync(this Tenant tenant, Run run, int? row = null, int? wave = null, string id = "run-2") =>
        (await tenant.RunAsync((await new Starting(tenant.NewDesk(), tenant.Org).UndoAsync(run.Id, row, wave, new(id), Tenant.Cancel)).Run.ShouldNotBeNull())).Run;

    /// <summary>Takes steps until the run ends or is halted; short waits move the clock.</summary>
    /// <param name="killAfter">After this many steps the process is gone and a new one goes on from the store; 0 for never.</param>
    public static async Task<(Run Run, ActStep Last)> RunAsync(this Tenant tenant, Run run, int killAfter = 0, ActingDesk? desk = null)
    {
        var applier = new Applier(desk ?? tenant.NewDesk());
        for (var steps = 1; ; steps++)
        {
            steps.ShouldBeLessThan(MostSteps, "the run does not come to an end");
            (run, var next) = await applier.StepAsync(run, Tenant.Cancel);
            switch (next)
            {
                case ActStep.More:
                    break;
                case ActStep.WaitUntil { IsLong: false } wait:
                    if (wait.At > tenant.Time.GetUtcNow())
                        tenant.Time.SetUtcNow(wait.At);
                    break;
                default:
                    return (run, next);
            }

            if (killAfter > 0 && steps % killAfter == 0)
                (applier, run) = (new Applier(tenant.NewDesk()), (await tenant.Store.TryGetRunAsync(tenant.Org, run.Id, Tenant.Cancel))!);
        }
    }

    public static Task<IReadOnlyList<RunRow>> RowsAsync(this Tenant tenant, Run run) => tenant.Store.RunRowsAsync(tenant.Org, new() { Run = run.Id }, Tenant.Cancel);

    public static async Task<Run> VerifyAsync(this Tenant tenant, Run run, bool again = false)
    {
        tenant.Time.Advance(TimeSpan.FromMinutes(10));
        return await new Verifier(tenant.NewDesk(mayWrite: false)).VerifyAsync(run, again, Tenant.Cancel);
    }

    /// <summary>The state of every account in the emulator, as text.</summary>
    public static List<string> State(this Tenant tenant) =>
        [.. tenant.Emulator.Organisation.Accounts.Select(a => tenant.Emulator.Organisation.Row(a.Index)).Select(r => $"{r.Groups} {r.Direct} {r.Department} {r.Team} {r.InPrimary} {r.InLabs} {r.Status} {r.OrgAdminDirect}")];

    /// <summary>Writes that changed something, as the emulator saw them.</summary>
    public static List<string> Changed(this EmulatorServer emulator) =>
        [.. emulator.Ledger.Entries.Where(e => e.Changed).Select(e => $"{e.Template[(e.Template.LastIndexOf('/') + 1)..]} {e.Path.GetValueOrDefault("account")} {e.Path.GetValueOrDefault("group")} {e.Body}")];
}
