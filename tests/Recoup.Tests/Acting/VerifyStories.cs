using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Acting;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Acting;

/// <summary>What a look some time after a run shows.</summary>
public sealed class VerifyStories
{
    [Fact]
    public async Task Too_early_nothing_is_said()
    {
        await using var tenant = await Tenant.StartAsync();
        var run = await tenant.ApplyAsync(await tenant.PlanAsync());

        var verifier = new Verifier(tenant.NewDesk(mayWrite: false));
        (await verifier.VerifyAsync(run, again: false, Tenant.Cancel)).Tally.Released.ShouldBe(0);

        (await verifier.DueAsync(run, Tenant.Cancel))!.Value.ShouldBeGreaterThan(tenant.Time.GetUtcNow());
        (await tenant.VerifyAsync(run)).Tally.Released.ShouldBe(run.Tally.Done);
        (await verifier.DueAsync(run, Tenant.Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_somebody_gave_back_is_re_provisioned_and_regretted_once_it_is_seen_again()
    {
        await using var tenant = await Tenant.StartAsync();
        var run = await tenant.ApplyAsync(await tenant.PlanAsync());
        var row = (await tenant.RowsAsync(run)).First(r => r.Action == RecommendedAction.Suspend);
        Restore(tenant, row);

        run = await tenant.VerifyAsync(run);
        (run.Trouble.CameBack, run.Regrets[row.Rule].Within30).ShouldBe((1, 0));
        tenant.Time.Advance(TimeSpan.FromMinutes(1));
        run = await new Verifier(tenant.NewDesk(mayWrite: false)).VerifyAsync(run, again: false, Tenant.Cancel);
        run.Regrets[row.Rule].Within30.ShouldBe(0, "two looks a minute apart may both have come too early");
        run = await tenant.VerifyAsync(run);
        run = await tenant.VerifyAsync(run, again: true);

        (run.Trouble.CameBack, run.Regrets[row.Rule].Within30, run.Tally.Released).ShouldBe((1, 1, run.Tally.Done - 1));
        (await tenant.RowsAsync(run)).Single(r => r.Number == row.Number).Release!.ShouldSatisfyAllConditions(r => r.State.ShouldBe(ReleaseState.Reprovisioned), r => r.Because.ShouldBe("somebody or something gave it back"));
    }

    [Fact]
    public async Task What_something_else_gives_is_still_billable_and_says_through_what()
    {
        await using var tenant = await Tenant.StartAsync();
        var run = await tenant.ApplyAsync(await tenant.PlanAsync(new PlanRequest { Rules = ["R01"] }));
        var row = (await tenant.RowsAsync(run))[0];
        var organisation = tenant.Emulator.Organisation;
        var account = organisation.Accounts.Find(row.AccountId.Value)!.Value;
        var state = organisation.Row(account.Index);
        state.SetDirect(organisation.Resources.First(r => r.Ari == row.Seats[0].Resource.Ari).Index, global::Recoup.Emulator.Role.User);
        organisation.Put(account.Index, in state);

        await tenant.VerifyAsync(run);

        (await tenant.RowsAsync(run))[0].Release!.ShouldSatisfyAllConditions(r => r.State.ShouldBe(ReleaseState.StillBillable), r => r.Because!.ShouldEndWith(" through a role of its own"));
    }

    [Fact]
    public async Task Seats_that_come_back_between_two_waves_put_the_brake_on()
    {
        await using var tenant = await Tenant.StartAsync(users: 800);
        tenant.Settings = tenant.Settings with { SoakHours = 24 };
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var (run, _) = await tenant.RunAsync(await tenant.StartAsync(plan));
        var taken = (await tenant.RowsAsync(run)).Where(r => r.Outcome == RowOutcome.Done).ToList();
        taken.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var row in taken)
            Restore(tenant, row);
        run = await tenant.VerifyAsync(run);
        tenant.Time.SetUtcNow(run.DueAt!.Value);

        var (_, last) = await tenant.RunAsync(await new Applier(tenant.NewDesk()).ResumeAsync(run, Tenant.Cancel));

        last.ShouldBeOfType<ActStep.Paused>().Why.ShouldContain("accounts had their seats back soon after");
        tenant.Emulator.Ledger.Entries.Count(e => e.Changed).ShouldBe(taken.Sum(r => r.Calls.Count));
    }

    /// <summary>As somebody would outside Recoup.</summary>
    private static void Restore(Tenant tenant, RunRow row)
    {
        var organisation = tenant.Emulator.Organisation;
        var account = organisation.Accounts.Find(row.AccountId.Value)!.Value;
        var state = organisation.Row(account.Index);
        foreach (var call in row.Calls.Select(c => c.Change))
        {
            if (call.Kind == ChangeKind.Suspend)
                state.SetIn(organisation.Directories.First(d => d.Id == call.Directory!.Value.Value).Index, global::Recoup.Emulator.MembershipStatus.Active);
            else if (call.Kind == ChangeKind.LeaveGroup)
                state.Join(organisation.Groups.First(g => g.Id == call.Group!.Value.Value));
            else
                state.SetDirect(organisation.Resources.First(r => r.Ari == call.Resource!.Value.Ari).Index, global::Recoup.Emulator.Role.User);
        }

        organisation.Put(account.Index, in state);
    }
}
