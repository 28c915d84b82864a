using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

/// <summary>Filters and orders of lists.</summary>
public abstract partial class StoreFacts
{
    [Fact]
    public async Task Accounts_are_listed_by_kind_status_claim_product_and_site()
    {
        SiteId other = new("s%_!");
        await store.SaveAccountsAsync(
            Some.Scan(),
            [
                new(0,
                [
                    Some.Account("a"),
                    Some.Account("b") with { Kind = new(AccountKind.Bot, []), Claim = "unmanaged" },
                    Some.Account("c") with { Status = "odd ' status", Claim = null, Seats = [new(new(Product.Discovery, other), Role.User, SeatPath.Group, [], null)] },
                    Some.Bare("d"),
                ]),
            ],
            Cancel);

        await ListsAsync(["a", "c"], q => q with { Kinds = [AccountKind.Human] });
        await ListsAsync(["a", "b", "c"], q => q with { Kinds = [AccountKind.Human, AccountKind.Bot] });
        await ListsAsync(["c"], q => q with { Status = "odd ' status" });
        await ListsAsync([], q => q with { Status = "odd \0" });
        await ListsAsync(["b"], q => q with { Claim = "unmanaged" });
        await ListsAsync(["a", "b"], q => q with { Product = Product.Jira });
        await ListsAsync([], q => q with { Product = new("jira") });
        await ListsAsync(["c"], q => q with { Site = other });
        await ListsAsync([], q => q with { Site = new("s%") });
        await ListsAsync(["b"], q => q with { Site = Some.Site, Kinds = [AccountKind.Bot], Search = "PERSON" });

        async Task ListsAsync(IReadOnlyList<string> ids, Func<UserQuery, UserQuery> query)
        {
            var wanted = query(new(null, 0, 100));
            (await store.AccountsAsync(Org, Scan1, wanted, Cancel)).Select(a => a.Id.Value).ShouldBe(ids);
            if (store is Recoup.Storage.SqlStore sql)
                (await sql.CountAsync(Org, Scan1, wanted with { Skip = 1, Take = 1 }, Cancel)).ShouldBe(ids.Count);
        }
    }

