using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

/// <summary>The dashboard and the page about money: their figures are those of the engine, and add up.</summary>
public sealed partial class FigurePagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_seats_of_the_pictures_are_those_of_the_scan()
    {
        await using var served = await Served.ScannedAsync(300);
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var scan = await ScanAsync(served);

        var page = await viewer.GetStringAsync("/", Cancel);

        scan.Usage.ToDictionary(u => u.Key, u => u.Value.Seats).ShouldBe(scan.Seats, ignoreOrder: true);
        scan.Usage.Values.ShouldAllBe(u => u.States.Seats == u.Seats);
        foreach (var (product, found) in scan.Findings.Protected)
            scan.Usage[product].States.Protected.ShouldBe(found);
        var (idle, flow) = (Block(page, "idle"), Block(page, "flow"));
        idle.GetProperty("bars").EnumerateArray().Sum(b => b.GetInt32()).ShouldBe(scan.Usage.Values.Sum(u => u.ByDays.Sum()));
        var links = flow.GetProperty("links").EnumerateArray().ToList();
        links.Where(l => l.GetProperty("source").GetString()!.EndsWith(" held", StringComparison.Ordinal)).Sum(l => l.GetProperty("value").GetInt32()).ShouldBe(scan.SeatCount);
    }

    [Fact]
    public async Task What_is_bought_flows_into_what_is_held_and_what_nobody_holds()
    {
        await using var served = await Served.ScannedAsync();
        await served.Premises.DoneAsync("settings set purchased.jira-software 500");
        await served.Premises.DoneAsync("settings set billing.jira-software annual");
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var links = Block(await viewer.GetStringAsync("/", Cancel), "flow").GetProperty("links").EnumerateArray().ToList();

        links.Where(l => l.GetProperty("source").GetString() == "jira-software bought").Sum(l => l.GetProperty("value").GetInt32()).ShouldBe(500);
    }

    [Theory]
    [InlineData("", 90)]
    [InlineData("?threshold=45", 45)]
    [InlineData("?threshold=46", 50)]
    [InlineData("?threshold=0", 5)]
    [InlineData("?threshold=2147483647", 180)]
    [InlineData("?threshold=soon", 90)]
    public async Task The_threshold_of_the_address_says_how_many_seats_are_idle_and_what_they_cost(string query, int days)
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var scan = await ScanAsync(served);

        var page = await viewer.GetStringAsync("/" + query, Cancel);

        var idle = scan.Usage.Values.Sum(u => u.IdleFor(days));
        var jira = scan.Usage[Product.Jira].IdleFor(days);
        page.ShouldContain($"{Figures.Count(idle, "seat")} for {days} days and longer: about USD {(7.53m * jira).ToString("#,0.00", CultureInfo.InvariantCulture)} a month, {Figures.Number(idle - jira)} without a price");
        page.ShouldContain("not the rules&#x27; verdict");
        Block(page, "idle").GetProperty("said")[days / 5].GetString().ShouldStartWith($"{Figures.Count(idle, "seat")} for {days} days");
    }

    [Fact]
    public async Task A_scan_that_did_not_count_how_seats_are_used_is_shown_without_that_picture()
    {
        await using var served = await Served.ScannedAsync();
        var scan = await ScanAsync(served);
        await served.Workplace.Store.SaveScanAsync(scan with { Usage = new Dictionary<Product, SeatUsage>() }, Cancel);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var page = await viewer.GetStringAsync("/", Cancel);

        page.ShouldContain("The last scan");
        page.ShouldNotContain("data-chart=\"idle\"");
        page.ShouldNotContain("data-chart=\"flow\"");
    }

    [Fact]
    public async Task A_scan_that_missed_something_says_what()
    {
        await using var served = await Served.ScannedAsync();
        await served.Workplace.Store.SaveScanAsync((await ScanAsync(served)).Missing("the <b>events</b>") with { Status = ScanStatus.Partial }, Cancel);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var page = await viewer.GetStringAsync("/", Cancel);

        page.ShouldContain("It did not see everything");
        page.ShouldContain("Not read: <bdi>the &lt;b&gt;events&lt;/b&gt;</bdi>");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(100000)]
    public async Task So_many_fewer_save_what_the_money_model_says_from_the_day_it_says(int fewer)
    {
        await using var served = await Served.ScannedAsync();
        foreach (var setting in new[] { "billing.jira-software annual", "renewal.jira-software 2027-03-14", "tiers.jira-software 10,25,50,100,200,300" })
            await served.Premises.DoneAsync($"settings set {setting}");
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var now = served.Premises.Shell.Time.GetUtcNow();
        var scan = await ScanAsync(served);
        var money = scan.Money(await served.Workplace.Store.SettingsAsync(scan.Org, Cancel), now);
        var line = money.Lines.Single(l => l.Name == "Jira");
        var less = Math.Min(fewer, line.Users);

        var page = WebUtility.HtmlDecode(await viewer.GetStringAsync($"/money?on=Jira&fewer={fewer}", Cancel));

        var saving = line.Subscription.Saved(line.Users, line.Users - less, now, money.Zone)!;
        page.ShouldContain(saving.PerYear == 0
            ? $"{Figures.Number(less)} fewer on Jira save nothing: {line.AboveEdge} fewer reach the next lower tier"
            : $"{Figures.Number(less)} fewer on Jira save about {Figures.Money("USD", saving.PerMonth)} a month from 14 Mar 2027, if done before 13 Mar 2027 00:00 UTC");
        var ruler = Block(page, "tiers");
        ruler.GetProperty("now").GetInt32().ShouldBe(line.Users);
        ruler.GetProperty("after").GetInt32().ShouldBe(line.Users - line.Ready);
    }

    [Fact]
    public async Task A_number_that_is_none_is_refused()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        using var answer = await viewer.GetAsync("/money?fewer=-1", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_price_book_is_looked_through_before_it_is_kept_and_one_with_errors_is_not()
    {
        await using var served = await Served.ScannedAsync();
        using var admin = await served.AsAsync(SignInRole.Admin);
        const string Good = """{ "version": 1, "asOf": "2026-10-01", "subscriptions": [{ "name": "Jira", "kind": "product", "products": ["jira-software"], "billing": "monthly", "currency": "USD", "renews": "2026-12-14", "prices": [{ "by": "all-units", "bands": [{ "price": 9 }] }] }] }""";

        var (wrong, problems) = await SendAsync("{ \"version\": 1,\n \"asOf\": \"yesterday\" }", keep: true);
        var (looked, fine) = await SendAsync(Good, keep: false);
        var before = await admin.GetStringAsync("/money", Cancel);
        var (kept, _) = await SendAsync(Good, keep: true);

        wrong.ShouldBe(HttpStatusCode.UnprocessableEntity);
        problems.ShouldContain("Line 2");
        looked.ShouldBe(HttpStatusCode.UnprocessableEntity);
        fine.ShouldContain("Nothing is wrong with it");
        before.ShouldContain("from the cost per seat");
        kept.ShouldBe(HttpStatusCode.SeeOther);
        (await admin.GetStringAsync("/money", Cancel)).ShouldContain("from the price book");

        async Task<(HttpStatusCode Status, string Page)> SendAsync(string book, bool keep)
        {
            using var form = new FormUrlEncodedContent([new("book", book), .. keep ? new[] { KeyValuePair.Create("keep", "yes") } : []]);
            using var answer = await admin.PostAsync("/money/price-book", form, Cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    private static async Task<Scan> ScanAsync(Served served) =>
        (await served.Workplace.Store.ScansAsync(new(served.Premises.Org), new(1), Cancel))[0];

    /// <summary>What a chart of a page draws.</summary>
    private static JsonElement Block(string page, string kind) =>
        JsonDocument.Parse(Blocks().Matches(page).First(m => m.Groups["kind"].Value == kind).Groups["json"].Value).RootElement;

    [GeneratedRegex("data-chart=\"(?<kind>[a-z]+)\">.*?<script type=\"application/json\">(?<json>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
