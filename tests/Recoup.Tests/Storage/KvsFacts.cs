using Recoup.Core.Audit;
using Recoup.Core.People;
using Recoup.Engine;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Storage;

/// <summary>That the fake is as narrow as the real thing, and what the store does about it.</summary>
public sealed class KvsFacts
{
    private readonly Kvs kvs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a|b")]
    [InlineData("a@b")]
    public void A_key_has_few_signs(string key) =>
        Should.Throw<InvalidOperationException>(() => kvs.Transact([new(key, "1")])).Message.ShouldBe("INVALID_KEY");

    [Fact]
    public void A_value_has_240_KiB_and_a_transaction_25_writes()
    {
        Should.Throw<InvalidOperationException>(() => kvs.Transact([new("k", $"\"{new string('x', 240 * 1024)}\"")])).Message.ShouldBe("MAX_SIZE");
        Should.Throw<InvalidOperationException>(() => kvs.Transact([.. Enumerable.Range(0, 26).Select(i => new KvsWrite($"k{i}", "1"))])).Message.ShouldBe("TOO_MANY_OPERATIONS");
    }

    [Fact]
    public void A_query_does_not_see_the_newest_transaction_until_settled()
    {
        kvs.Transact([new("k", "1")]);

        kvs.Query("k", null).Keys.ShouldBeEmpty();
        kvs.TryGet("k").ShouldBe("1");
        kvs.Settle();
        kvs.Query("k", null).Keys.ShouldBe(["k"]);
    }

    [Fact]
    public void A_query_answers_a_hundred_keys_at_a_time()
    {
        for (var i = 0; i < 6; i++)
            kvs.Transact([.. Enumerable.Range(0, 20).Select(n => new KvsWrite($"k{i}.{n:00}", "1"))]);
        kvs.Settle();

        var (keys, cursor) = kvs.Query("k", null);
        keys.Count.ShouldBe(100);
        kvs.Query("k", cursor).ShouldSatisfyAllConditions(rest => rest.Keys.Count.ShouldBe(20), rest => rest.Cursor.ShouldBeNull());
    }

    [Fact]
    public async Task An_account_page_is_one_document_and_a_finding_one_key()
    {
        var store = new KvsFake(kvs);
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(1, 100), Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1"), Some.Finding("f2")], Cancel);

        kvs.Transactions.Count.ShouldBe(2);
        kvs.Transactions[0].Count(w => w.Key.Contains(":accounts:scan-1:", StringComparison.Ordinal)).ShouldBe(1);
        kvs.Transactions[1].Count(w => w.Key.Contains(":finding:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_long_save_that_breaks_off_leaves_no_checkpoint_and_can_be_repeated()
    {
        var store = new KvsFake(kvs);
        var findings = Enumerable.Range(0, 60).Select(i => Some.Finding($"f{i}", account: $"a-{i}")).ToList();
        kvs.Left = 2;

        await Should.ThrowAsync<InvalidOperationException>(() => store.SaveRecommendationsAsync(Some.Scan(), findings, Cancel));
        (await store.ScansAsync(Some.Org, new(1), Cancel)).ShouldBeEmpty();

        kvs.Left = null;
        await store.SaveRecommendationsAsync(Some.Scan(), findings, Cancel);
        (await store.ScansAsync(Some.Org, new(1), Cancel)).Count.ShouldBe(1);
        (await store.RecommendationsAsync(Some.Org, new(), Cancel)).Count.ShouldBe(60);
        kvs.Transactions[^1][^1].Key.ShouldEndWith(":scan:scan-1");
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
        var store = new KvsFake(kvs);
        for (var i = 0; i < 3; i++)
            await store.CommitAsync(new Change(Some.Org, Commits.Event(Some.Org)), Cancel);
        (await StoredLog.VerifyAsync(store, AuditChain.Of(Some.Org), null, Cancel)).Fault.ShouldBeNull();
        kvs.Settle();
        var full = kvs.Query("", null).Keys.Single(k => k.EndsWith($":audit:{key}", StringComparison.Ordinal));

        kvs.Transact([new(full, value)]);

        (await StoredLog.VerifyAsync(store, AuditChain.Of(Some.Org), null, Cancel)).Fault.ShouldNotBeNull().Seq.ShouldBe(seq);
    }

    [Fact]
    public async Task A_list_of_people_that_breaks_off_leaves_the_one_before_and_nothing_of_it_once_another_is_there()
    {
        var store = new KvsFake(kvs);
        await store.SavePeopleAsync(Some.Org, List(20_000, "old"), Cancel);
        kvs.Left = 1;

        await Should.ThrowAsync<InvalidOperationException>(() => store.SavePeopleAsync(Some.Org, List(30_000, "broken"), Cancel));
        (await store.PeopleAsync(Some.Org, Cancel)).Rows.ShouldAllBe(p => p.Email!.StartsWith("old"));

        kvs.Left = null;
        await store.SavePeopleAsync(Some.Org, List(900, "new"), Cancel);
        (await store.PeopleAsync(Some.Org, Cancel)).Rows.Count.ShouldBe(900);
        kvs.Settle();
        kvs.Query($"{Some.Org}:people", null).Keys.Count.ShouldBe(3, "a head and two parts");

        static PeopleList List(int rows, string mark) => new(new(2026, 10, 31), [.. Enumerable.Range(0, rows).Select(i => new ListedPerson { Email = $"{mark}{i}@acme.example" })]);
    }
}
