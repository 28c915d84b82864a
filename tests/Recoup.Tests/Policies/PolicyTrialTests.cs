using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Engine.Policies;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Policies;

/// <summary>What another policy would find, held against what the next scan under it does find.</summary>
public sealed class PolicyTrialTests
{
    public static TheoryData<string, Func<Settings, Scan, Settings>> Policies => new()
    {
        { "nothing", (s, _) => s },
        { "a shorter threshold", (s, _) => s with { InactiveDays = 60 } },
        { "a longer threshold", (s, _) => s with { InactiveDays = 150, ExternalDays = 80 } },
        { "a longer grace", (s, _) => s with { NeverUsedDays = 300 } },
        { "rules off", (s, _) => s with { SwitchedOff = ["R01", "R02", "R05"] } },
        { "a scope of a product", (s, _) => s with { Scopes = [new(new() { Product = Product.Confluence }, 200, null, null), new(new() { Product = Product.Jira }, 45, null, null)] } },
        { "a scope of a site", (s, scan) => s with { Scopes = [new(new() { Site = scan.Survey.Sites[0].Name }, 30, 20, 20)] } },
        { "a scope of a domain", (s, scan) => s with { Scopes = [new(new() { Domain = scan.Survey.Domains[0] }, 250, null, null)] } },
        { "an exclusion of a product", (s, _) => s with { Exclusions = [new(new() { Product = Product.Jira }, "frozen", null)] } },
        { "an exclusion that ends today", (s, scan) => s with { Exclusions = [new(new() { Domain = scan.Survey.Domains[0] }, "frozen", scan.StartedAt.DayOf())] } },
        { "an exclusion that has ended", (s, scan) => s with { Exclusions = [new(new() { Domain = scan.Survey.Domains[0] }, "frozen", scan.StartedAt.DayOf().AddDays(-1))] } },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task What_is_told_for_sure_is_what_the_next_scan_shows(string what, Func<Settings, Scan, Settings> policy)
    {
        await using var tenant = await Tenant.StartAsync(users: 400, seed: 3);
        // Issues are counted over the threshold, which a scan alone can do anew.
        tenant.SiteConnected = false;
        var scan = await tenant.ScanAsync();
        var (was, asked) = (await StandingAsync(tenant), await AskedAsync(tenant, scan));
        var before = tenant.Settings;
        var after = policy(before, scan);

        var told = await TryAsync(tenant, scan, before, after);
        tenant.Settings = after;
        await tenant.ScanAsync();
        var becomes = await StandingAsync(tenant);

        var open = told.Where(t => t.NeedsScan).Select(t => t.Id).ToHashSet();
        var shown = was.Keys.Union(becomes.Keys)
            .Select(id => (Id: id, From: was.GetValueOrDefault(id), To: becomes.GetValueOrDefault(id)))
            .Where(f => f.From?.Tier != f.To?.Tier && !open.Contains(f.Id))
            .Select(f => $"{(f.From ?? f.To)!.Rule} {f.Id} {f.From?.Tier} → {f.To?.Tier}").ToList();
        told.Where(t => !t.NeedsScan).Select(t => $"{t.Rule} {t.Id} {t.From} → {t.To}").ShouldBe(shown, ignoreOrder: true, what);
        told.Where(t => asked.Contains(t.AccountId)).ShouldAllBe(t => !t.NeedsScan);
        (told.Count > 0).ShouldBe(what is not ("nothing" or "an exclusion that has ended"), what);
    }

    [Fact]
    public async Task Who_was_not_asked_about_needs_a_scan_and_becomes_sure_by_it()
    {
        await using var tenant = await Tenant.StartAsync(users: 400, seed: 3);
        tenant.SiteConnected = false;
        var scan = await tenant.ScanAsync();
        var asked = await AskedAsync(tenant, scan);
        var after = tenant.Settings with { InactiveDays = 45 };

        var open = (await TryAsync(tenant, scan, tenant.Settings, after)).Where(t => t.NeedsScan).ToList();
        tenant.Settings = after;
        await tenant.ScanAsync();
        var becomes = await StandingAsync(tenant);

        open.ShouldNotBeEmpty();
        open.ShouldAllBe(t => !asked.Contains(t.AccountId) && !t.IsRemoved);
        open.Count(t => becomes[t.Id].Tier > t.To).ShouldBeGreaterThan(0);
        (await tenant.AccountsAsync((await tenant.Store.ScansAsync(tenant.Org, new(1), Tenant.Cancel))[0])).Where(a => open.Exists(t => t.AccountId == a.Id)).ShouldAllBe(a => a.Probes != null);
    }

    [Fact]
    public async Task Issues_that_were_counted_over_another_time_leave_it_to_a_scan()
    {
        await using var tenant = await Tenant.StartAsync(users: 400, seed: 3);
        var scan = await tenant.ScanAsync();
        var probed = (await tenant.AccountsAsync(scan)).Where(a => a.Probes?.Issues.Count > 0).ToDictionary(a => a.Id, a => a.Probes!.Issues[0].Reported);

        // As if these rules had been off since: what they find comes new, about people who were asked about.
        var off = tenant.Settings with { SwitchedOff = ["R01", "R02"] };

        var shorter = await TrialAsync(tenant, scan, off, tenant.Settings with { InactiveDays = 60 });
        var same = await TrialAsync(tenant, scan, off, tenant.Settings);
        var longer = await TrialAsync(tenant, scan, off, tenant.Settings with { InactiveDays = 120 });

        (shorter.Trial.OtherIssueDays, same.Trial.OtherIssueDays, longer.Trial.OtherIssueDays).ShouldBe((90, null, 90));
        Known(shorter).ShouldAllBe(t => t.NeedsScan == (probed[t.AccountId!.Value] > 0));
        Known(shorter).Select(t => t.NeedsScan).Distinct().Count().ShouldBe(2);
        Known(longer).ShouldAllBe(t => t.NeedsScan == (probed[t.AccountId!.Value] == 0));
        Known(same).ShouldNotBeEmpty();
        Known(same).ShouldAllBe(t => !t.NeedsScan);

        IEnumerable<FindingChange> Known((PolicyTrial Trial, List<FindingChange> Told) tried) =>
            tried.Told.Where(t => !t.IsRemoved && t.Product?.IsJiraFamily != false && (t.Rule is "R01" or "R02") && probed.ContainsKey(t.AccountId!.Value));
    }

    [Fact]
    public async Task Nothing_is_asked_and_nothing_is_written()
    {
        await using var tenant = await Tenant.StartAsync(users: 200, seed: 3);
        var scan = await tenant.ScanAsync();
        var (requests, was) = (tenant.Emulator.Ledger.Entries.Count, await StandingAsync(tenant));

        await TryAsync(tenant, scan, tenant.Settings, tenant.Settings with { InactiveDays = 30, SwitchedOff = ["R02"] });

        tenant.Emulator.Ledger.Entries.Count.ShouldBe(requests);
        (await StandingAsync(tenant)).Values.Select(f => (f.Id, f.Tier, f.SeenIn)).ShouldBe(was.Values.Select(f => (f.Id, f.Tier, f.SeenIn)), ignoreOrder: true);
    }

    [Fact]
    public async Task Subscriptions_are_judged_too()
    {
        await using var tenant = await Tenant.StartAsync(users: 200, seed: 3);
        tenant.Settings = tenant.Settings with { Contracts = new Dictionary<Product, Core.Money.Contract> { [Product.Jira] = new() { Purchased = 1000, Billing = Core.Money.Billing.Annual } } };
        var scan = await tenant.ScanAsync();
        var unused = 100 - (scan.Seats[Product.Jira] * 100 / 1000);

        var told = await TryAsync(tenant, scan, tenant.Settings, tenant.Settings with { BufferPercent = unused + 1 });

        told.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            t => t.Rule.ShouldBe("R24"),
            t => (t.From, t.To).ShouldBe((Tier.Certain, null)),
            t => t.AccountId.ShouldBeNull());
    }

