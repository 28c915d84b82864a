using Recoup.Core.Runs;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Acting;

public sealed class ApplyStories
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everything_that_is_planned_is_done_once_and_seen_to_be_free(bool kvs)
    {
        await using var tenant = await Tenant.StartAsync(kvs: kvs);
        var plan = await tenant.PlanAsync();

        var run = await tenant.ApplyAsync(plan);
        var verified = await tenant.VerifyAsync(run);

        run.Status.ShouldBe(RunStatus.Done);
        var rows = await tenant.RowsAsync(run);
        rows.Where(r => r.Outcome != RowOutcome.Done).Select(r => $"{r.Rule} {r.Action} {r.Gate}: {r.Reason}").ShouldBeEmpty();
        rows.Count.ShouldBe(plan.Rows.Count);
        tenant.Emulator.Changed().ShouldBeUnique();
        verified.Tally.Released.ShouldBe(plan.Rows.Count);
        (await tenant.RowsAsync(run)).ShouldAllBe(r => r.Release!.State == ReleaseState.Released);
    }

    [Fact]
    public async Task Undoing_a_run_gives_back_the_first_state_exactly()
    {
        await using var tenant = await Tenant.StartAsync();
        var plan = await tenant.PlanAsync();
        var before = tenant.State();

        var run = await tenant.ApplyAsync(plan);
        var between = tenant.State();
        var undo = await tenant.UndoAsync(run);

        between.ShouldNotBe(before);
        undo.Status.ShouldBe(RunStatus.Done);
        undo.Tally.Done.ShouldBe(plan.Rows.Count);
        tenant.State().ShouldBe(before);
    }
}
