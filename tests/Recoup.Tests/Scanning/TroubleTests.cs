using Recoup.Core.Recommendations;
using Recoup.Emulator;
using Recoup.Engine.Scanning;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Scanning;

/// <summary>What a scan does when Atlassian limits, breaks or refuses.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task Waits_until_the_told_time_and_never_asks_early()
    {
        await using var tenant = await Tenant.StartAsync(options: new EmulatorOptions { Limits = true, AdminPerMinute = 20 });

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        tenant.Waits.ShouldNotBeEmpty();
        tenant.Waits.ShouldAllBe(w => w.Why.StartsWith("the limit on", StringComparison.Ordinal));
        tenant.Emulator.Requests.EarlyRetries.ShouldBe(0);
    }

    public static TheoryData<string, Fault> Breakages => new()
    {
        { "500", new Fault.Answer(500) },
        { "503 page", Fault.ProxyPage(503) },
        { "dropped", new Fault.Drop() },
        { "truncated", new Fault.TruncatedJson() },
        { "a proxy's page with 200", Fault.ProxyPage() },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task Tries_again_when_something_breaks_once(string what, Fault fault)
    {
        await using var tenant = await Tenant.StartAsync(users: 120);
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), 1, fault);

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete, what);
        scan.Accounts.ShouldBe(120);
        tenant.Waits.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task Stops_where_it_is_when_the_accounts_cannot_be_had_and_goes_on_later(string what, Fault fault)
    {
        await using var tenant = await Tenant.StartAsync(users: 320);
        var pages = 0;
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal) && ++pages > 2, 5, fault);

        var stopped = await tenant.ScanAsync();
        stopped.Status.ShouldBe(ScanStatus.Running, what);
        stopped.Accounts.ShouldBe(200);
        tenant.Stopped.ShouldNotBeNull().ShouldContain("after 5 tries");

        var scanner = tenant.NewScanner();
        var scan = (await tenant.Store.ScansAsync(tenant.Org, new(1), Tenant.Cancel)).Single();
        for (Step next = new Step.More(); next is not Step.Done;)
            (scan, next) = await scanner.StepAsync(scan, Tenant.Cancel);
        scan.Status.ShouldBe(ScanStatus.Complete);
        scan.Accounts.ShouldBe(320);
    }

    [Fact]
    public async Task Ends_failed_with_a_reason_when_the_key_may_not_list_accounts()
    {
        await using var tenant = await Tenant.StartAsync(users: 120);
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), 1, new Fault.Answer(403, """{"message":"User has no permission to access resource."}"""));

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Failed);
        scan.Failure.ShouldNotBeNull().ShouldContain("no permission");
        (await tenant.FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_that_ends_early_makes_the_scan_partial_and_closes_nothing()
    {
        await using var tenant = await Tenant.StartAsync(users: 320);
        await tenant.ScanAsync();
        var before = await tenant.FindingsAsync();
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), 1, new Fault.Answer(200, """{"data":[],"links":{}}"""));

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Partial);
        scan.Survey.Missing.ShouldContain("320 of 320 accounts: the list ended before all were told");
        (await tenant.FindingsAsync()).Count.ShouldBe(before.Count);
    }

    [Fact]
    public async Task A_wait_in_the_middle_of_the_questions_changes_no_finding()
    {
        await using var calm = await Tenant.StartAsync();
        await using var limited = await Tenant.StartAsync();
        calm.Key = calm.Emulator.ScopedKey;
        limited.Key = limited.Emulator.ScopedKey;
        limited.Emulator.Faults.Next((_, path) => path.EndsWith("/search/jql", StringComparison.Ordinal), 1, new Fault.Answer(429, "{}", Headers: new Dictionary<string, string> { ["Retry-After"] = "5" }));

        var expected = await calm.ScanAsync();
        var scan = await limited.ScanAsync();

        limited.Waits.Count.ShouldBe(1);
        scan.Survey.TokensNotReadable.ShouldBe(expected.Survey.TokensNotReadable);
        scan.Findings.ByTier.ShouldBe(expected.Findings.ByTier);
    }

    [Fact]
    public async Task Is_partial_and_closes_nothing_when_groups_cannot_be_read()
    {
        await using var tenant = await Tenant.StartAsync();
        await tenant.ScanAsync();
        var before = await tenant.FindingsAsync();
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/groups/search", StringComparison.Ordinal), 5, new Fault.Answer(500));

        var scan = await tenant.ScanAsync();
        var after = await tenant.FindingsAsync();

        scan.Status.ShouldBe(ScanStatus.Partial);
        scan.Survey.Missing.ShouldHaveSingleItem().ShouldContain("who holds");
        scan.Closed.ShouldBe(0);
        after.Select(f => f.Id).ShouldBe(before.Select(f => f.Id).Union(after.Select(f => f.Id)), ignoreOrder: true);
        after.Where(f => f.SeenIn == scan.Id && f.Tier >= Tier.Probable).ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_partial_when_a_connected_site_refuses_its_token()
    {
        await using var tenant = await Tenant.StartAsync(users: 120);
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/myself", StringComparison.Ordinal), 1, new Fault.Answer(401, """{"errorMessages":["Client must be authenticated"],"errors":{}}"""));

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Partial);
        scan.Survey.Missing.ShouldHaveSingleItem().ShouldContain("issue activity on acme");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(400)]
    public async Task A_site_that_refuses_in_the_middle_leaves_its_issues_unknown_and_stops_nothing_else(int status)
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/search/jql", StringComparison.Ordinal), 100, new Fault.Answer(status, """{"errorMessages":["no"],"errors":{}}"""));

        var scan = await tenant.ScanAsync();
        var jira = (await tenant.FindingsAsync()).Where(f => f.Product?.IsJiraFamily == true && f.Site?.Value == tenant.Emulator.Sites[0].CloudId);

        scan.Status.ShouldBe(ScanStatus.Partial);
        scan.Survey.Missing.ShouldHaveSingleItem().ShouldContain("issue activity on acme");
        jira.ShouldAllBe(f => f.Tier <= Tier.Review);
    }

    [Fact]
    public async Task Nobody_asked_in_vain_becomes_more_than_a_question()
    {
        await using var tenant = await Tenant.StartAsync();
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/api-tokens", StringComparison.Ordinal), 10_000, new Fault.Answer(500));

        var scan = await tenant.ScanAsync();
        var managed = (await tenant.AccountsAsync(scan)).Where(a => a.IsManaged).Select(a => a.Id).ToHashSet();
        var findings = await tenant.FindingsAsync();

        scan.Status.ShouldBe(ScanStatus.Partial);
        findings.ShouldNotBeEmpty();
        findings.Where(f => f.Tier >= Tier.Probable && managed.Contains(f.AccountId!.Value)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revoked_key_stops_the_scan_where_it_is_and_says_what_to_do()
    {
        await using var tenant = await Tenant.StartAsync(users: 120);
        tenant.Key = "ATCTT3xRevoked";

        var (scan, next) = await tenant.NewScanner().StepAsync(tenant.NewScan(), Tenant.Cancel);

        scan.Status.ShouldBe(ScanStatus.Running);
        next.ShouldBeOfType<Step.Stopped>().Why.ShouldContain("connect again");
    }

    [Fact]
    public async Task A_clock_that_jumps_back_and_forth_changes_no_finding()
    {
        await using var calm = await Tenant.StartAsync();
        await using var tenant = await Tenant.StartAsync();
        await calm.ScanAsync();
        var (scan, scanner) = (tenant.NewScan(), tenant.NewScanner());

        var jumps = 0;
        for (Step next = new Step.More(); next is not Step.Done;)
        {
            tenant.Time.AdjustTime(tenant.Time.GetUtcNow() + TimeSpan.FromHours(jumps++ % 2 == 0 ? -31 : 30));
            (scan, next) = await scanner.StepAsync(scan, Tenant.Cancel);
        }

        scan.Status.ShouldBe(ScanStatus.Complete);
        (await tenant.FindingsAsync()).Select(f => (f.Id, f.Tier)).ShouldBe((await calm.FindingsAsync()).Select(f => (f.Id, f.Tier)));
    }

    [Theory]
    [InlineData("/search/jql", 0, Distortion.CursorLoop, "issue activity on acme (POST search/jql: the pages run in a circle")]
    [InlineData("/search/jql", 0, Distortion.EarlyEnd, "issue activity on acme (POST search/jql: the list ended after 100 of about")]
    [InlineData("/users", 0, Distortion.CursorLoop, "whom Atlassian Guard bills (GET users: ")]
    [InlineData("/-/users/search", 0, Distortion.CursorLoop, "accounts: the list ended before all were told")]
    [InlineData("/-/users/search", 7, Distortion.CursorLoop, "(POST users/search: the pages run in a circle")]
    [InlineData("/-/users/search", 7, Distortion.EarlyEnd, "(the list ended after 100 of")]
    public async Task A_list_of_many_pages_that_leads_back_or_ends_early_is_noticed(string path, int spared, Distortion how, string missing)
    {
        await using var calm = await Tenant.StartAsync(users: 700, kvs: true);
        await using var tenant = await Tenant.StartAsync(users: 700, kvs: true);
        await calm.ScanAsync();
        var probable = (await calm.FindingsAsync()).Where(f => f.Tier >= Tier.Probable).Select(f => f.Id).ToHashSet();
        tenant.Emulator.Faults.Next((_, asked) => asked.EndsWith(path, StringComparison.Ordinal) && --spared < 0, int.MaxValue, new Fault.Distorted(how));

        var scan = await tenant.ScanAsync(killAfter: 2);

        scan.Status.ShouldBe(ScanStatus.Partial);
        string.Join("; ", scan.Survey.Missing).ShouldContain(missing);
        (await tenant.FindingsAsync()).ShouldAllBe(f => f.Tier < Tier.Probable || probable.Contains(f.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(20)]
    [InlineData(24)]
    public async Task No_account_is_lost_whichever_page_breaks(int page)
    {
        await using var tenant = await Tenant.StartAsync(users: 2_500, kvs: true);
        // On a slow network the answer comes after the pages before it have been handed over to be saved.
        tenant.ReadsAhead = false;
        var pages = 0;
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal) && pages++ == page, 1, new Fault.Failed(429));

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        (scan.Accounts, (await tenant.AccountsAsync(scan)).Select(a => a.Id).Distinct().Count()).ShouldBe((2_500, 2_500));
    }

    [Fact]
    public async Task Somebody_whom_a_page_shows_again_is_one_account()
    {
        await using var tenant = await Tenant.StartAsync(users: 320);
        tenant.Emulator.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), 3, new Fault.Distorted(Distortion.RepeatedPage));

        var scan = await tenant.ScanAsync();

        scan.Status.ShouldBe(ScanStatus.Complete);
        (scan.Accounts, (await tenant.AccountsAsync(scan)).Select(a => a.Id).Distinct().Count()).ShouldBe((320, 320));
    }

    [Fact]
    public async Task Cancelling_stops_at_once()
    {
        await using var tenant = await Tenant.StartAsync(users: 120);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => tenant.NewScanner().StepAsync(tenant.NewScan(), cancelled.Token));
    }
}
