using Recoup.Core.Recommendations;
using Recoup.Emulator;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Scanning;

/// <summary>
/// Every way to fail at every endpoint that a scan asks, once and for good. Whatever happens, a scan ends in one of four ways and
/// says why; what it finds is never more than an undisturbed scan of the same organisation finds; and the next scan makes it good.
/// </summary>
public sealed class FaultTests
{
    private const int People = 250;
    private const int Always = int.MaxValue;

    private static readonly Lazy<Task<Calm>> Undisturbed = new(async () =>
    {
        await using var tenant = await StartAsync();
        var scan = await tenant.ScanAsync();
        return new(scan, await TiersAsync(tenant), tenant.Emulator.Requests.ByEndpoint);
    });

    /// <summary>Answers that are none: what comes after is true.</summary>
    private static readonly Dictionary<string, Fault> Breaks = new()
    {
        ["429 with headers"] = new Fault.Failed(429),
        ["429 without headers"] = new Fault.Answer(429, "{}"),
        ["500"] = new Fault.Failed(500),
        ["503 page"] = Fault.ProxyPage(503),
        ["a proxy's page with 200"] = Fault.ProxyPage(),
        ["dropped"] = new Fault.Drop(),
        ["truncated"] = new Fault.TruncatedJson(),
        ["slow"] = new Fault.Slow(TimeSpan.FromSeconds(3)),
        ["nothing but null"] = new Fault.Answer(200, "null"),
        ["a null in the list"] = new Fault.Answer(200, """{"data":[null],"issues":[null]}"""),
        ["a list of null"] = new Fault.Answer(200, "[null]"),
        ["an empty object"] = new Fault.Answer(200, "{}"),
    };

    private static readonly Dictionary<string, Fault> Refusals = new()
    {
        ["401"] = new Fault.Answer(401, """{"code":401,"message":"Unauthorized"}"""),
        ["403"] = new Fault.Failed(403),
    };

    private static readonly Dictionary<string, Fault> Untruths = new()
    {
        ["repeated page"] = new Fault.Distorted(Distortion.RepeatedPage),
        ["cursor loop"] = new Fault.Distorted(Distortion.CursorLoop),
        ["early end"] = new Fault.Distorted(Distortion.EarlyEnd),
        ["null dates"] = new Fault.Distorted(Distortion.NullDates),
        ["future dates"] = new Fault.Distorted(Distortion.FutureDates),
        ["unknown values"] = new Fault.Distorted(Distortion.UnknownValues),
        ["null account id"] = new Fault.Distorted(Distortion.NullAccountId),
    };

    /// <summary>The endpoints, by a part of the path or a pattern of it.</summary>
    private static readonly Dictionary<string, Func<string, bool>> Endpoints = new()
    {
        ["organisation"] = path => path.Split('/') is ["", "admin", "v1", "orgs", _],
        ["workspaces"] = path => path.EndsWith("/workspaces", StringComparison.Ordinal),
        ["directories"] = path => path.EndsWith("/directories", StringComparison.Ordinal),
        ["domains"] = path => path.EndsWith("/domains", StringComparison.Ordinal),
        ["count"] = path => path.EndsWith("/users/count", StringComparison.Ordinal),
        ["groups"] = path => path.EndsWith("/groups/search", StringComparison.Ordinal),
        ["managed accounts"] = path => path.StartsWith("/admin/v1/", StringComparison.Ordinal) && path.EndsWith("/users", StringComparison.Ordinal),
        ["event actions"] = path => path.EndsWith("/event-actions", StringComparison.Ordinal),
        ["events"] = path => path.EndsWith("/events", StringComparison.Ordinal),
        ["site people"] = path => path.EndsWith("/rest/api/3/users/search", StringComparison.Ordinal),
        ["accounts"] = path => path.EndsWith("/-/users/search", StringComparison.Ordinal),
        ["role assignments"] = path => path.EndsWith("/role-assignments", StringComparison.Ordinal),
        ["manage"] = path => path.EndsWith("/manage", StringComparison.Ordinal),
        ["API tokens"] = path => path.EndsWith("/manage/api-tokens", StringComparison.Ordinal),
        ["site sign-in"] = path => path.EndsWith("/myself", StringComparison.Ordinal),
        ["issue count"] = path => path.EndsWith("/search/approximate-count", StringComparison.Ordinal),
        ["issues"] = path => path.EndsWith("/search/jql", StringComparison.Ordinal),
    };

    private static readonly Dictionary<string, Fault> Kinds = new[] { Breaks, Refusals, Untruths }.SelectMany(k => k).ToDictionary();

    public static TheoryData<string, string> Matrix => [.. from endpoint in Endpoints.Keys from kind in Kinds.Keys select (endpoint, kind)];

