using Microsoft.Extensions.Logging.Abstractions;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Server.Hosting;
using Recoup.Server.Working;

namespace Recoup.Tests.Serving;

/// <summary>How long a key that may write is in memory.</summary>
public sealed class WriteKeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("stop")]
    [InlineData("purge")]
    public async Task The_key_of_a_run_that_ended_elsewhere_is_forgotten_at_the_next_look(string end)
    {
        await using var served = await Served.ScannedAsync();
        await served.Premises.DoneAsync("settings set waves.soakHours 2");
        var plan = (await served.Premises.JsonAsync("plan create --max 4")).GetProperty("id").GetString()!;
        using var operators = await served.AsAsync(SignInRole.Operator);
        await using var jobs = new JobRunner(served.Workplace, NullLogger<JobRunner>.Instance);
        using var watch = new Watch(served.Workplace, jobs, NullLogger<Watch>.Instance);
        var org = new OrgId(served.Premises.Org);
        var run = (await jobs.ApplyAsync(org, "grace", plan, served.Premises.Emulator.Key)).Run!;
        await served.UntilAsync(operators, $"/api/v1/runs/{run.Id}", r => r.GetProperty("status").GetString() == "waiting");
        while (jobs.IsBusy(org, Jobs.Run))
            await Task.Yield();
        await watch.LookAsync(Cancel);
        jobs.HasKeyFor(run).ShouldBeTrue();

        if (end == "stop")
            (await operators.PostAsync($"/api/v1/runs/{run.Id}/stop", null, Cancel)).EnsureSuccessStatusCode().Dispose();
        else
            await served.Workplace.Store.EraseAsync(new Erasure.Everything(org, served.Workplace.Event(AuditChain.Installation, "purge")), Cancel);
        await watch.LookAsync(Cancel);

        jobs.HasKeyFor(run).ShouldBeFalse();
    }
}
