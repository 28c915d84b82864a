using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;
using Recoup.Engine;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Scanning;

/// <summary>A feed of last use that stopped is noticed against what earlier scans saw, before a person could be called idle for it (G5).</summary>
public sealed class BaselineTests
{
    [Fact]
    public async Task A_feed_that_stopped_two_days_ago_freezes_everything_sure_although_somebody_was_seen_within_three()
    {
        await using var tenant = await Tenant.StartAsync(users: 600);
        (await tenant.ScanAsync()).Findings.ByTier[Tier.Probable].ShouldBeGreaterThan(0);

        // Nobody is seen using anything after the emulator's first moment.
        tenant.Time.Advance(TimeSpan.FromHours(60));
        var scan = await tenant.ScanAsync();

        scan.Survey.Feed.ShouldAllBe(f => f.Seats == 0 || f.IsHealthy(scan.StartedAt));
        scan.Survey.Feed.ShouldContain(f => f.HasDropped);
        (await tenant.FindingsAsync()).Where(f => f.IsActionable && f.Guards.Contains("G5")).ShouldBeEmpty();
        scan.Findings.ByTier.GetValueOrDefault(Tier.Probable).ShouldBeLessThan(5);
    }

    [Fact]
    public async Task A_feed_that_goes_on_is_usual()
    {
        await using var tenant = await Tenant.StartAsync(users: 600);
        var first = await tenant.ScanAsync();

        tenant.Time.Advance(TimeSpan.FromHours(12));
        var second = await tenant.ScanAsync();

        second.UsualShares.Keys.ShouldBe(first.Survey.Feed.Where(f => f.Seats > 0).Select(f => f.Product), ignoreOrder: true);
        second.Survey.Feed.ShouldNotContain(f => f.HasDropped);
    }

    [Fact]
    public async Task A_partial_scan_moves_no_baseline()
    {
        await using var tenant = await Tenant.StartAsync(users: 600);
        var first = await tenant.ScanAsync();
        await tenant.Store.SaveScanAsync(first with { Status = ScanStatus.Partial }, Tenant.Cancel);

        (await tenant.ScanAsync()).UsualShares.ShouldBeEmpty();
    }
}
