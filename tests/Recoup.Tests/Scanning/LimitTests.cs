using Recoup.Emulator;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Scanning;

/// <summary>
/// How much of a limit a scan uses. The clock moves only while it waits, so that all that a window allows can be sent in it: what
/// was left of a limit when a wait for it began was given away.
/// </summary>
public sealed class LimitTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Limits of the emulator, by the operation that ran into them: which requests count.</summary>
    private static readonly Dictionary<string, Func<string, bool>> Families = new()
    {
        ["GET users/count"] = endpoint => endpoint.EndsWith("/users/count", StringComparison.Ordinal),
        ["POST groups/search"] = endpoint => endpoint.EndsWith("/groups/search", StringComparison.Ordinal),
        ["POST users/search"] = endpoint => endpoint.StartsWith("POST", StringComparison.Ordinal) && endpoint.EndsWith("/users/search", StringComparison.Ordinal),
        ["GET users/{account}/manage"] = IsManage,
        ["GET users/{account}/manage/api-tokens"] = IsManage,
    };

    [Theory]
    [InlineData(10, 700)]
    [InlineData(25, 1_000)]
    [InlineData(60, 2_000)]
    public async Task Uses_a_limit_up_waits_once_a_window_and_never_asks_early(int perMinute, int users)
    {
        await using var tenant = await Tenant.StartAsync(users, kvs: true, options: new EmulatorOptions { Limits = true, AdminPerMinute = perMinute });
        var requests = tenant.Emulator.Requests;
        var windows = new List<(Step.WaitUntil Wait, DateTimeOffset Began, long Sent)>();
        var before = requests.ByEndpoint;

        var scan = await tenant.ScanAsync(onWait: wait =>
        {
            var now = requests.ByEndpoint;
            var counts = Families[wait.Why["the limit on ".Length..]];
            windows.Add((wait, tenant.Time.GetUtcNow(), now.Where(e => counts(e.Key)).Sum(e => e.Value - before.GetValueOrDefault(e.Key))));
            before = now;
        });

        scan.Status.ShouldBe(ScanStatus.Complete);
        windows.Count.ShouldBeGreaterThanOrEqualTo(5);
        windows.Sum(w => w.Sent).ShouldBeGreaterThanOrEqualTo((long)Math.Ceiling(0.95 * perMinute * windows.Count), $"of {perMinute * windows.Count}");
        windows.ShouldAllBe(w => w.Wait.At - w.Began >= Minute && w.Wait.At - w.Began < Minute + TimeSpan.FromSeconds(1), "a wait is as long as the window");
        requests.EarlyRetries.ShouldBe(0);
        requests.Refusals.ShouldBe(0, "the answers tell what is left");
        TestContext.Current.TestOutputHelper?.WriteLine($"{windows.Sum(w => w.Sent)} of {perMinute * windows.Count} used in {windows.Count} windows");
    }

    [Fact]
    public async Task A_site_that_tells_nothing_beforehand_refuses_once_a_window()
    {
        await using var tenant = await Tenant.StartAsync(2_000, kvs: true, options: new EmulatorOptions { Limits = true, AdminPerMinute = 100_000, JiraPerSecond = 1 });

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        tenant.Waits.Count.ShouldBeGreaterThanOrEqualTo(5);
        tenant.Waits.ShouldAllBe(w => w.Why.Contains("search", StringComparison.Ordinal));
        tenant.Emulator.Requests.Refusals.ShouldBeLessThanOrEqualTo(tenant.Waits.Count);
        tenant.Emulator.Requests.EarlyRetries.ShouldBe(0);
    }

    private static bool IsManage(string endpoint) => endpoint.Contains("/manage", StringComparison.Ordinal);
}
