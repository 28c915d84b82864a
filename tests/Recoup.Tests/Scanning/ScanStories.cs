using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Recommendations;
using Recoup.Emulator;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;
using Account = Recoup.Emulator.Account;

namespace Recoup.Tests.Scanning;

/// <summary>Whole scans of an emulated organisation, compared with the truth behind it.</summary>
public sealed class ScanStories
{
    [Fact]
    public async Task A_scan_sees_every_account_and_every_seat_of_the_organisation()
    {
        await using var tenant = await Tenant.StartAsync();

        var scan = await tenant.ScanAsync();
        var accounts = (await tenant.AccountsAsync(scan)).ToDictionary(a => a.Id.Value);

        scan.Status.ShouldBe(ScanStatus.Complete);
        scan.Survey.Missing.ShouldBeEmpty();
        accounts.Count.ShouldBe(tenant.Emulator.Organisation.Accounts.Count);
        foreach (var truth in tenant.Emulator.Organisation.Accounts)
        {
            var seen = accounts[truth.Id];
            seen.Name.ShouldBe(truth.Name.Trim());
            var held = seen.IsActive ? Truth.Seats(truth) : [];
            // Seats of a directory in which somebody is suspended are not billed.
            if (seen.SuspendedIn.Count > 0)
                seen.Seats.Select(s => s.Resource.Ari).ShouldBeSubsetOf(held);
            else
                seen.Seats.Select(s => s.Resource.Ari).ShouldBe(held, ignoreOrder: true, $"{truth.Persona} {truth.Name}");
        }
    }

    [Fact]
    public async Task Seats_are_counted_without_sandboxes()
    {
        await using var tenant = await Tenant.StartAsync();

        var scan = await tenant.ScanAsync();

        var sandboxes = tenant.Emulator.Organisation.Sites.Where(s => s.Sandbox).Select(s => s.CloudId).ToHashSet();
        var expected = tenant.Emulator.Organisation.Accounts
            .Where(a => Truth.IsActive(a) && a.Persona != Persona.HalfSuspended)
            .Sum(a => a.Seats.Count(r => !sandboxes.Contains(r.Site.CloudId)));
        var half = (await tenant.AccountsAsync(scan)).Where(a => a.SuspendedIn.Count > 0).Sum(a => a.Seats.Count(s => !sandboxes.Contains(s.Site.Value)));
        scan.SeatCount.ShouldBe(expected + half);
    }