    [Fact]
    public async Task A_group_whose_members_nobody_read_is_named()
    {
        await using var tenant = await Tenant.StartAsync(users: 200, seed: 3);
        var scan = await tenant.ScanAsync();
        var known = (await StoredScan.ReadAsync(tenant.Store, scan, Tenant.Cancel)).Around(tenant.Settings).Survey.Grants[0].Name;

        var (trial, _) = await TrialAsync(tenant, scan, tenant.Settings, tenant.Settings with { Exclusions = [new(new() { Group = known }, "r", null), new(new() { Group = "works council" }, "r", null)] });

        trial.UnseenGroups.ShouldBe(["works council"]);
    }

    private static async Task<(PolicyTrial Trial, List<FindingChange> Told)> TrialAsync(Tenant tenant, Scan scan, Settings before, Settings after)
    {
        var trial = new PolicyTrial(tenant.Store, await StoredScan.ReadAsync(tenant.Store, scan, Tenant.Cancel), before, after);
        var told = new List<FindingChange>();
        await foreach (var change in trial.RunAsync(Tenant.Cancel))
            told.Add(change);
        return (trial, told);
    }

    private static async Task<List<FindingChange>> TryAsync(Tenant tenant, Scan scan, Settings before, Settings after) => (await TrialAsync(tenant, scan, before, after)).Told;

    private static async Task<Dictionary<string, Recommendation>> StandingAsync(Tenant tenant) => (await tenant.FindingsAsync()).ToDictionary(f => f.Id);

    private static async Task<HashSet<AccountId?>> AskedAsync(Tenant tenant, Scan scan) =>
        [.. (await tenant.AccountsAsync(scan)).Where(a => a.Probes is not null).Select(a => (AccountId?)a.Id)];
}

file static class Days
{
    public static DateOnly DayOf(this DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
