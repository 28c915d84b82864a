using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task Accounts_come_back_whole_in_their_order()
    {
        Account[] accounts = [Some.Account("z|1:x"), Some.Bare("a-2"), Some.Account("m-3") with { LastActiveAnywhere = Signal.None, Usage = null }];

        await store.SaveAccountsAsync(Some.Scan(), [new(0, accounts)], Cancel);

        var back = (await store.AccountPagesAsync(Org, Scan1, 0, 1, Cancel)).Single().Accounts;
        back.Select(Some.Json).ShouldBe(accounts.Select(Some.Json));
    }

    [Fact]
    public async Task A_name_may_be_long_and_hold_markup_and_emoji()
    {
        var name = string.Concat(Enumerable.Repeat("<b>\"Zoë\"</b> 👩‍🚀\0\n ", 500))[..10_000];

        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("a-1", name)])], Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1", name: name)], Cancel);

        (await store.TryGetAccountAsync(Org, Scan1, new("a-1"), Cancel)).ShouldNotBeNull().Name.ShouldBe(name);
        (await Found("zoe\"</B> 👩")).ShouldBe(["a-1"]);
        (await store.RecommendationsAsync(Org, new(), Cancel)).Single().DisplayName.ShouldBe(name);
    }

    [Fact]
    public async Task A_page_of_a_hundred_long_records_is_still_a_page()
    {
        var page = new AccountPage(0, [.. Enumerable.Range(0, 100).Select(i => Some.Account($"a-{i}", new string('é', 4_000)))]);

        await store.SaveAccountsAsync(Some.Scan(), [page], Cancel);

        (await store.AccountPagesAsync(Org, Scan1, 0, 1, Cancel)).Single().Accounts.Select(Some.Json).ShouldBe(page.Accounts.Select(Some.Json));
    }

    [Fact]
    public async Task Pages_come_from_a_number_and_no_more_than_asked()
    {
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(3, 2), Cancel);
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(9, 2, from: 3), Cancel);

        (await Numbers(0, 2)).ShouldBe([0, 1]);
        (await Numbers(8, 3)).ShouldBe([8, 9, 10]);
        (await Numbers(10, 100)).ShouldBe([10, 11]);
        (await Numbers(12, 100)).ShouldBeEmpty();
        (await Numbers(0, int.MaxValue)).Count.ShouldBe(12);

        async Task<List<int>> Numbers(int from, int most) =>
            [.. (await store.AccountPagesAsync(Org, Scan1, from, most, Cancel)).Select(p => p.Number)];
    }

    [Fact]
    public async Task A_page_without_accounts_is_a_page()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, []), .. Some.Pages(1, 1, from: 1)], Cancel);

        (await store.AccountPagesAsync(Org, Scan1, 0, 9, Cancel)).Select(p => p.Accounts.Count).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task A_page_written_again_replaces_what_was_there()
    {
        await store.SaveAccountsAsync(Some.Scan(), Some.Pages(2, 3), Cancel);
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("p0-1", "Again")])], Cancel);

        (await store.AccountPagesAsync(Org, Scan1, 0, 9, Cancel)).SelectMany(p => p.Accounts).Select(a => a.Id.Value).ShouldBe(["p0-1", "p1-0", "p1-1", "p1-2"]);
        (await store.TryGetAccountAsync(Org, Scan1, new("p0-0"), Cancel)).ShouldBeNull();
        (await store.TryGetAccountAsync(Org, Scan1, new("p0-1"), Cancel)).ShouldNotBeNull().Name.ShouldBe("Again");
    }

    [Fact]
    public async Task An_account_is_found_in_its_scan_alone()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Account("712020:a|b")])], Cancel);

        Some.Json((await store.TryGetAccountAsync(Org, Scan1, new("712020:a|b"), Cancel)).ShouldNotBeNull()).ShouldBe(Some.Json(Some.Account("712020:a|b")));
        (await store.TryGetAccountAsync(Org, Scan1, new("712020:A|B"), Cancel)).ShouldBeNull();
        (await store.TryGetAccountAsync(Org, new("scan-2"), new("712020:a|b"), Cancel)).ShouldBeNull();
        (await store.TryGetAccountAsync(Other, Scan1, new("712020:a|b"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Search_folds_case_and_marks()
    {
        await SaveNamed("José Ñandú", "Jose Plain", "Øystein", "李小龍");

        (await Found("jose")).ShouldBe(["José Ñandú", "Jose Plain"], ignoreOrder: true);
        (await Found("JOSÉ ñ")).ShouldBe(["José Ñandú"]);
        (await Found("oystein")).ShouldBe(["Øystein"]);
        (await Found("小")).ShouldBe(["李小龍"]);
    }

    [Theory]
    [InlineData("%", "100% Ann")]
    [InlineData("_", "snake_case")]
    [InlineData("!", "Hey!")]
    [InlineData("\\", "back\\slash")]
    [InlineData("'", "O'Neil")]
    public async Task Search_takes_every_sign_as_it_is(string sign, string name)
    {
        await SaveNamed("100% Ann", "snake_case", "Hey!", "back\\slash", "O'Neil", "Plain");

        (await Found(sign)).ShouldBe([name]);
    }

    [Fact]
    public async Task Search_looks_into_name_address_and_id_each_alone()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Account("id|77", "Ann", "who@acme.example"), Some.Bare("a-2", "Bob")])], Cancel);

        (await Found("ANN")).ShouldBe(["Ann"]);
        (await Found("Who@Acme")).ShouldBe(["Ann"]);
        (await Found("ID|77")).ShouldBe(["Ann"]);
        (await Found("annwho")).ShouldBeEmpty();
        (await Found("")).ShouldBe(["Ann", "Bob"]);
        (await Found(null)).ShouldBe(["Ann", "Bob"]);
    }

    [Fact]
    public async Task Accounts_come_by_folded_name_then_id_page_by_page()
    {
        await store.SaveAccountsAsync(
            Some.Scan(),
            [new(0, [Some.Bare("3", "bob"), Some.Bare("2", "Ann"), Some.Bare("4", "Zed")]), new(1, [Some.Bare("1", "ánn"), Some.Bare("5", "Émil")])],
            Cancel);

        (await Ids(0, 9)).ShouldBe(["1", "2", "3", "5", "4"]);
        (await Ids(1, 2)).ShouldBe(["2", "3"]);
        (await Ids(5, 2)).ShouldBeEmpty();

        async Task<List<string>> Ids(int skip, int take) =>
            [.. (await store.AccountsAsync(Org, Scan1, new(null, skip, take), Cancel)).Select(a => a.Id.Value)];
    }

    [Fact]
    public async Task Accounts_of_every_scan_but_one_are_forgotten()
    {
        foreach (var id in new[] { "scan-0", "scan-1", "scan-2" })
        {
            await store.SaveListingAsync(Some.Scan(id), Some.Listing(0, "g"), Cancel);
            await store.SaveAccountsAsync(Some.Scan(id), Some.Pages(2, 2), Cancel);
        }

        await store.SaveAccountsAsync(Some.Scan("scan-0", org: Other), Some.Pages(1, 1), Cancel);

        await store.DeleteAccountsExceptAsync(Org, Scan1, Cancel);

        (await store.ScansAsync(Org, new(9), Cancel)).Count.ShouldBe(3);
        (await store.AccountPagesAsync(Org, Scan1, 0, 9, Cancel)).Count.ShouldBe(2);
        (await store.ListingsAsync(Org, Scan1, new(0, 99), Cancel)).Count.ShouldBe(1);
        (await store.AccountPagesAsync(Other, new("scan-0"), 0, 9, Cancel)).Count.ShouldBe(1);
        foreach (var gone in new ScanId[] { new("scan-0"), new("scan-2") })
        {
            (await store.AccountPagesAsync(Org, gone, 0, 9, Cancel)).ShouldBeEmpty();
            (await store.TryGetAccountAsync(Org, gone, new("p0-0"), Cancel)).ShouldBeNull();
            (await store.AccountsAsync(Org, gone, new(null, 0, 9), Cancel)).ShouldBeEmpty();
            (await store.ListingsAsync(Org, gone, new(0, 99), Cancel)).ShouldBeEmpty();
        }
    }

    private Task SaveNamed(params string[] names) =>
        store.SaveAccountsAsync(Some.Scan(), [new(0, [.. names.Select((name, i) => Some.Bare($"a{i}", name))])], Cancel);

    /// <summary>The names found, cut to what a message can show; an id where the name is longer.</summary>
    private async Task<List<string>> Found(string? search) =>
        [.. (await store.AccountsAsync(Org, Scan1, new(search, 0, 99), Cancel)).Select(a => a.Name.Length < 99 ? a.Name : a.Id.Value)];
}
