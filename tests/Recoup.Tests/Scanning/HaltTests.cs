using Recoup.Emulator;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Scanning;

/// <summary>What a scan waits for is kept with it, for whoever looks at it from another process.</summary>
public sealed class HaltTests
{
    [Fact]
    public async Task A_wait_is_kept_until_the_next_step_and_the_requests_left_with_it()
    {
        await using var tenant = await Tenant.StartAsync(700, options: new EmulatorOptions { Limits = true, AdminPerMinute = 10 });
        var (kept, left) = (new List<Halt?>(), new List<int?>());
        var (scan, scanner) = (tenant.NewScan(), tenant.NewScanner());

        while (scan.Phase != ScanPhase.Done)
        {
            (scan, var next) = await scanner.StepAsync(scan, Tenant.Cancel);
            var stored = (await tenant.Store.ScansAsync(tenant.Org, new(1), Tenant.Cancel))[0];
            left.Add(stored.RequestsLeft);
            if (next is Step.WaitUntil wait)
            {
                kept.Add(stored.Halt);
                stored.Halt.ShouldBe(new(wait.At, wait.Why));
                tenant.Time.SetUtcNow(wait.At);
            }
            else
            {
                stored.Halt.ShouldBeNull();
            }
        }

        kept.Count.ShouldBeGreaterThan(3);
        left.ShouldContain(n => n > 0 && n < 10);
        (scan.Status, scan.Halt).ShouldBe((ScanStatus.Complete, null));
    }

    [Fact]
    public async Task Why_a_scan_cannot_go_on_by_itself_is_kept()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Key = "another";

        await tenant.ScanAsync();

        var stored = (await tenant.Store.ScansAsync(tenant.Org, new(1), Tenant.Cancel))[0];
        (stored.Status, stored.Halt).ShouldBe((ScanStatus.Running, new(null, tenant.Stopped!)));
    }
}
