using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Acting;

/// <summary>Runs to which something happens.</summary>
public sealed class TroubleStories
{
    private static bool Writes(string method, string path) => path.EndsWith("/suspend", StringComparison.Ordinal) || path.Contains("/memberships", StringComparison.Ordinal);

    public static TheoryData<string> Lost => ["answer-lost", "drop", "500", "html"];

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_write_without_an_answer_is_looked_up_and_done_once(string fault)
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        tenant.Emulator.Faults.Next(Writes, 2, fault switch { "answer-lost" => new Fault.AnswerLost(), "drop" => new Fault.Drop(), "500" => new Fault.Failed(500), _ => Fault.ProxyPage() });

        var run = await tenant.ApplyAsync(plan);

        run.Status.ShouldBe(RunStatus.Done);
        run.Tally.Done.ShouldBe(plan.Rows.Count);
        run.Tally.Open.ShouldBe(0);
        tenant.Emulator.Changed().ShouldBeUnique();
        tenant.Emulator.Changed().Count.ShouldBe(plan.Rows.Sum(r => r.Changes.Count));
    }

    [Fact]
    public async Task Where_changes_show_late_a_lost_answer_is_waited_for_and_nothing_is_sent_twice()
    {
        await using var tenant = await Tenant.StartAsync(options: new() { Propagation = TimeSpan.FromMinutes(4) });
        var plan = await tenant.PlanAsync();
        tenant.Emulator.Faults.Next(Writes, 3, new Fault.AnswerLost());

        var run = await tenant.ApplyAsync(plan);

        run.Tally.Done.ShouldBe(plan.Rows.Count);
        tenant.Emulator.Ledger.Entries.Count.ShouldBe(plan.Rows.Sum(r => r.Changes.Count));
        tenant.Emulator.Changed().ShouldBeUnique();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undone_before_the_first_change_shows_everything_is_given_back_all_the_same(bool lost)
    {
        await using var tenant = await Tenant.StartAsync(options: new() { Propagation = TimeSpan.FromMinutes(4) });
        var plan = await tenant.PlanAsync();
        var before = tenant.State();
        var run = await tenant.ApplyAsync(plan);
        if (lost)
            tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/restore", StringComparison.Ordinal) || path.EndsWith("/memberships", StringComparison.Ordinal), 2, new Fault.Drop());

        var undo = await tenant.EndedAsync(await tenant.UndoAsync(run));
        tenant.Time.Advance(TimeSpan.FromMinutes(5));

        undo.Tally.Done.ShouldBe(plan.Rows.Count);
        (await tenant.VerifyAsync(undo)).Tally.Released.ShouldBe(plan.Rows.Count);
        tenant.State().ShouldBe(before);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_stopped_with_a_call_whose_outcome_nobody_knows_can_be_undone(bool carriedOut)
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        var before = tenant.State();
        var run = await StartedAsync(tenant, plan);
        tenant.Emulator.Faults.Next(Writes, 1, carriedOut ? new Fault.AnswerLost() : new Fault.Drop());
        (run, _) = await new Applier(tenant.NewDesk()).StepAsync(run, Tenant.Cancel);
        run.Tally.Open.ShouldBe(1);
        (run, _) = await new Applier(tenant.NewDesk()).StopAsync(run, "enough", Tenant.Cancel);
        (tenant.State().SequenceEqual(before)).ShouldBe(!carriedOut);

        var undo = await tenant.EndedAsync(await tenant.UndoAsync(run));

        undo.Tally.Done.ShouldBe(1);
        tenant.State().ShouldBe(before);
    }

    [Fact]
    public async Task What_Atlassian_does_not_tell_is_not_sent_again()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync(new PlanRequest { Rules = ["R01"], Most = 1 });
        tenant.Emulator.Faults.Next(Writes, 1, new Fault.Drop());
        var started = await tenant.StartAsync(plan);
        var (run, _) = await new Applier(tenant.NewDesk()).StepAsync(started, Tenant.Cancel);
        var row = (await tenant.RowsAsync(run))[0];
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/users/search", StringComparison.Ordinal), 99, new Fault.Answer(200, """{"data":[{"accountId":"ID","status":"active"}],"links":{}}""".Replace("ID", row.AccountId.Value, StringComparison.Ordinal)));
        tenant.Time.Advance(TimeSpan.FromMinutes(6));

        (run, _) = await tenant.RunAsync(run);

        (await tenant.RowsAsync(run))[0].ShouldSatisfyAllConditions(r => r.Gate.ShouldBe("not-told"), r => r.CanBeUndone.ShouldBeTrue());
        tenant.Emulator.Changed().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_found_not_carried_out_is_not_forgotten_when_the_next_look_at_it_breaks()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        tenant.Emulator.Faults.Next(Writes, 1, new Fault.Drop());
        var (run, _) = await new Applier(tenant.NewDesk()).StepAsync(await StartedAsync(tenant, plan), Tenant.Cancel);
        tenant.Time.Advance(TimeSpan.FromMinutes(6));
        var looks = 0;
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/role-assignments", StringComparison.Ordinal) && path.Contains("/users/", StringComparison.Ordinal) && looks++ > 0, 5, new Fault.Failed(500));

        (run, var last) = await tenant.RunAsync(run);
        last.ShouldBeOfType<ActStep.Paused>();
        run = await tenant.EndedAsync(run);

        run.Tally.Done.ShouldBe(plan.Rows.Count);
        tenant.Emulator.Changed().ShouldBeUnique();
    }

    [Fact]
    public async Task A_protected_group_skips_the_row_and_is_no_reason_to_halt()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        var plan = await tenant.PlanAsync(new PlanRequest { Rules = ["R01"] });
        plan.Rows.Count.ShouldBeGreaterThan(4);
        tenant.Emulator.Faults.Next(Writes, 4, new Fault.Answer(403, """{"errors":[{"status":"403","code":"ADMIN-403-6","title":"Forbidden","detail":"It is a default group."}]}"""));

        var run = await tenant.ApplyAsync(plan);

        run.Tally.ShouldBe(run.Tally with { Skipped = 4, Failed = 0, Done = plan.Rows.Count - 4 });
        (await tenant.RowsAsync(run)).Where(r => r.Outcome == RowOutcome.Skipped).ShouldAllBe(r => r.Gate == "group-protected" && r.Reason!.Contains("default group"));
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_its_row_and_leaves_the_rest_alone()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        var first = (await tenant.RowsAsync(await StartedAsync(tenant, plan)))[0];
        tenant.Emulator.Faults.Next((method, path) => Writes(method, path) && path.Contains(Uri.EscapeDataString(first.AccountId.Value), StringComparison.Ordinal), 99, new Fault.Drop());

        var (run, _) = await tenant.RunAsync((await tenant.Store.TryGetRunAsync(tenant.Org, new("run-1"), Tenant.Cancel))!);

        run.Tally.ShouldBe(run.Tally with { Done = plan.Rows.Count - 1, Failed = 1, Open = 0 });
        (await tenant.RowsAsync(run))[0].Gate.ShouldBe("no-answer");
    }

    [Fact]
    public async Task A_used_up_limit_is_waited_for()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        tenant.Emulator.Faults.Next(Writes, 3, new Fault.Failed(429));
        var began = tenant.Time.GetUtcNow();

        var run = await tenant.ApplyAsync(plan);

        run.Tally.Done.ShouldBe(plan.Rows.Count);
        tenant.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(began + TimeSpan.FromSeconds(6));
        tenant.Emulator.Changed().ShouldBeUnique();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task A_run_killed_after_every_step_ends_as_if_it_never_was(int killAfter, bool kvs)
    {
        await using var tenant = await Tenant.StartAsync(kvs: kvs);
        var plan = await tenant.PlanAsync();
        tenant.Emulator.Faults.Next(Writes, 2, new Fault.AnswerLost());

        var run = await tenant.ApplyAsync(plan, killAfter: killAfter);

        run.Tally.Done.ShouldBe(plan.Rows.Count);
        tenant.Emulator.Changed().ShouldBeUnique();
        tenant.Emulator.Changed().Count.ShouldBe(plan.Rows.Sum(r => r.Changes.Count));
    }

    [Fact]
    public async Task Refusals_one_after_the_other_put_the_brake_on_and_nothing_is_lost()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        var plan = await tenant.PlanAsync();
        tenant.Emulator.Faults.Next(Writes, 3, new Fault.Failed(403));
        await tenant.ApproveIfNeededAsync(plan);

        var (run, last) = await tenant.RunAsync(await tenant.StartAsync(plan));
        last.ShouldBeOfType<ActStep.Paused>().Why.ShouldBe("the brake: 3 of 3 rows of this wave failed");
        run.Status.ShouldBe(RunStatus.Paused);
        (run, _) = await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel));

        run.Tally.ShouldBe(run.Tally with { Done = plan.Rows.Count - 3, Failed = 3 });
        (await tenant.RowsAsync(run)).Where(r => r.Outcome == RowOutcome.Failed).ShouldAllBe(r => r.Reason!.Contains("403", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_is_refused_halts_the_run_until_there_is_another()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var run = await tenant.StartAsync(plan);
        tenant.Key = "wrong";

        (run, var last) = await tenant.RunAsync(run);
        last.ShouldBeOfType<ActStep.Paused>().Why.ShouldContain("does not accept the key");
        tenant.Key = null;
        (run, _) = await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel));

        run.Tally.Done.ShouldBe(plan.Rows.Count);
        tenant.Emulator.Changed().ShouldBeUnique();
    }

    [Fact]
    public async Task Without_a_key_that_may_write_nothing_leaves_even_when_asked_by_code()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var run = await tenant.StartAsync(plan);

        (await tenant.RunAsync(run, desk: tenant.NewDesk(mayWrite: false))).Last.ShouldBeOfType<ActStep.NeedsKey>();
        // A host that says it may, with a client that may not.
        var desk = new ActingDesk(tenant.Store, tenant.NewAccess(writes: false), tenant.Settings, tenant.Time, "ann") { MayWrite = true };
        (await Should.ThrowAsync<Engine.Atlassian.EgressRefusedException>(() => tenant.RunAsync(run, desk: desk))).Rule.ShouldBe("read-only until a write key is given");

        tenant.Emulator.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Between_waves_a_run_waits_as_long_as_it_was_told()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        tenant.Settings = tenant.Settings with { SoakHours = 24 };
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var ends = Waves.Ends(plan.Rows.Count);
        ends.Count.ShouldBe(3);

        var (run, last) = await tenant.RunAsync(await tenant.StartAsync(plan));
        last.ShouldBeOfType<ActStep.WaitUntil>().At.ShouldBe(tenant.Time.GetUtcNow() + TimeSpan.FromHours(24), TimeSpan.FromMinutes(10));
        (run.Status, run.Tally.Done, run.Wave).ShouldBe((RunStatus.Waiting, ends[0], 2));
        for (var wave = 1; wave < 3; wave++)
        {
            tenant.Time.SetUtcNow(run.DueAt!.Value);
            (run, _) = await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel));
            run.Tally.Done.ShouldBe(ends[wave]);
        }

        run.Status.ShouldBe(RunStatus.Done);
    }

    [Theory]
    [InlineData(RunOrder.Pause, RunStatus.Paused)]
    [InlineData(RunOrder.Stop, RunStatus.Stopped)]
    public async Task Somebody_may_halt_a_run_from_another_process(RunOrder order, RunStatus status)
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var applier = new Applier(tenant.NewDesk());
        var (run, _) = await applier.StepAsync(await tenant.StartAsync(plan), Tenant.Cancel);

        await tenant.Store.CommitAsync(new Change(tenant.Org, Commits.Event(tenant.Org, "run.ask")) { Order = (run.Id, order) }, Tenant.Cancel);
        (run, _) = await tenant.RunAsync(run);

        run.Status.ShouldBe(status);
        run.Tally.Done.ShouldBe(1);
        tenant.Emulator.Changed().Count.ShouldBe(plan.Rows.First(r => r.AccountId == tenant.RowsAsync(run).Result[0].AccountId).Changes.Count);
        if (order == RunOrder.Pause)
            (await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel))).Run.Tally.Done.ShouldBe(plan.Rows.Count);
    }

    [Fact]
    public async Task Whoever_is_held_or_set_aside_after_approval_is_left_alone()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var run = await tenant.StartAsync(plan);
        var rows = await tenant.RowsAsync(run);
        await tenant.Store.SaveHoldAsync(tenant.Org, new(rows[0].AccountId, "HR", "leave", new(2099, 1, 1)), Tenant.Cancel);
        var finding = (await tenant.Store.RecommendationsOfAsync(tenant.Org, [rows[1].AccountId], Tenant.Cancel)).First(f => f.Id == rows[1].Id);
        await tenant.Store.CommitAsync(new Change(tenant.Org, Commits.Event(tenant.Org, "finding.dismiss")) { Recommendations = [finding.Dismissed("known")] }, Tenant.Cancel);

        (run, _) = await tenant.RunAsync(run);

        var after = await tenant.RowsAsync(run);
        after[0].ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(RowOutcome.Skipped), r => r.Gate.ShouldBe("held"));
        after[1].ShouldSatisfyAllConditions(r => r.Outcome.ShouldBe(RowOutcome.Skipped), r => r.Gate.ShouldBe("dismissed"));
        run.Tally.Done.ShouldBe(plan.Rows.Count - 2);
        tenant.Emulator.Changed().ShouldNotContain(c => c.Contains(rows[0].AccountId.Value, StringComparison.Ordinal) || c.Contains(rows[1].AccountId.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_accounts_a_day_than_allowed_also_over_several_runs()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        tenant.Settings = tenant.Settings with { MostRowsADay = 5 };
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);

        var (run, last) = await tenant.RunAsync(await tenant.StartAsync(plan));

        run.Tally.Done.ShouldBe(5);
        last.ShouldBeOfType<ActStep.WaitUntil>().At.ShouldBe(new DateTimeOffset(tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero));
        tenant.Time.SetUtcNow(run.DueAt!.Value);
        (run, _) = await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel));
        run.Tally.Done.ShouldBe(10);
    }

    [Fact]
    public async Task A_group_never_loses_more_members_than_allowed()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        tenant.Settings = tenant.Settings with { MostOutOfAGroup = 2 };
        var plan = await tenant.PlanAsync(new PlanRequest { Rules = ["R01"] });
        var most = plan.Rows.SelectMany(r => r.Changes).Where(c => c.Kind == ChangeKind.LeaveGroup).GroupBy(c => c.Group).Max(g => g.Count());
        most.ShouldBeGreaterThan(2);

        var run = await tenant.ApplyAsync(plan);

        (await tenant.RowsAsync(run)).Where(r => r.Outcome == RowOutcome.Skipped).ShouldAllBe(r => r.Gate == "limit-group");
        run.OutOfGroups.Values.Max().ShouldBe(2);
        run.Tally.Skipped.ShouldBeGreaterThan(0);
    }

    private static async Task<Run> StartedAsync(Tenant tenant, Plan plan)
    {
        await tenant.ApproveIfNeededAsync(plan);
        return await tenant.StartAsync(plan);
    }
}
