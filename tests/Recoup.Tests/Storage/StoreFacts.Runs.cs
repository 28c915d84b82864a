using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task A_run_and_its_rows_come_back_to_the_byte_and_belong_to_one_organisation()
    {
        var (run, rows) = (Some.Run(rows: 250), Some.RunRows(250));

        await SaveAsync(run, rows);

        var again = await place.OpenAsync();
        (await again.RunsAsync(Org, new(9), Cancel)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            r => Some.Json(r, CoreJson.Default.Run).ShouldBe(Some.Json(run, CoreJson.Default.Run)),
            r => r.Order.ShouldBe(RunOrder.Go));
        (await again.RunRowsAsync(Org, new() { Run = run.Id }, Cancel)).Select(r => Some.Json(r, CoreJson.Default.RunRow)).ShouldBe(rows.Select(r => Some.Json(r, CoreJson.Default.RunRow)));
        (await again.RunsAsync(Other, new(9), Cancel)).ShouldBeEmpty();
        (await again.RunRowsAsync(Other, new() { Run = run.Id }, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_written_again_takes_the_place_of_itself_alone_with_its_entry_in_the_log()
    {
        var (run, rows) = (Some.Run(rows: 12), Some.RunRows(12));
        await SaveAsync(run, rows);

        await SaveAsync(run with { Position = 2 }, [rows[1] with { Outcome = RowOutcome.Open }], "suspend");

        (await store.RunsAsync(Org, new(1, run.Id), Cancel)).Single().Position.ShouldBe(2);
        (await store.RunRowsAsync(Org, new() { Run = run.Id, Outcome = RowOutcome.Open }, Cancel)).ShouldHaveSingleItem().Number.ShouldBe(2);
        (await store.RunRowsAsync(Org, new() { Run = run.Id }, Cancel)).Select(r => r.Number).ShouldBe(Enumerable.Range(1, 12));
        (await store.RunRowsAsync(Org, new() { Run = run.Id, From = 3, Most = 4 }, Cancel)).Select(r => r.Number).ShouldBe([3, 4, 5, 6]);
        AuditRecord.TryParse((await store.AuditAsync(AuditChain.Of(Org), new(2, 2), Cancel)).Single().Entry.Record)!.Action.ShouldBe("suspend");
    }

    [Fact]
    public async Task Runs_are_listed_the_newest_first_and_found_by_id_and_plan()
    {
        Run[] runs = [.. Enumerable.Range(0, 4).Select(day => Some.Run($"run-{day}", day: day) with { PlanId = day < 2 ? "p" : "q" })];
        foreach (var run in runs)
            await SaveAsync(run, []);

        (await store.RunsAsync(Org, new(3), Cancel)).Select(r => r.Id.Value).ShouldBe(["run-3", "run-2", "run-1"]);
        (await store.RunsAsync(Org, new(9, new("run-2")), Cancel)).ShouldHaveSingleItem().StartedAt.ShouldBe(runs[2].StartedAt);
        (await store.RunsAsync(Org, new(9, Plan: "p"), Cancel)).Select(r => r.Id.Value).ShouldBe(["run-1", "run-0"]);
        (await store.RunsAsync(Org, new(9, new("run-9")), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_somebody_wants_of_a_run_outlives_its_checkpoints()
    {
        var run = Some.Run();
        await SaveAsync(run, []);

        await store.CommitAsync(new Change(Org, Commits.Event(Org, "run.ask-pause")) { Order = (run.Id, RunOrder.Pause) }, Cancel);
        await SaveAsync(run with { Position = 1 }, []);

        (await store.RunsAsync(Org, new(1), Cancel)).Single().ShouldSatisfyAllConditions(r => r.Order.ShouldBe(RunOrder.Pause), r => r.Position.ShouldBe(1));
    }

    [Fact]
    public async Task A_process_that_lost_its_turn_at_a_run_writes_nothing()
    {
        var mine = await store.LeaseAsync(new(Org, Jobs.Run, "mine", Some.Start, Some.Start.AddMinutes(2)), Cancel);
        var run = Some.Run() with { Fence = mine.Fence };
        await SaveAsync(run, [Some.RunRows(1)[0] with { Outcome = RowOutcome.Pending }]);
        await store.LeaseAsync(new(Org, Jobs.Run, "theirs", Some.Start.AddMinutes(3), Some.Start.AddMinutes(5)), Cancel);

        await Should.ThrowAsync<LeaseLostException>(() => SaveAsync(run with { Position = 1 }, [Some.RunRows(1)[0] with { Outcome = RowOutcome.Done }]));

        (await store.RunsAsync(Org, new(1), Cancel)).Single().Position.ShouldBe(0);
        (await store.RunRowsAsync(Org, new() { Outcome = RowOutcome.Done }, Cancel)).ShouldBeEmpty();
        (await store.TryGetAuditHeadAsync(AuditChain.Of(Org), Cancel))!.Seq.ShouldBe(1);
    }

    [Fact]
    public async Task P27_Rows_about_a_person_are_found_and_go_when_that_person_is_forgotten()
    {
        var rows = Some.RunRows(3);
        await SaveAsync(Some.Run("run-1", rows: 3), rows);
        await SaveAsync(Some.Run("run-2", rows: 1), [rows[1] with { Number = 1 }]);

        (await store.RunRowsAsync(Org, new() { Account = rows[1].AccountId }, Cancel)).Select(r => r.Number).ShouldBe([2, 1]);
        await store.EraseAsync(new Erasure.Person(Org, rows[1].AccountId, Commits.Event(Org, "person.forget")), Cancel);

        (await store.RunRowsAsync(Org, new() { Account = rows[1].AccountId }, Cancel)).ShouldBeEmpty();
        (await store.RunRowsAsync(Org, new() { Run = new("run-1") }, Cancel)).Select(r => r.Number).ShouldBe([1, 3]);
        (await store.RunsAsync(Org, new(9), Cancel)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task P20_Clearing_the_data_takes_runs_and_what_undo_needs()
    {
        await SaveAsync(Some.Run(), Some.RunRows(2));
        await SaveAsync(Some.Run(org: Other), []);

        await store.EraseAsync(new Erasure.Data(Org, Commits.Event(Org, "data.clear")), Cancel);

        (await store.RunsAsync(Org, new(9), Cancel)).ShouldBeEmpty();
        (await store.RunRowsAsync(Org, new(), Cancel)).ShouldBeEmpty();
        (await store.RunsAsync(Other, new(9), Cancel)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_approval_is_added_to_its_plan_whose_hash_stays()
    {
        var plan = Some.Plan(rows: 2);
        await store.SavePlanAsync(plan, Cancel);
        PlanApproval[] approvals = [new(plan.Head.Id, plan.Head.Hash, "bob", Some.Start), new(plan.Head.Id, plan.Head.Hash, "cy", Some.Start.AddHours(1)) { FourEyes = false }];

        foreach (var approval in approvals)
            await store.CommitAsync(new Change(Org, Commits.Event(Org, "plan.approve")) { Approval = approval }, Cancel);

        var stored = (await store.TryGetPlanAsync(Org, plan.Head.Id, Cancel))!;
        stored.Head.Approvals.ShouldBe(approvals);
        stored.IsWhole.ShouldBeTrue();
        (await store.PlansAsync(Org, new(1), Cancel)).Single().Approvals.ShouldBe(approvals);
    }

    private Task<AuditHead> SaveAsync(Run run, IReadOnlyList<RunRow> rows, string action = "run.start") =>
        store.CommitAsync(new Change(run.Org, Commits.Event(run.Org, action)) { Run = run, RunRows = rows }, Cancel);
}
