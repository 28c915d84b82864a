using Microsoft.Extensions.Time.Testing;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using Recoup.Forge.Kvs;

namespace Recoup.Tests.Storage;

/// <summary>That the fake is as narrow as the real thing, and what the store does about it.</summary>
public sealed class KvsFacts
{
    private readonly FakeKvs kvs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a|b")]
    [InlineData("a@b")]
    public async Task A_key_has_few_signs(string key) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => SetAsync((key, "1")))).Message.ShouldBe("INVALID_KEY");

    [Fact]
    public async Task A_value_has_240_KiB_and_a_transaction_25_writes()
    {
        (await Should.ThrowAsync<InvalidOperationException>(() => SetAsync(("k", $"\"{new string('x', 240 * 1024)}\"")))).Message.ShouldBe("MAX_SIZE");
        (await Should.ThrowAsync<InvalidOperationException>(() => SetAsync([.. Enumerable.Range(0, 26).Select(i => ($"k{i}", "1"))]))).Message.ShouldBe("TOO_MANY_OPERATIONS");
    }

    [Fact]
    public async Task A_read_asks_for_25_keys_each_once()
    {
        (await Should.ThrowAsync<InvalidOperationException>(() => kvs.GetAsync([.. Enumerable.Range(0, 26).Select(i => $"k{i}")], Cancel))).Message.ShouldBe("INVALID_BATCH");
        (await Should.ThrowAsync<InvalidOperationException>(() => kvs.GetAsync(["k", "k"], Cancel))).Message.ShouldBe("INVALID_BATCH");
    }

    [Fact]
    public async Task A_transaction_of_which_one_stamp_is_another_writes_nothing()
    {
        await kvs.TransactAsync([new KvsWrite.Restamp("s", null, new("1", "{}"))], Cancel);

        foreach (var refused in new KvsWrite[] { new KvsWrite.Check("s", "2"), new KvsWrite.Check("s", null), new KvsWrite.Check("other", "1"), new KvsWrite.Restamp("s", null, new("2", "{}")), new KvsWrite.Restamp("s", "2", null) })
            await Should.ThrowAsync<KvsConflictException>(() => kvs.TransactAsync([new KvsWrite.Set("k", "1"), refused], Cancel));

        kvs.Keys().ShouldBe(["s"]);
        await kvs.TransactAsync([new KvsWrite.Set("k", "1"), new KvsWrite.Restamp("s", "1", null)], Cancel);
        kvs.Keys().ShouldBe(["k"]);
    }

    [Fact]
    public async Task A_query_does_not_see_the_newest_transaction_until_settled()
    {
        await SetAsync(("k", "1"));

        (await kvs.QueryAsync("k", null, Cancel)).Keys.ShouldBeEmpty();
        (await kvs.GetAsync(["k"], Cancel))["k"].ShouldBe("1");
        kvs.Settle();
        (await kvs.QueryAsync("k", null, Cancel)).Keys.ShouldBe(["k"]);
    }

    [Fact]
    public async Task A_query_answers_a_hundred_keys_at_a_time()
    {
        for (var i = 0; i < 6; i++)
            await SetAsync([.. Enumerable.Range(0, 20).Select(n => ($"k{i}.{n:00}", "1"))]);
        kvs.Settle();

        var first = await kvs.QueryAsync("k", null, Cancel);
        first.Keys.Count.ShouldBe(100);
        (await kvs.QueryAsync("k", first.Cursor, Cancel)).ShouldSatisfyAllConditions(rest => rest.Keys.Count.ShouldBe(20), rest => rest.Cursor.ShouldBeNull());
    }

    [Fact]
    public async Task An_account_page_is_one_transaction_with_its_scan_and_a_finding_one_key()
    {
        var store = Store();
        await store.SaveScanAsync(Some.Scan(), Cancel);
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(1, 1), Cancel);
        kvs.Transactions.Clear();
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(1, 100, from: 1), Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1"), Some.Finding("f2")], Cancel);

        kvs.Transactions.Count.ShouldBe(2);
        kvs.Transactions[0].Count(w => w.Key.Contains(":accounts:scan-1:1:", StringComparison.Ordinal)).ShouldBe(11, "ten slices and an index");
        kvs.Transactions[0].Last().Key.ShouldEndWith(":scan:scan-1");
        kvs.Transactions[1].Count(w => w.Key.Contains(":finding:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_long_save_that_breaks_off_leaves_no_checkpoint_and_can_be_repeated()
    {
        var store = Store();
        var findings = Enumerable.Range(0, 60).Select(i => Some.Finding($"f{i}", account: $"a-{i}")).ToList();
        kvs.Left = 2;

        await Should.ThrowAsync<InvalidOperationException>(() => store.SaveRecommendationsAsync(Some.Scan(), findings, Cancel));
        (await store.ScansAsync(Some.Org, new(1), Cancel)).ShouldBeEmpty();

        kvs.Left = null;
        await store.SaveRecommendationsAsync(Some.Scan(), findings, Cancel);
        (await store.ScansAsync(Some.Org, new(1), Cancel)).Count.ShouldBe(1);
        (await store.RecommendationsAsync(Some.Org, new(), Cancel)).Count.ShouldBe(60);
        kvs.Transactions[^1].Last().Key.ShouldEndWith(":scan:scan-1");
    }

    public static TheoryData<string, string?, int> Tampering => new()
    {
        { "entry:2", "[\"{}\",\"\"]", 2 },
        { "entry:2", null, 2 },
        { "entry:3", null, 3 },
        { "head", "\"2:0000000000000000000000000000000000000000000000000000000000000000\"", 3 },
        { "head", null, 1 },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task P14_What_was_changed_behind_its_back_is_named_since_it_cannot_refuse(string key, string? value, int seq)
    {
        var store = Store();
        for (var i = 0; i < 3; i++)
            await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org)), Cancel);
        (await StoredLog.VerifyAsync(store, AuditChain.Of(Some.Org), null, Cancel)).Fault.ShouldBeNull();

        kvs.Tamper(kvs.Keys().Single(k => k.EndsWith($":audit:{key}", StringComparison.Ordinal)), value);

        (await StoredLog.VerifyAsync(store, AuditChain.Of(Some.Org), null, Cancel)).Fault.ShouldNotBeNull().Seq.ShouldBe(seq);
    }

    [Fact]
    public async Task A_list_of_people_that_breaks_off_leaves_the_one_before_and_nothing_of_it_once_another_is_there()
    {
        var store = Store();
        await store.SavePeopleAsync(Some.Org, List(20_000, "old"), Cancel);
        kvs.Left = 1;

        await Should.ThrowAsync<InvalidOperationException>(() => store.SavePeopleAsync(Some.Org, List(30_000, "broken"), Cancel));
        (await store.PeopleAsync(Some.Org, Cancel)).Rows.ShouldAllBe(p => p.Email!.StartsWith("old"));

        kvs.Left = null;
        await store.SavePeopleAsync(Some.Org, List(900, "new"), Cancel);
        (await store.PeopleAsync(Some.Org, Cancel)).Rows.Count.ShouldBe(900);
        kvs.Keys($"{Some.Org}:people").Count.ShouldBe(3, "a head and two parts");

        static PeopleList List(int rows, string mark) => new(new(2026, 10, 31), [.. Enumerable.Range(0, rows).Select(i => new ListedPerson { Email = $"{mark}{i}@acme.example" })]);
    }

    [Fact]
    public async Task A_secret_that_is_replaced_or_breaks_off_leaves_nothing_behind()
    {
        var store = Store();
        await store.SaveSecretAsync(Some.Org, "key", "old", Cancel);
        kvs.Left = 1;

        await Should.ThrowAsync<InvalidOperationException>(() => store.SaveSecretAsync(Some.Org, "key", "broken", Cancel));
        (await store.TryGetSecretAsync(Some.Org, "key", Cancel)).ShouldBe("old");

        kvs.Left = null;
        await store.SaveSecretAsync(Some.Org, "key", "new", Cancel);
        (await store.TryGetSecretAsync(Some.Org, "key", Cancel)).ShouldBe("new");
        kvs.SecretKeys.Count.ShouldBe(2, "the value, and that of the change that broke off");
        await store.SweepSecretsAsync(Some.Org, Cancel);
        kvs.SecretKeys.Count.ShouldBe(1);
        (await store.TryGetSecretAsync(Some.Org, "key", Cancel)).ShouldBe("new");
        await store.EraseAsync(new Erasure.Data(Some.Org, Commits.Event(Some.Org, "data.clear")), Cancel);
        kvs.SecretKeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task P14_A_change_of_many_findings_that_breaks_off_is_either_unseen_and_unrecorded_or_both_seen_and_recorded()
    {
        var findings = Enumerable.Range(0, 300).Select(i => Some.Finding($"f{i}", account: $"a-{i}")).ToList();
        var outcomes = new HashSet<(int, long)>();
        for (var left = 0; left < 60; left++)
        {
            var fresh = new FakeKvs();
            var store = new KvsStore(fresh, new FakeTimeProvider(Some.Start));
            await store.SaveRecommendationsAsync(Some.Scan(), findings, Cancel);
            fresh.Left = left;
            try
            {
                await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, "notice.export")) { Recommendations = [.. findings.Select(f => f.Dismissed("known"))] }, Cancel);
            }
            catch (InvalidOperationException e) when (e.Message == "REQUEST_THROTTLED")
            {
            }

            fresh.Left = null;
            var seen = (await store.RecommendationsAsync(Some.Org, new() { States = [RecommendationState.Dismissed] }, Cancel)).Count;
            outcomes.Add((seen, (await store.TryGetAuditHeadAsync(AuditChain.Of(Some.Org), Cancel))?.Seq ?? 0));
            (await store.RecommendationsAsync(Some.Org, new(), Cancel)).Count.ShouldBe(300);
            await store.EraseAsync(new Erasure.Data(Some.Org, Commits.Event(Some.Org, "data.clear")), Cancel);
            fresh.Keys($"{Some.Org}:pending").ShouldBeEmpty();
        }

        outcomes.ShouldBe([(0, 0), (300, 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task P24_After_a_purge_the_only_keys_are_those_of_the_installations_log()
    {
        var store = Store();
        await store.SaveSecretAsync(Some.Org, "key", "secret", Cancel);
        await store.SaveConnectionAsync(new(Some.Org, "Acme", Connection.Atlassian, []), Cancel);
        await store.SaveSettingsAsync(Some.Org, new() { InactiveDays = 60 }, Cancel);
        await store.SaveHoldAsync(Some.Org, new(new("a|1"), "Zoë", "leave", new(2027, 3, 31)), Cancel);
        await store.SavePeopleAsync(Some.Org, new(new(2026, 10, 31), [new() { Email = "ann@acme.example" }]), Cancel);
        await store.SavePlanAsync(Some.Plan(250, 3), Cancel);
        await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, subject: new("a|1"), note: "Ann said so")), Cancel);
        foreach (var scan in new[] { "scan-1", "scan-2" })
        {
            await store.SaveListingAsync(Some.Scan(scan), Some.Listing(0, "g"), Cancel);
            await store.SaveAccountsAsync(Some.Scan(scan), Some.Pages(3, 30), Cancel);
        }

        await store.SaveRecommendationsAsync(Some.Scan(), [.. Enumerable.Range(0, 60).Select(i => Some.Finding($"f{i}", account: $"a-{i}"))], Cancel);
        await store.DeleteAccountsExceptAsync(Some.Org, new("scan-2"), Cancel);
        await store.LeaseAsync(new(Some.Org, Jobs.Scan, "a", Some.Start, Some.Start), Cancel);
        kvs.Keys($"{Some.Org}:accounts:scan-1").ShouldBeEmpty();

        await store.EraseAsync(new Erasure.Everything(Some.Org, Commits.Event(Some.Org, "organization.purge") with { Chain = AuditChain.Installation }), Cancel);

        kvs.Keys().Where(key => key != "orgs" && !key.StartsWith("installation:audit:", StringComparison.Ordinal)).ShouldBeEmpty();
        kvs.SecretKeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task P27_Nobody_who_is_forgotten_stands_in_any_document()
    {
        var store = Store();
        AccountId ann = new("ann-17");
        await store.SaveListingAsync(Some.Scan(), Some.Listing(0, "g") with { Direct = [new(ann, new(Product.Jira, Some.Site), Role.User)] }, Cancel);
        await store.SaveAccountsAsync(Some.Scan(), [.. Some.Pages(2, 30), new(2, [Some.Account(ann.Value)])], Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1", account: ann.Value), Some.Finding("f2", account: "a-2")], Cancel);
        await store.DeleteAccountsExceptAsync(Some.Org, new("scan-1"), Cancel);
        await store.SaveHoldAsync(Some.Org, new(ann, "Zoë", "leave", new(2027, 3, 31)), Cancel);
        await store.SavePeopleAsync(Some.Org, new(new(2026, 10, 31), [new() { Account = ann }, new() { Email = "ann-17@acme.example" }, new() { Email = "bob@acme.example" }]), Cancel);
        await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org, subject: ann, note: "ann-17 said so")), Cancel);
        kvs.Everything().ShouldContain("ann-17");

        await store.EraseAsync(new Erasure.Person(Some.Org, ann, Commits.Event(Some.Org, "person.forget")), Cancel);

        kvs.Everything().ShouldNotContain("ann-17");
        (await store.TryGetAccountAsync(Some.Org, new("scan-1"), new("p1-7"), Cancel)).ShouldNotBeNull();
        (await store.PeopleAsync(Some.Org, Cancel)).Rows.Count.ShouldBe(1);
    }

    private KvsStore Store() => new(kvs, new FakeTimeProvider(Some.Start));

    private Task SetAsync(params (string Key, string Json)[] documents) => kvs.TransactAsync([.. documents.Select(d => new KvsWrite.Set(d.Key, d.Json))], Cancel);
}
