using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task A_finding_comes_back_whole()
    {
        var finding = Some.Finding("f1") with { Product = null, Site = null, SupersededBy = "f2", ClosedBecause = "used again", DisplayName = "Zoë <i>" };

        await Save(finding);

        Some.Json((await store.RecommendationsAsync(Org, new(), Cancel)).Single()).ShouldBe(Some.Json(finding));
    }

    [Theory]
    [InlineData(NoticeAnswer.None)]
    [InlineData(NoticeAnswer.Agreed)]
    [InlineData(NoticeAnswer.Bounced)]
    public async Task When_somebody_was_told_and_what_they_said_comes_back(NoticeAnswer answer)
    {
        var told = Some.Start.AddTicks(1);

        await Save(Some.Finding("f1") with { NoticedAt = told, Notice = answer }, Some.Finding("f2", account: "a-2"));

        (await store.RecommendationsAsync(Org, new(), Cancel)).Select(f => (f.Id, f.NoticedAt, f.Notice)).ShouldBe([("f1", told, answer), ("f2", null, NoticeAnswer.None)]);
        (await store.RecommendationsOfAsync(Org, [new("a-1")], Cancel)).Select(f => (f.NoticedAt, f.Notice)).ShouldBe([(told, answer)]);
    }

    [Fact]
    public async Task A_finding_written_again_is_whole_again()
    {
        await Save(Some.Finding("f1", tier: Tier.Certain), Some.Finding("f2"));
        await Save(Some.Finding("f1", name: "Zed", tier: Tier.Review) with { Rule = "R02", Seats = [new(Product.Confluence, Some.Site, null)], SeenIn = new("scan-2") });

        (await Ids(new())).ShouldBe(["f2", "f1"]);
        (await Ids(new() { Rule = "R02", Product = Product.Confluence, NotSeenIn = Scan1 })).ShouldBe(["f1"]);
        (await Ids(new() { Product = Product.Jira })).ShouldBe(["f2"]);
        (await store.RecommendationsOfAsync(Org, [new("a-1")], Cancel)).Select(r => r.DisplayName).ShouldBe(["Ann", "Zed"], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_a_finding_twice_in_one_save_the_last_counts()
    {
        await Save(Some.Finding("f1", name: "First"), Some.Finding("f1", name: "Last"));

        (await store.RecommendationsAsync(Org, new(), Cancel)).Select(r => r.DisplayName).ShouldBe(["Last"]);
    }

    [Fact]
    public async Task Findings_come_the_surest_first_then_by_folded_name_then_by_id()
    {
        await Save(
            Some.Finding("1", name: "Ann", tier: Tier.Excluded),
            Some.Finding("2", name: "zed", tier: Tier.Certain),
            Some.Finding("4", name: "Ánn", tier: Tier.Probable),
            Some.Finding("3", name: "ann", tier: Tier.Probable),
            Some.Finding("5", name: "Bob", tier: Tier.Certain),
            Some.Finding("6", name: "Ann", tier: Tier.Review));

        (await Ids(new())).ShouldBe(["5", "2", "3", "4", "6", "1"]);
        (await Ids(new() { Skip = 1, Take = 2 })).ShouldBe(["2", "3"]);
        (await Ids(new() { Skip = 6 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_each_let_through_what_they_name()
    {
        SeatRef jira = new(Product.Jira, Some.Site, null), wiki = new(Product.Confluence, Some.Site, null);
        await Save(
            Some.Finding("1", tier: Tier.Certain),
            Some.Finding("2") with { Rule = "R02", Seats = [jira, wiki], Product = null },
            Some.Finding("3", tier: Tier.Review) with { Seats = [new(new("jira"), Some.Site, null)] },
            Some.Finding("4", tier: Tier.Review) with { Seats = [new(new("jira_software"), Some.Site, null)] });

        (await Ids(new() { Rule = "R02" })).ShouldBe(["2"]);
        (await Ids(new() { Rule = "R0%" })).ShouldBeEmpty();
        (await Ids(new() { Product = Product.Jira })).ShouldBe(["1", "2"]);
        (await Ids(new() { Product = Product.Confluence })).ShouldBe(["2"]);
        (await Ids(new() { Product = new("jira") })).ShouldBe(["3"]);
        (await Ids(new() { Product = new("jira_software") })).ShouldBe(["4"]);
        (await Ids(new() { Tiers = [Tier.Certain, Tier.Review] })).ShouldBe(["1", "3", "4"]);
        (await Ids(new() { Tiers = [Tier.Excluded] })).ShouldBeEmpty();
        (await Ids(new() { Product = Product.Jira, Tiers = [Tier.Probable], Rule = "R02" })).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Closed_findings_are_hidden_unless_asked_for()
    {
        await Save(Some.Finding("1"), Some.Finding("2").Closed("used again"), Some.Finding("3") with { State = RecommendationState.Dismissed });

        (await Ids(new())).ShouldBe(["1", "3"]);
        (await Ids(new() { Closed = true })).ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public async Task Findings_not_seen_in_a_scan_are_those_of_another_one()
    {
        await Save(Some.Finding("1"), Some.Finding("2") with { SeenIn = new("scan-2") }, Some.Finding("3") with { SeenIn = default });

        (await Ids(new() { NotSeenIn = Scan1 })).ShouldBe(["2", "3"]);
        (await Ids(new() { NotSeenIn = new("scan-2") })).ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task Everything_ever_found_about_some_accounts_closed_ones_too()
    {
        await Save(
            Some.Finding("1", account: "a|1"),
            Some.Finding("2", account: "a|1").Closed("used again"),
            Some.Finding("3", account: "a-2"),
            Some.Finding("4", account: "a-3"),
            Some.Finding("5", account: null));

        (await store.RecommendationsOfAsync(Org, [new("a|1"), new("a-3"), new("nobody")], Cancel)).Select(r => r.Id).ShouldBe(["1", "2", "4"], ignoreOrder: true);
        (await store.RecommendationsOfAsync(Org, [], Cancel)).ShouldBeEmpty();
        (await store.RecommendationsOfAsync(Other, [new("a|1")], Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_hundred_accounts_can_be_asked_about_at_once()
    {
        await Save([.. Enumerable.Range(0, 600).Select(i => Some.Finding($"f{i}", account: $"a-{i}"))]);

        var found = await store.RecommendationsOfAsync(Org, [.. Enumerable.Range(50, 500).Select(i => new AccountId($"a-{i}"))], Cancel);

        found.Select(r => r.AccountId!.Value.Value).ShouldBe(Enumerable.Range(50, 500).Select(i => $"a-{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Findings_belong_to_one_organisation()
    {
        await Save(Some.Finding("1"));
        await store.SaveRecommendationsAsync(Some.Scan(org: Other), [Some.Finding("1", name: "Other")], Cancel);

        (await store.RecommendationsAsync(Org, new(), Cancel)).Single().DisplayName.ShouldBe("Ann");
        (await store.RecommendationsAsync(Other, new(), Cancel)).Single().DisplayName.ShouldBe("Other");
    }

    private Task Save(params Recommendation[] findings) => store.SaveRecommendationsAsync(Some.Scan(), findings, Cancel);

    private async Task<List<string>> Ids(RecommendationQuery query) =>
        [.. (await store.RecommendationsAsync(Org, query, Cancel)).Select(r => r.Id)];
}