    [Fact]
    public async Task Accounts_are_sorted_either_way_and_who_has_nothing_to_sort_by_comes_last()
    {
        Account Used(string id, int days) => Some.Bare(id) with { LastActiveAnywhere = Signal.Of(Some.Start.AddDays(days)), AddedToOrg = Some.Start.AddDays(-days) };
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("none"), Used("b", 2), Used("a", 2), Used("c", 1)])], Cancel);

        await SortsAsync(["a", "b", "c", "none"], UserSort.Name);
        await SortsAsync(["none", "c", "b", "a"], UserSort.Name, backwards: true);
        await SortsAsync(["c", "a", "b", "none"], UserSort.LastUse);
        await SortsAsync(["a", "b", "c", "none"], UserSort.LastUse, backwards: true);
        await SortsAsync(["a", "b", "c", "none"], UserSort.Added);
        await SortsAsync(["c", "a", "b", "none"], UserSort.Added, backwards: true);

        async Task SortsAsync(IReadOnlyList<string> ids, UserSort sort, bool backwards = false)
        {
            (await store.AccountsAsync(Org, Scan1, new(null, 0, 100) { Sort = sort, Backwards = backwards }, Cancel)).Select(a => a.Id.Value).ShouldBe(ids);
            (await store.AccountsAsync(Org, Scan1, new(null, 1, 2) { Sort = sort, Backwards = backwards }, Cancel)).Select(a => a.Id.Value).ShouldBe(ids.Skip(1).Take(2));
        }
    }

    [Fact]
    public async Task A_page_that_is_written_again_is_listed_as_it_is_now()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("a"), Some.Bare("b"), Some.Bare("c")])], Cancel);
        var bot = Some.Bare("b") with { Kind = new(AccountKind.Bot, []) };
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("a"), bot, Some.Bare("c")]) { Changed = [1] }], Cancel);

        (await store.AccountsAsync(Org, Scan1, new(null, 0, 9), Cancel)).Select(a => a.Id.Value).ShouldBe(["a", "b", "c"]);
        (await store.AccountsAsync(Org, Scan1, new(null, 0, 9) { Kinds = [AccountKind.Bot] }, Cancel)).Select(a => a.Id.Value).ShouldBe(["b"]);
        await store.DeleteAccountsExceptAsync(Org, new("scan-2"), Cancel);
        (await store.AccountsAsync(Org, Scan1, new(null, 0, 9), Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_accounts_of_a_scan_that_has_ended_are_in_the_order_of_names_also_when_one_is_written_again_or_forgotten()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("c"), Some.Bare("a")]), new(1, [Some.Bare("d"), Some.Bare("b"), Some.Bare("e")])], Cancel);
        await store.DeleteAccountsExceptAsync(Org, Scan1, Cancel);

        await ListsAsync("abcde");
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Bare("c"), Some.Bare("f")])], Cancel);
        await ListsAsync("bcdef");
        await store.DeleteAccountsExceptAsync(Org, Scan1, Cancel);
        await ListsAsync("bcdef");
        await store.EraseAsync(new Erasure.Person(Org, new("c"), Commits.Event(Org, "person.forget")), Cancel);
        await ListsAsync("bdef");

        async Task ListsAsync(string ids)
        {
            foreach (var backwards in new[] { false, true })
            {
                var wanted = (backwards ? ids.Reverse() : ids).Select(c => $"{c}").ToList();
                foreach (var (skip, take) in new[] { (0, int.MaxValue), (1, 2), (3, 9), (9, 9), (0, 1) })
                    (await store.AccountsAsync(Org, Scan1, new(null, skip, take) { Backwards = backwards }, Cancel)).Select(a => a.Id.Value).ShouldBe(wanted.Skip(skip).Take(take), $"{ids} {skip} {take} {backwards}");
            }
        }
    }

    [Fact]
    public async Task Findings_are_listed_by_site_state_and_text_and_sorted_either_way()
    {
        SiteId other = new("other");
        await store.SaveRecommendationsAsync(
            Some.Scan(),
            [
                Some.Finding("1", "Acc-1", "Zoë", Tier.Certain) with { Saving = new("USD", 1m, null, true, 12m), FirstSeen = Some.Start.AddDays(-3) },
                Some.Finding("2", "acc-2", "Ann") with { State = RecommendationState.Held, Action = RecommendedAction.RouteOut, Saving = null, FirstSeen = Some.Start.AddDays(-2) },
                Some.Finding("3", "acc-3", "Bob") with { State = RecommendationState.Closed, Seats = [new(Product.Jira, other, null)], FirstSeen = Some.Start.AddDays(-1) },
            ],
            Cancel);

        await ListsAsync(["1", "2"], q => q with { Site = Some.Site });
        await ListsAsync(["3"], q => q with { Site = other });
        await ListsAsync(["2", "3"], q => q with { States = [RecommendationState.Held, RecommendationState.Closed] }, ["2", "3"]);
        await ListsAsync(["2"], q => q with { Actions = [RecommendedAction.Advise, RecommendedAction.RouteOut] });
        await ListsAsync(["1", "3"], q => q with { Actions = [Some.Finding("1", "Acc-1", "Zoë").Action] });
        await ListsAsync(["1"], q => q with { Search = "zoe" });
        await ListsAsync(["1"], q => q with { Search = "ACC-1" });
        await ListsAsync([], q => q with { Search = "%" });
        await ListsAsync(["2", "3", "1"], q => q with { Sort = FindingSort.Name });
        await ListsAsync(["1", "3", "2"], q => q with { Sort = FindingSort.Name, Backwards = true });
        await ListsAsync(["1", "3", "2"], q => q with { Sort = FindingSort.Saving });
        await ListsAsync(["3", "1", "2"], q => q with { Sort = FindingSort.Saving, Backwards = true });
        await ListsAsync(["1", "2", "3"], q => q with { Sort = FindingSort.FirstSeen });
        await ListsAsync(["3", "2", "1"], q => q with { Sort = FindingSort.FirstSeen, Backwards = true });
        await ListsAsync(["2", "3", "1"], q => q with { Backwards = true });

        async Task ListsAsync(IReadOnlyList<string> ids, Func<RecommendationQuery, RecommendationQuery> query, IReadOnlyList<string>? order = null)
        {
            var wanted = query(new() { Closed = true });
            (await store.RecommendationsAsync(Org, wanted, Cancel)).Select(r => r.Id).ShouldBe(order ?? ids);
            if (store is Recoup.Storage.SqlStore sql)
                (await sql.CountAsync(Org, wanted with { Skip = 1, Take = 1 }, Cancel)).ShouldBe(ids.Count);
        }
    }

    [Fact]
    public async Task One_scan_is_found_by_its_id()
    {
        foreach (var day in Enumerable.Range(1, 3))
            await store.SaveScanAsync(Some.Scan($"scan-{day}", day), Cancel);

        (await store.TryGetScanAsync(Org, new("scan-1"), Cancel)).ShouldNotBeNull().Id.Value.ShouldBe("scan-1");
        (await store.TryGetScanAsync(Org, new("scan-9"), Cancel)).ShouldBeNull();
        (await store.TryGetScanAsync(new("nobody"), new("scan-1"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Settings_made_of_others_than_are_kept_are_refused_and_nothing_is_written()
    {
        Settings defaults = new(), one = new() { InactiveDays = 60 }, two = new() { NeverUsedDays = 20 };
        await ChangeAsync(defaults, one);
        await ChangeAsync(one, one with { NeverUsedDays = 20 });

        await Should.ThrowAsync<SettingsChangedException>(() => ChangeAsync(one, two));

        var kept = await store.SettingsAsync(Org, Cancel);
        (kept.InactiveDays, kept.NeverUsedDays).ShouldBe((60, 20));
        (await store.TryGetAuditHeadAsync(Core.Audit.AuditChain.Of(Org), Cancel))!.Seq.ShouldBe(2);

        Task ChangeAsync(Settings before, Settings after) =>
            store.CommitAsync(new Change(Org, Commits.Event(Org, "settings.set")) { SettingsBefore = before, Settings = after }, Cancel);
    }
}
