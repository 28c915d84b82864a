using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Tests.Infra;

namespace Recoup.Tests.Storage;

/// <summary>What a scan and its pages cost in calls and bytes: Forge limits both by the minute, and bills bytes. With <c>RECOUP_LONG=1</c> over 20,000 accounts.</summary>
public sealed class KvsCostFacts
{
    private static readonly int Users = Environment.GetEnvironmentVariable("RECOUP_LONG") == "1" ? 20_000 : 1_000;

    /// <summary>As the pages ask: one more than they show.</summary>
    private const int Shown = 51;

    [Fact]
    public async Task A_page_reads_an_index_and_what_it_shows()
    {
        var place = new KvsPlace();
        await using var tenant = await Tenant.StartAsync(Users, place: place);
        var (kvs, store) = (place.Kvs, tenant.Store);
        await CountAsync(kvs, "first scan", () => tenant.ScanAsync());
        var scan = await CountAsync(kvs, "second scan", () => tenant.ScanAsync());
        var pages = (scan.Accounts + 99) / 100;

        var found = await CountAsync(kvs, "recommendations", () => store.RecommendationsAsync(scan.Org, new() { AboutAccounts = true, Leading = true, Open = true, Tiers = [Tier.Certain, Tier.Probable], SeenIn = scan.Id, Take = Shown }, Tenant.Cancel));
        found.Count.ShouldBe(Shown);
        kvs.Reads.Calls.ShouldBe(4 + 3);
        var users = await CountAsync(kvs, "users", () => store.AccountsAsync(scan.Org, scan.Id, new(null, 0, Shown), Tenant.Cancel));
        users.Count.ShouldBe(Shown);
        kvs.Reads.Calls.ShouldBeLessThanOrEqualTo(1 + ((pages + 24) / 25) + 3);
        kvs.Reads.Bytes.ShouldBeLessThan(800_000 + (pages * 25_000));
        await CountAsync(kvs, "users by search", () => store.AccountsAsync(scan.Org, scan.Id, new("ann", 0, Shown), Tenant.Cancel));
        (await CountAsync(kvs, "one account", () => store.TryGetAccountAsync(scan.Org, scan.Id, users[7].Id, Tenant.Cancel))).ShouldNotBeNull();
        (kvs.Reads.Calls, kvs.Reads.Bytes < 60_000 + (pages * 30)).ShouldBe((3, true));
        await CountAsync(kvs, "one dismissal", () => store.CommitAsync(new Change(scan.Org, Commits.Event(scan.Org, "finding.dismiss", found[0].AccountId, "known")) { Recommendations = [found[0].Dismissed("known")] }, Tenant.Cancel));
        kvs.Writes.Calls.ShouldBe(1);
    }

    private static async Task<T> CountAsync<T>(FakeKvs kvs, string what, Func<Task<T>> act)
    {
        kvs.Reads.Clear();
        kvs.Writes.Clear();
        var result = await act();
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}\n  read  {kvs.Reads}\n  write {kvs.Writes}\n");
        return result;
    }
}
