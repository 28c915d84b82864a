using Recoup.Core.People;
using Recoup.Core.Runs;
using Recoup.Emulator;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Acting;

/// <summary>Over organisations that chance makes: what is applied and then undone leaves everything exactly as it was.</summary>
public sealed class UndoProperties
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("RECOUP_LONG") == "1";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Long ? 100 : 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Applied_and_undone_everything_is_as_it_was(int seed)
    {
        var random = new Random(seed);
        await using var tenant = await Tenant.StartAsync(users: random.Next(60, 400), seed: seed, kvs: seed % 5 == 0);
        await tenant.GiveDirectRolesAsync(random);
        await LeaversAsync(tenant, random);
        var plan = await tenant.PlanAsync();
        plan = await tenant.MixedAsync(plan, random);
        var before = tenant.State();
        Fault[] faults = [new Fault.AnswerLost(), new Fault.Drop(), new Fault.Failed(500), new Fault.Failed(429), new Fault.TruncatedJson()];
        tenant.Emulator.Faults.Next((_, path) => path.Contains("/v2/", StringComparison.Ordinal) && random.Next(60) == 0, random.Next(1, 6), faults[random.Next(faults.Length)]);

        var run = await tenant.ApplyAsync(plan, killAfter: random.Next(3) == 0 ? random.Next(1, 5) : 0);
        run = await tenant.EndedAsync(run);
        var done = await tenant.RowsAsync(run);
        done.ShouldAllBe(r => r.Outcome == RowOutcome.Done || (r.Outcome == RowOutcome.Skipped && r.Gate == "path-changed"));
        var applied = done.Where(r => r.Outcome == RowOutcome.Done).ToList();
        applied.Count.ShouldBeGreaterThan(plan.Rows.Count / 2);
        tenant.State().ShouldNotBe(before);
        // By rows and waves in any order, then whatever is left.
        if (random.Next(2) == 0)
            await tenant.EndedAsync(await tenant.UndoAsync(run, row: applied[random.Next(applied.Count)].Number, id: "undo-1"));
        if (random.Next(2) == 0 && applied.Count(r => r.Wave == 1) > 1)
            await tenant.EndedAsync(await tenant.UndoAsync(run, wave: 1, id: "undo-2"));
        await tenant.EndedAsync(await tenant.UndoAsync(run, id: "undo-3"));

        tenant.State().ShouldBe(before);
        (await tenant.RowsAsync(run)).ShouldAllBe(r => (r.UndoneIn != null) == (r.Outcome == RowOutcome.Done));
        var holds = await tenant.Store.HoldsAsync(tenant.Org, Tenant.Cancel);
        holds.Count.ShouldBe(applied.Count);
        holds.ShouldAllBe(h => h.Reason.StartsWith("undone in run undo-", StringComparison.Ordinal) && h.Until == DateOnly.FromDateTime(tenant.Time.GetUtcNow().UtcDateTime).AddDays(90));
    }

    private static async Task LeaversAsync(Tenant tenant, Random random)
    {
        var people = tenant.Emulator.Organisation.Accounts.Where(_ => random.Next(8) == 0).Select(a => new ListedPerson { Account = new(a.Id), Gone = true }).ToList();
        await tenant.Store.SavePeopleAsync(tenant.Org, new(DateOnly.FromDateTime(tenant.Time.GetUtcNow().UtcDateTime), people), Tenant.Cancel);
    }
}