    public static TheoryData<FaultLevel, int> Weather =>
        [.. from level in new[] { FaultLevel.Light, FaultLevel.Heavy } from seed in Enumerable.Range(1, Environment.GetEnvironmentVariable("RECOUP_LONG") == "1" ? 100 : 10) select (level, seed)];

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Ends_with_a_reason_finds_nothing_false_and_is_made_good(string endpoint, string kind)
    {
        var calm = await Undisturbed.Value;
        await using var tenant = await StartAsync();

        foreach (var times in new[] { 1, Always })
        {
            var before = await TiersAsync(tenant);
            tenant.Emulator.Faults.Next((_, path) => Endpoints[endpoint](path), times, Kinds[kind]);
            var scan = await tenant.GoOnAsync();
            tenant.Emulator.Faults.Clear();
            await ShouldHoldAsync(tenant, scan, before, calm);
            // An answer that does not speak of what was asked is one: not known.
            if (Breaks.ContainsKey(kind) && (endpoint, kind) != ("manage", "an empty object") && (times == 1 || scan is { Status: ScanStatus.Complete, Survey.NotReadable.Count: 0 }))
                await ShouldEqualAsync(tenant, scan, calm);
        }

        var after = await tenant.GoOnAsync();
        if (after.Status != ScanStatus.Complete || after.Survey.NotReadable.Count > 0)
            after = await tenant.GoOnAsync();
        await ShouldEqualAsync(tenant, after, calm);
    }

    [Theory]
    [MemberData(nameof(Weather))]
    public async Task Bad_weather_changes_nothing_or_says_what_it_cost(FaultLevel level, int seed)
    {
        await using var clear = await StartAsync(seed);
        var calm = new Calm(await clear.ScanAsync(), await TiersAsync(clear), clear.Emulator.Requests.ByEndpoint);
        await using var tenant = await StartAsync(seed, level);

        Scan scan;
        do
        {
            var before = await TiersAsync(tenant);
            scan = await tenant.GoOnAsync();
            await ShouldHoldAsync(tenant, scan, before, calm);
        }
        while (tenant.Stopped is not null);

        if (scan.Status == ScanStatus.Complete)
            await ShouldEqualAsync(tenant, scan, calm);
    }

    [Fact]
    public async Task An_undisturbed_scan_asks_every_endpoint_that_is_disturbed_here()
    {
        var asked = (await Undisturbed.Value).Asked.Keys.Select(e => e.Split(' ')[1].Replace("{directory}", "-", StringComparison.Ordinal)).ToList();

        Endpoints.Where(e => !asked.Exists(path => e.Value(path))).Select(e => e.Key).ShouldBeEmpty();
        (await Undisturbed.Value).Scan.Status.ShouldBe(ScanStatus.Complete);
        (await Undisturbed.Value).Tiers.Values.ShouldContain(Tier.Probable);
    }

    private static Task<Tenant> StartAsync(int seed = 1, FaultLevel level = FaultLevel.None) =>
        Tenant.StartAsync(People, seed, kvs: true, options: new EmulatorOptions { Faults = level });

    private static async Task<Dictionary<string, Tier>> TiersAsync(Tenant tenant) =>
        (await tenant.FindingsAsync()).ToDictionary(f => f.Id, f => f.Tier);

    /// <summary>What holds however a scan went.</summary>
    private static async Task ShouldHoldAsync(Tenant tenant, Scan scan, Dictionary<string, Tier> before, Calm calm)
    {
        var after = await TiersAsync(tenant);
        switch (scan.Status)
        {
            case ScanStatus.Complete:
                scan.Survey.Missing.ShouldBeEmpty();
                tenant.Stopped.ShouldBeNull();
                break;
            case ScanStatus.Partial:
                scan.Survey.Missing.ShouldNotBeEmpty();
                scan.Survey.Missing.ShouldAllBe(m => m.Length > 20);
                scan.Closed.ShouldBe(0);
                before.Keys.Except(after.Keys).ShouldBeEmpty("a partial scan closes nothing");
                before.Where(b => after[b.Key] > b.Value).Select(b => b.Key).ShouldBeEmpty("a partial scan raises no tier");
                break;
            case ScanStatus.Failed:
                scan.Failure.ShouldNotBeNullOrWhiteSpace();
                break;
            default:
                tenant.Stopped.ShouldNotBeNullOrWhiteSpace();
                break;
        }

        after.Where(f => f.Value >= Tier.Probable && calm.Tiers.GetValueOrDefault(f.Key) < Tier.Probable).Select(f => f.Key).ShouldBeEmpty("no false certain or probable");
    }

    private static async Task ShouldEqualAsync(Tenant tenant, Scan scan, Calm calm)
    {
        scan.Status.ShouldBe(ScanStatus.Complete, string.Join(" ", [.. scan.Survey.Missing, scan.Failure, tenant.Stopped]));
        (scan.Accounts, scan.SeatCount).ShouldBe((calm.Scan.Accounts, calm.Scan.SeatCount));
        (await TiersAsync(tenant)).OrderBy(t => t.Key).ShouldBe(calm.Tiers.OrderBy(t => t.Key));
    }

    private sealed record Calm(Scan Scan, Dictionary<string, Tier> Tiers, IReadOnlyDictionary<string, long> Asked);
}