    [Theory]
    [InlineData(Persona.Everyday)]
    [InlineData(Persona.PartTimer)]
    [InlineData(Persona.NewStarter)]
    [InlineData(Persona.ExternalActive)]
    [InlineData(Persona.Leaver)]
    [InlineData(Persona.NotInvited)]
    [InlineData(Persona.Bot)]
    [InlineData(Persona.SharedMailbox)]
    [InlineData(Persona.OrgAdmin)]
    [InlineData(Persona.ProductAdmin)]
    [InlineData(Persona.Reporter)]
    [InlineData(Persona.JsmCustomer)]
    public async Task Nobody_of_these_may_be_acted_on(Persona persona)
    {
        await using var tenant = await Tenant.StartAsync(users: 600, seed: 11);

        await tenant.ScanAsync();
        var people = tenant.Emulator.Organisation.Accounts.Where(a => a.Persona == persona).ToDictionary(a => a.Id);
        var wrong = (await tenant.FindingsAsync()).Where(f => f.IsActionable && people.ContainsKey((f.AccountId?.Value ?? "")));

        people.ShouldNotBeEmpty();
        wrong.Select(f => $"{f.Rule} {f.DisplayName}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Persona.IdleInOneProduct, "R01")]
    [InlineData(Persona.IdleEverywhere, "R02")]
    [InlineData(Persona.NeverUsedOneProduct, "R03")]
    [InlineData(Persona.NeverActive, "R04")]
    [InlineData(Persona.PendingInvite, "R05")]
    [InlineData(Persona.TwoSites, "R01")]
    public async Task Those_meant_to_be_found_are_found(Persona persona, string rule)
    {
        await using var tenant = await Tenant.StartAsync(users: 600, seed: 12);

        await tenant.ScanAsync();
        var found = (await tenant.FindingsAsync()).Where(f => f.Rule == rule).Select(f => (f.AccountId?.Value ?? "")).ToHashSet();
        var people = tenant.Emulator.Organisation.Accounts.Where(a => a.Persona == persona && Truth.IsActive(a)).ToList();

        people.ShouldNotBeEmpty();
        people.Where(p => !found.Contains(p.Id)).Select(p => p.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_idle_by_page_views_who_reports_issues_needs_a_person()
    {
        await using var tenant = await Tenant.StartAsync(users: 600, seed: 11);

        await tenant.ScanAsync();
        var reporters = tenant.Emulator.Organisation.Accounts.Where(a => a.Persona == Persona.Reporter).Select(a => a.Id).ToHashSet();
        var findings = (await tenant.FindingsAsync()).Where(f => reporters.Contains((f.AccountId?.Value ?? "")) && f.Rule is "R01" or "R02").ToList();

        findings.ShouldContain(f => f.Tier == Tier.Review && f.Evidence.Any(e => e.Value.Contains("reported on acme", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_a_connected_site_the_evidence_says_not_checked_and_the_tier_stays()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.SiteConnected = false;

        var scan = await tenant.ScanAsync();
        var jira = (await tenant.FindingsAsync()).Where(f => f.Rule == "R01" && f.Product?.IsJiraFamily == true && f.Tier == Tier.Probable).ToList();

        scan.Status.ShouldBe(ScanStatus.Complete);
        jira.ShouldNotBeEmpty();
        jira.ShouldAllBe(f => f.Evidence.Any(e => e.Signal.StartsWith("issues reported", StringComparison.Ordinal) && e.Value.StartsWith("not checked", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_key_with_scopes_asks_for_tokens_once_and_says_so()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Key = tenant.Emulator.ScopedKey;

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        scan.Survey.TokensNotReadable.ShouldNotBeNull();
        tenant.Emulator.Requests.ByEndpoint.Where(e => e.Key.Contains("/manage", StringComparison.Ordinal)).Sum(e => e.Value).ShouldBe(1);
        (await tenant.FindingsAsync()).SelectMany(f => f.Evidence).ShouldContain(e => e.Signal == "API tokens" && e.Value.Contains("scopes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task P12_A_second_scan_of_the_same_state_changes_nothing_but_when_it_was_seen()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.ScanAsync();
        var first = await tenant.FindingsAsync(closed: true);

        var scan = await tenant.ScanAsync();
        var second = await tenant.FindingsAsync(closed: true);

        first.ShouldNotBeEmpty();
        scan.Closed.ShouldBe(0);
        Facts(second).ShouldBe(Facts(first));
    }

    [Fact]
    public async Task P11_There_is_one_record_per_account_after_any_number_of_scans()
    {
        await using var tenant = await Tenant.StartAsync(users: 120);
        await tenant.ScanAsync();
        var scan = await tenant.ScanAsync();

        var accounts = await tenant.AccountsAsync(scan);

        accounts.Select(a => a.Id).Distinct().Count().ShouldBe(120);
        accounts.Count.ShouldBe(120);
    }

    [Fact]
    public async Task P13_The_history_of_scans_holds_nobody()
    {
        await using var tenant = await Tenant.StartAsync(users: 120);

        var scan = await tenant.ScanAsync();
        var history = JsonSerializer.Serialize(scan, Engine.EngineJson.Default.Scan);

        foreach (var account in tenant.Emulator.Organisation.Accounts)
        {
            history.ShouldNotContain(account.Id);
            history.ShouldNotContain(account.Email);
        }
    }

    [Fact]
    public async Task A_finding_that_no_longer_holds_closes_by_itself_and_says_why()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.ScanAsync();
        var open = (await tenant.FindingsAsync()).Count(f => f.Rule == "R01");

        tenant.Settings = tenant.Settings with { InactiveDays = 730 };
        var scan = await tenant.ScanAsync();
        var closed = (await tenant.FindingsAsync(closed: true)).Where(f => f.State == RecommendationState.Closed).ToList();

        open.ShouldBeGreaterThan(0);
        scan.Closed.ShouldBe(closed.Count);
        closed.ShouldContain(f => f.Rule == "R01");
        closed.ShouldAllBe(f => f.ClosedBecause!.Contains("no longer holds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_joint_saving_counts_each_seat_once()
    {
        await using var tenant = await Tenant.StartAsync();

        var scan = await tenant.ScanAsync();
        var seats = (await tenant.FindingsAsync()).Where(f => f.IsActionable)
            .SelectMany(f => f.Seats.Select(s => (f.AccountId, s.Product, s.Site))).Distinct().Where(s => !scan.Survey.Sandboxes.Contains(s.Site)).ToList();

        var jira = seats.Count(s => s.Product == Core.Directory.Product.Jira);
        var confluence = seats.Count(s => s.Product == Core.Directory.Product.Confluence);
        scan.Money(tenant.Settings, scan.StartedAt).Recoverable.ShouldHaveSingleItem().PerMonth.ShouldBe(10m * jira + 5m * confluence);
    }

    [Fact]
    public async Task The_same_scan_on_a_key_value_store_finds_the_same()
    {
        await using var sql = await Tenant.StartAsync();
        await using var kvs = await Tenant.StartAsync(kvs: true);

        var onSql = await sql.ScanAsync();
        var onKvs = await kvs.ScanAsync();

        onKvs.SeatCount.ShouldBe(onSql.SeatCount);
        Facts(await kvs.FindingsAsync()).ShouldBe(Facts(await sql.FindingsAsync()));
    }

    [Theory]
    [InlineData(1, "SQLite")]
    [InlineData(3, "SQLite")]
    [InlineData(7, "SQLite")]
    [InlineData(1, "key-value store")]
    [InlineData(1, "PostgreSQL")]
    public async Task A_scan_killed_again_and_again_ends_as_if_it_never_was(int killAfter, string store)
    {
        await using var undisturbed = await Tenant.StartAsync();
        await using var killed = await Tenant.StartAsync(place: store switch { "SQLite" => new SqlitePlace(), "PostgreSQL" => new PostgresPlace(), _ => new KvsPlace() });

        var calm = await undisturbed.ScanAsync();
        var rough = await killed.ScanAsync(killAfter);

        rough.Status.ShouldBe(ScanStatus.Complete);
        rough.Accounts.ShouldBe(calm.Accounts);
        rough.SeatCount.ShouldBe(calm.SeatCount);
        Facts(await killed.FindingsAsync()).ShouldBe(Facts(await undisturbed.FindingsAsync()));
    }

    [Fact]
    public async Task No_request_goes_to_an_endpoint_that_is_not_there()
    {
        await using var tenant = await Tenant.StartAsync();

        await tenant.ScanAsync();

        tenant.Emulator.Requests.Total.ShouldBeGreaterThan(0);
        tenant.Emulator.Requests.Unknown.ShouldBe(0);
    }

    [Fact]
    public async Task The_scan_counts_its_requests()
    {
        await using var tenant = await Tenant.StartAsync();

        var scan = await tenant.ScanAsync();

        ((long)scan.RequestCount).ShouldBe(tenant.Emulator.Requests.Total);
    }

    /// <summary>Everything about findings that does not depend on when and in which scan they were seen.</summary>
    private static IEnumerable<string> Facts(IEnumerable<Recommendation> findings) => findings.Select(f => JsonSerializer.Serialize(
        f with { FirstSeen = default, LastSeen = default, OpenSince = default, SeenIn = default, Evidence = [.. f.Evidence.Select(e => e with { FetchedAt = default })] },
        CoreJson.Default.Recommendation));

    private static class Truth
    {
        public static bool IsActive(Account account) =>
            account.Status == AccountStatus.Active && account.Membership == MembershipStatus.Active;

        public static IEnumerable<string> Seats(Account account) => account.Seats.Select(r => r.Ari);
    }
}
