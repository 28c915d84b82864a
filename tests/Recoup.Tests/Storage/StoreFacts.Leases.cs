using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task A_lease_is_for_one_until_it_runs_out()
    {
        var first = await store.LeaseAsync(Asks("a"), Cancel);
        var second = await store.LeaseAsync(Asks("b", minute: 1), Cancel);
        var late = await store.LeaseAsync(Asks("b", minute: 3), Cancel);

        first.ShouldBe(new("a", Some.Start.AddMinutes(2), 1));
        second.ShouldBe(first);
        late.ShouldBe(new("b", Some.Start.AddMinutes(5), 2));
    }

    [Fact]
    public async Task A_lease_is_renewed_by_its_owner_and_keeps_its_number()
    {
        await store.LeaseAsync(Asks("a"), Cancel);

        (await store.LeaseAsync(Asks("a", minute: 1), Cancel)).ShouldBe(new("a", Some.Start.AddMinutes(3), 1));
        (await store.LeaseAsync(Asks("a", minute: 60), Cancel)).ShouldBe(new("a", Some.Start.AddMinutes(62), 1));
    }

    [Fact]
    public async Task A_lease_given_back_is_free_at_once()
    {
        await store.LeaseAsync(Asks("a"), Cancel);
        await store.LeaseAsync(Asks("a") with { Until = Some.Start }, Cancel);

        (await store.LeaseAsync(Asks("b"), Cancel)).ShouldBe(new("b", Some.Start.AddMinutes(2), 2));
    }

    [Fact]
    public async Task The_lease_of_an_owner_that_is_gone_is_taken_over_unless_another_was_quicker()
    {
        await store.LeaseAsync(Asks("dead"), Cancel);

        var quick = await store.LeaseAsync(Asks("b") with { Instead = 1 }, Cancel);
        var slow = await store.LeaseAsync(Asks("c") with { Instead = 1 }, Cancel);

        quick.Owner.ShouldBe("b");
        slow.ShouldBe(quick);
    }

    [Fact]
    public async Task Leases_of_other_jobs_and_organisations_are_apart()
    {
        await store.LeaseAsync(Asks("a"), Cancel);

        (await store.LeaseAsync(Asks("b") with { Job = "another" }, Cancel)).Owner.ShouldBe("b");
        (await store.LeaseAsync(Asks("b") with { Org = Other }, Cancel)).Owner.ShouldBe("b");
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_gets_it()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.LeaseAsync(Asks($"owner-{i}"), Cancel)));

        leases.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_that_lost_its_lease_cannot_write()
    {
        var mine = await store.LeaseAsync(Asks("a"), Cancel);
        await store.SaveScanAsync(Some.Scan() with { Fence = mine.Fence, Cursor = "mine" }, Cancel);
        var theirs = await store.LeaseAsync(Asks("b", minute: 3), Cancel);

        await Should.ThrowAsync<LeaseLostException>(() => store.SaveScanAsync(Some.Scan() with { Fence = mine.Fence, Cursor = "late" }, Cancel));
        await Should.ThrowAsync<LeaseLostException>(() => store.SaveAccountsAsync(Some.Scan() with { Fence = mine.Fence }, Some.Pages(1, 1), Cancel));
        await Should.ThrowAsync<LeaseLostException>(() => store.SaveListingAsync(Some.Scan() with { Fence = mine.Fence }, Some.Listing(0, "g"), Cancel));
        await Should.ThrowAsync<LeaseLostException>(() => store.SaveRecommendationsAsync(Some.Scan() with { Fence = mine.Fence }, [Some.Finding("f1")], Cancel));

        (await store.ScansAsync(Org, new(1), Cancel)).Single().Cursor.ShouldBe("mine");
        (await store.AccountPagesAsync(Org, Scan1, 0, 9, Cancel)).ShouldBeEmpty();
        (await store.RecommendationsAsync(Org, new(), Cancel)).ShouldBeEmpty();
        await store.SaveScanAsync(Some.Scan() with { Fence = theirs.Fence, Cursor = "theirs" }, Cancel);
    }

    private static LeaseRequest Asks(string owner, int minute = 0) =>
        new(Org, Jobs.Scan, owner, Some.Start.AddMinutes(minute), Some.Start.AddMinutes(minute + 2));
}
