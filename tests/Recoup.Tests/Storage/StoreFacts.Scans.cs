using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task A_scan_comes_back_whole()
    {
        var scan = Some.Scan() with
        {
            Status = ScanStatus.Partial,
            Ties = [new(new(Product.Jira, Some.Site), Role.User, 12, 10)],
            Seats = new Dictionary<Product, int> { [Product.Jira] = 12, [Product.Confluence] = 3 },
            Requests = new Dictionary<ScanPhase, int> { [ScanPhase.Inventory] = 7 },
            Seconds = 1.25,
            FinishedAt = Some.Start.AddSeconds(1.25),
            Findings = new()
            {
                Total = 2,
                ByRule = new Dictionary<string, int> { ["R01"] = 2 },
                ByTier = new Dictionary<Tier, int> { [Tier.Probable] = 2 },
                Recoverable = new Dictionary<Product, int> { [Product.Jira] = 1 },
            },
            Failure = "the key was refused",
        };
        scan = scan.Missing("the groups of site <acme>");

        await store.SaveScanAsync(scan, Cancel);

        Some.Json((await store.ScansAsync(Org, new(1), Cancel)).Single()).ShouldBe(Some.Json(scan));
    }

    [Fact]
    public async Task Scans_come_newest_first_and_no_more_than_asked()
    {
        await store.SaveScanAsync(Some.Scan("scan-2", day: 2), Cancel);
        await store.SaveScanAsync(Some.Scan("scan-3", day: 3), Cancel);
        await store.SaveScanAsync(Some.Scan("scan-1", day: 1), Cancel);
        await store.SaveScanAsync(Some.Scan("scan-9", day: 9, org: Other), Cancel);

        (await store.ScansAsync(Org, new(2), Cancel)).Select(s => s.Id.Value).ShouldBe(["scan-3", "scan-2"]);
        (await store.ScansAsync(new("nobody"), new(2), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Optional_values_may_be_missing_in_the_first_row_alone()
    {
        await store.SaveScanAsync(Some.Scan("scan-9", day: 9) with { Cursor = null, FinishedAt = null, Failure = null }, Cancel);
        await store.SaveScanAsync(Some.Scan("scan-8", day: 8) with { FinishedAt = Some.Start, Failure = "why" }, Cancel);
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("a-1"), Some.Account("a-2")])], Cancel);
        await store.SaveRecommendationsAsync(
            Some.Scan(),
            [Some.Finding("f1", account: null) with { Product = null, Site = null, Saving = null, SeenIn = default }, Some.Finding("f2")],
            Cancel);

        (await store.ScansAsync(Org, new(9), Cancel)).Select(s => s.Failure).ShouldBe([null, "why", null]);
        (await store.AccountPagesAsync(Org, Scan1, 0, 1, Cancel)).Single().Accounts.Select(a => a.Email).ShouldBe([null, "a-2@acme.example"]);
        (await store.RecommendationsAsync(Org, new(), Cancel)).Select(r => r.AccountId).ShouldBe([null, new AccountId("a-1")]);
    }

    [Fact]
    public async Task Every_save_writes_its_checkpoint()
    {
        await store.SaveListingAsync(Some.Scan() with { Cursor = "listings" }, Some.Listing(0), Cancel);
        await CursorIs("listings");

        await store.SaveAccountsAsync(Some.Scan() with { Cursor = "accounts" }, Some.Pages(5, 10), Cancel);
        await CursorIs("accounts");

        await store.SaveRecommendationsAsync(Some.Scan() with { Cursor = "findings" }, [], Cancel);
        await CursorIs("findings");

        async Task CursorIs(string cursor) => (await store.ScansAsync(Org, new(9), Cancel)).Single().Cursor.ShouldBe(cursor);
    }

    [Fact]
    public async Task Listings_come_in_the_order_of_the_pages()
    {
        await store.SaveListingAsync(Some.Scan(), Some.Listing(10, "g-4"), Cancel);
        await store.SaveListingAsync(Some.Scan(), Some.Listing(2, "g-2", "g-3"), Cancel);
        await store.SaveListingAsync(Some.Scan(), Some.Listing(0, "before"), Cancel);
        await store.SaveListingAsync(Some.Scan(), Some.Listing(0, "g-1"), Cancel);
        await store.SaveListingAsync(Some.Scan("scan-2"), Some.Listing(0, "of another scan"), Cancel);

        var pages = await store.ListingsAsync(Org, Scan1, new(0, 99), Cancel);

        pages.SelectMany(p => p.Grants).Select(g => g.Group.Value).ShouldBe(["g-1", "g-2", "g-3", "g-4"]);
        Some.Json(pages[1]).ShouldBe(Some.Json(Some.Listing(2, "g-2", "g-3")));
        (await store.ListingsAsync(Other, Scan1, new(0, 99), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task P27_Listings_that_name_an_account_are_found_among_the_others()
    {
        await store.SaveListingAsync(Some.Scan(), new(0) { Guard = [new(Ann, true)] }, Cancel);
        await store.SaveListingAsync(Some.Scan(), new(1) { Guard = [new(Bob, true)] }, Cancel);
        await store.SaveListingAsync(Some.Scan(), new(2) { Guard = [new(Bob, true), new(Ann, false)] }, Cancel);

        var naming = await store.AllListingsAsync(Org, Scan1, Cancel, Ann).ToListAsync(Cancel);

        naming.Where(l => l.Guard.Any(g => g.Account == Ann)).Select(l => l.Number).ShouldBe([0, 2]);
    }
}
