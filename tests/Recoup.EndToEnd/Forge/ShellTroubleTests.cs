using Microsoft.Playwright;
using Recoup.EndToEnd.Browser;

namespace Recoup.EndToEnd.Forge;

/// <summary>What the frame inside Jira says where the app does not answer, and what it keeps.</summary>
[Collection(Chromium.Shared)]
public sealed class ShellTroubleTests(Chromium chromium)
{
    private const string Calls = "**/invoke";

    [Fact]
    public Task The_first_page_that_does_not_come_can_be_tried_again() => InJiraAsync(async screen =>
    {
        await screen.Page.RouteAsync(Calls, route => route.AbortAsync());
        await screen.Page.GotoAsync(screen.Start);
        await Assertions.Expect(screen.Alert).ToContainTextAsync("Recoup could not answer: Failed to fetch. Try again in a moment.");
        (await screen.App.GetByText("Loading…").CountAsync()).ShouldBe(0);
        await screen.SeeAsync("first-failed");
        await screen.Button("Try again").ClickAsync();
        await Assertions.Expect(screen.Alert).ToBeVisibleAsync();
        await screen.Page.UnrouteAsync(Calls);
        await screen.Button("Try again").ClickAsync();
        await screen.Heading("Start").WaitForAsync();
    });

    [Fact]
    public Task While_the_first_page_is_on_its_way_the_frame_says_so() => InJiraAsync(async screen =>
    {
        var waiting = new TaskCompletionSource();
        await screen.Page.RouteAsync(Calls, async route =>
        {
            await waiting.Task;
            await route.ContinueAsync();
        });
        await screen.Page.GotoAsync(screen.Start);
        await screen.App.GetByText("Loading…").WaitForAsync();
        await screen.SeeAsync("loading");
        waiting.SetResult();
        await screen.Heading("Start").WaitForAsync();
        (await screen.App.GetByText("Loading…").CountAsync()).ShouldBe(0);
    });

    [Fact]
    public Task A_link_that_is_not_answered_leaves_the_page_with_what_was_typed() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/forms");
        await screen.Field("Note").FillAsync("half a sent");
        await screen.Page.RouteAsync(Calls, route => route.AbortAsync());
        await screen.Link("list").ClickAsync();
        await Assertions.Expect(screen.Alert).ToContainTextAsync("Recoup could not answer");
        await screen.SeeAsync("link-failed");
        (await screen.Field("Note").InputValueAsync()).ShouldBe("half a sent");
        await screen.AtAsync("/forms");

        await screen.Page.UnrouteAsync(Calls);
        await screen.Button("Try again").ClickAsync();
        await screen.Heading("List 1").WaitForAsync();
        await screen.AtAsync("/list");
        (await screen.Alert.CountAsync()).ShouldBe(0);
        await screen.Page.GoBackAsync();
        await screen.Heading("Forms").WaitForAsync();
        (await screen.Alert.CountAsync()).ShouldBe(0);
    });

    [Fact]
    public Task A_page_whose_function_breaks_says_so_and_other_pages_go_on() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync();
        await screen.Link("Fails").ClickAsync();
        await Assertions.Expect(screen.Alert).ToContainTextAsync("Recoup could not answer: the function broke. Try again in a moment.");
        await screen.Link("Nowhere").ClickAsync();
        await screen.Heading("Not found").WaitForAsync();
        await screen.GoAsync("list");
        await screen.Heading("List 1").WaitForAsync();
    });

    [Fact]
    public Task A_form_that_is_not_answered_says_so_and_keeps_what_was_typed() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/forms");
        await screen.Field("Text").FillAsync("long and careful");
        await screen.Button("Break it").ClickAsync();
        await Assertions.Expect(screen.Alert).ToContainTextAsync("Recoup could not answer: the function broke. Whether it was done is not known");
        await Assertions.Expect(screen.Button("Break it")).ToBeEnabledAsync();
        (await screen.Field("Text").InputValueAsync()).ShouldBe("long and careful");
        await screen.SeeAsync("form-failed");
    });

    [Fact]
    public Task A_page_that_is_asked_for_again_by_itself_stays_where_nobody_answers_for_a_while() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/live");
        await screen.Heading("Live 2").WaitForAsync();
        var asked = 0;
        await screen.Page.RouteAsync(Calls, route =>
        {
            asked++;
            return route.AbortAsync();
        });
        await screen.Page.WaitForRequestAsync("**/invoke");
        await screen.Page.WaitForRequestAsync("**/invoke");
        await Assertions.Expect(screen.Heading("Live 2").Or(screen.Heading("Live 3"))).ToBeVisibleAsync();
        await screen.Page.UnrouteAsync(Calls);
        await screen.Heading("Live 4").WaitForAsync();
        asked.ShouldBeGreaterThanOrEqualTo(2);
    });

    private async Task InJiraAsync(Func<JiraScreen, Task> act)
    {
        await using var site = await ForgeSite.StartAsync();
        await JiraScreen.InAsync(chromium, site, async screen =>
        {
            // What the browser says of Jira's own call, and of a function that broke.
            screen.Overlook("Failed to load resource");
            await act(screen);
        });
    }
}
