using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>What a page says and does where the server does not answer it, or answers what is no page.</summary>
[Collection(Chromium.Shared)]
public sealed partial class TroubleTests(Chromium chromium)
{
    [Fact]
    public async Task A_form_that_is_not_answered_or_by_no_page_says_so_and_can_be_sent_again()
    {
        await using var demo = await Demo.StartAsync(60);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await screen.GoAsync("/plans");
            await screen.Field("At most so many accounts").FillAsync("2");
            screen.Overlook("Failed to load resource", "502 from", "Error: Failed to fetch", "TypeError: Failed to fetch");

            await SendAsync(route => route.AbortAsync(), "Whether it was done is not known");
            await screen.SeeAsync("form-unanswered");
            await SendAsync(route => route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = """{"status":409,"gate":"changed","detail":"Somebody else <b>changed</b> it."}""" }), "Somebody else <b>changed</b> it.");
            await SendAsync(route => route.FulfillAsync(new() { Status = 502, ContentType = "text/plain", Body = "Bad gateway" }), "That was not done: the server answered 502.");
            await SendAsync(route => route.FulfillAsync(new() { Status = 413, ContentType = "application/json", Body = "{\"detail\":" }), "That was not done: the server answered 413.");

            (await screen.Field("At most so many accounts").InputValueAsync()).ShouldBe("2", "what was typed is still there");
            await screen.Button("Make the plan").ClickAsync();
            await screen.Page.GetByRole(AriaRole.Heading, new() { NameRegex = PlanHeading() }).WaitForAsync();
            (await screen.Page.Locator("[data-trouble]").CountAsync()).ShouldBe(0);

            async Task SendAsync(Func<IRoute, Task> answer, string says)
            {
                await screen.Page.RouteAsync("**/plans", route => route.Request.Method == "POST" ? answer(route) : route.ContinueAsync());
                await screen.Button("Make the plan").ClickAsync();
                await Assertions.Expect(screen.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(says);
                await Assertions.Expect(screen.Button("Make the plan")).ToBeEnabledAsync();
                await screen.Page.UnrouteAsync("**/plans");
            }
        });
    }

    [Fact]
    public async Task A_link_that_is_answered_by_no_page_is_opened_as_it_is()
    {
        await using var demo = await Demo.StartAsync(60);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            screen.Overlook("Failed to load resource", "503 from");
            await screen.Page.RouteAsync("**/money", route => route.FulfillAsync(new() { Status = 503, ContentType = "text/plain", Body = "Back in a minute" }));

            await screen.Link("Money").ClickAsync();
            await screen.Page.GetByText("Back in a minute").WaitForAsync();
            await screen.Page.UnrouteAsync("**/money");
            await screen.Page.ReloadAsync();
            await screen.Heading("Subscriptions").WaitForAsync();
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_the_library_of_pictures_their_figures_are_there_and_can_be_tried_out(bool isAnswered)
    {
        await using var demo = await Demo.StartAsync();
        await chromium.InAsync(demo.Server, async screen =>
        {
            screen.Overlook("Failed to load resource", "Failed to load module script");
            await screen.Page.Context.RouteAsync("**/echarts.js", route => isAnswered ? route.FulfillAsync(new() { Status = 404, ContentType = "text/html", Body = "<p>Not here" }) : route.AbortAsync());
            await screen.GoAsync(demo.Door);
            await screen.Page.GetByRole(AriaRole.Slider).FillAsync("30");
            await Assertions.Expect(screen.Page.Locator("[data-said]")).ToContainTextAsync(" for 30 days and longer");
            (await screen.Page.Locator(".plot:visible").CountAsync()).ShouldBe(0, "no empty place is left for a picture");
            await screen.Page.Locator("figure[data-chart=idle]").GetByText("As a table").ClickAsync();
            (await screen.Page.Locator("figure[data-chart=idle] tbody tr:visible").CountAsync()).ShouldBeGreaterThan(30);
            await screen.SeeAsync($"dashboard-without-pictures");

            await screen.Link("Money").ClickAsync();
            await screen.Heading("Subscriptions").WaitForAsync();
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sum_that_cannot_be_asked_for_does_not_stay_that_of_other_rows(bool isAnswered)
    {
        await using var demo = await Demo.StartAsync();
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await screen.GoAsync("/recommendations");
            screen.Overlook("Failed to load resource");
            var (rows, sum) = (screen.Page.Locator("input[name=row]"), screen.Page.Locator("#sum"));
            await rows.Nth(0).CheckAsync();
            await Assertions.Expect(sum).ToContainTextAsync("1 account");
            await screen.Page.RouteAsync("**/recommendations/count", route => isAnswered ? route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = "{}" }) : route.AbortAsync());
            await rows.Nth(1).CheckAsync();
            await Assertions.Expect(sum).ToContainTextAsync("is not known");
            await screen.Page.UnrouteAsync("**/recommendations/count");
            await rows.Nth(1).UncheckAsync();
            await Assertions.Expect(sum).ToContainTextAsync("1 account");
        });
    }

    [Fact]
    public async Task What_goes_on_is_asked_for_again_where_the_server_was_silent_for_a_while()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(60, "--latency", "150");
        await organisation.ConnectAsync();
        await using var server = await RecoupServer.StartAsync(new Dictionary<string, string>(), organisation.Data);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await FirstAdmin.TakeRolesAsync(screen);
            await Errand.ScanAsync(screen);
            screen.Overlook("Failed to load resource", "502 from");
            var asked = 0;
            await screen.Page.RouteAsync("**/scans/*", route => (asked++) switch
            {
                0 => route.AbortAsync(),
                1 => route.FulfillAsync(new() { Status = 502, ContentType = "text/html", Body = "<p>Bad gateway" }),
                _ => route.ContinueAsync(),
            });
            await screen.Page.GetByText(", complete").WaitForAsync();
            asked.ShouldBeGreaterThan(2);
        });
    }

    [GeneratedRegex("^Plan ")]
    private static partial Regex PlanHeading();
}
