using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.Tests.Server;

/// <summary>The turn at runs.</summary>
public sealed class RunHostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_given_back_when_what_was_left_cannot_be_looked_into()
    {
        await using var premises = await Premises.ScannedAsync();
        using var broken = new Broken();
        var host = new CommandHost(TextWriter.Null, broken, TextReader.Null, premises.Shell.Time, premises.Shell.Environment.GetValueOrDefault) { Network = premises.Shell.Sent.Before };
        await using var workplace = await Workplace.OpenAsync(premises.Shell.Data, host, Cancel);
        var org = new OrgId(premises.Org);
        await using (var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Run, host.Time, Cancel))
        {
            var left = new Run { Org = org, Id = new("left"), PlanId = "p", PlanHash = "h", StartedAt = host.Time.GetUtcNow(), Rows = 1, WaveEnds = [1], Fence = turn.Fence };
            await workplace.Store.CommitAsync(new Change(org, workplace.Event(org, "run.start")) { Run = left }, Cancel);
        }

        await Should.ThrowAsync<IOException>(() => RunHost.OpenAsync(workplace, org, null, Cancel));

        (await Turns.IsFreeAsync(workplace.Store, org, Jobs.Run, host.Time, Cancel)).ShouldBeTrue();
    }

    /// <summary>Where nothing can be said any more: a closed terminal.</summary>
    private sealed class Broken : StringWriter
    {
        public override Task WriteLineAsync(string? value) => throw new IOException("closed");
    }
}
