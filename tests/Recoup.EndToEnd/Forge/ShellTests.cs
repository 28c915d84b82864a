using Microsoft.Playwright;
using Recoup.EndToEnd.Browser;

namespace Recoup.EndToEnd.Forge;

/// <summary>What the frame inside Jira does with links, forms and files, whatever the pages are.</summary>
[Collection(Chromium.Shared)]
public sealed class ShellTests(Chromium chromium)
{
    [Fact]
    public Task Pages_are_gone_through_and_Jiras_address_and_title_go_along() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync(name: "start");
        await Assertions.Expect(screen.Page).ToHaveTitleAsync("Start · Recoup - Jira");
        await screen.GoAsync("list", "list");
        await screen.AtAsync("/recoup/list");
        await screen.Field("Search").FillAsync("a b&ü");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.AtAsync(@"/recoup/list\?search=a\+b%26%C3%BC");
        await Assertions.Expect(screen.App.Locator("#query")).ToHaveTextAsync("""[["search","a b&ü"]]""");
        await screen.Link("Next").ClickAsync();
        await screen.Heading("List 2").WaitForAsync();
        await screen.GoAsync("packed");
        await screen.App.GetByText("It was small on its way: ä€😀.").WaitForAsync();

        await screen.Page.GoBackAsync();
        await screen.AtAsync(@"\?page=2");
        await screen.Heading("List 2").WaitForAsync();
        await screen.Page.GoBackAsync();
        await screen.AtAsync(@"\?search=.*");
        await Assertions.Expect(screen.App.Locator("#query")).ToHaveTextAsync("""[["search","a b&ü"]]""");
        await screen.Page.GoForwardAsync();
        await screen.Heading("List 2").WaitForAsync();

        await screen.Page.ReloadAsync();
        await screen.Heading("List 2").WaitForAsync();
        await screen.Page.GoBackAsync();
        await Assertions.Expect(screen.App.Locator("#query")).ToHaveTextAsync("""[["search","a b&ü"]]""");
        for (var i = 0; i < 2; i++)
            await screen.Page.GoBackAsync();
        await screen.Heading("Start").WaitForAsync();
        await screen.AtAsync("/recoup/?");
    });

    [Fact]
    public Task A_bookmark_opens_its_page_and_one_that_leads_on_says_where_it_led() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/list?page=5");
        await screen.Heading("List 5").WaitForAsync();
        await screen.OpenAsync("/moved");
        await screen.Heading("List 7").WaitForAsync();
        await screen.AtAsync(@"/list\?page=7");
        await screen.GoAsync("start");
        await screen.Link("Moved").ClickAsync();
        await screen.Heading("List 7").WaitForAsync();
        await screen.AtAsync(@"/list\?page=7");
        await screen.Page.GoBackAsync();
        await screen.Heading("Start").WaitForAsync();
        await screen.OpenAsync("/nowhere", "not-found");
        await screen.Heading("Not found").WaitForAsync();
    });

    [Fact]
    public Task The_library_of_pictures_is_loaded_by_the_first_page_that_has_one() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync();
        await screen.GoAsync("list");
        screen.Files.ShouldNotContain("echarts.js");
        await screen.GoAsync("charts");
        await screen.App.Locator("canvas").WaitForAsync();
        await screen.SeeAsync("charts");
        screen.Files.ShouldBe(["index.html", "bridge.js", "recoup.css", "shell.css", "shell.js", "turbo.js", "recoup.js", "live.js", "themes.css", "echarts.js"], ignoreOrder: true);
    });

    [Fact]
    public Task A_form_is_answered_by_the_page_it_leads_to_or_by_why_it_was_refused() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/forms", "forms");
        await screen.Field("Note").FillAsync("a\n\"b\" & <c>");
        await screen.Field("Kind").FillAsync("ünlike");
        await screen.Button("Keep it").ClickAsync();
        await screen.AtAsync(@"/noted\?yes");
        await Assertions.Expect(screen.App.Locator("#sent")).ToHaveTextAsync("""[["note","a\n\"b\" & <c>"],["kind","ünlike"],["how","kept"]]""");

        await screen.GoAsync("forms");
        await screen.Button("Refuse it").ClickAsync();
        await screen.Heading("Not done").WaitForAsync();
        await screen.SeeAsync("refused");
    });

    [Fact]
    public Task Files_are_saved_and_the_page_stays() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/forms");
        await screen.Field("Kind").FillAsync("typed");
        (await SavedAsync(screen, screen.Link("Save as CSV"), "all.csv")).ShouldBe("\uFEFFname\r\nZoë\r\n"u8.ToArray());
        (await SavedAsync(screen, screen.Button("Save the archive"), "archive.zip")).ShouldBe([80, 75, 5, 6, 0, 255, 254]);
        await screen.ArrivedAsync();
        await Assertions.Expect(screen.Button("Save the archive")).ToBeEnabledAsync();
        (await screen.Field("Kind").InputValueAsync()).ShouldBe("typed");
        await screen.AtAsync("/forms");
    });

    [Fact]
    public Task What_is_too_long_to_be_sent_is_refused_with_its_size() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/forms");
        await screen.Field("Note").FillAsync(new('a', 500_000));
        await screen.Button("Keep it").ClickAsync();
        await Assertions.Expect(screen.Alert).ToContainTextAsync("What was written takes 501 KB, and inside Jira 450 KB are taken at once. Recoup on a server of your own takes more.");
        await screen.SeeAsync("too-large");
    });

    [Fact]
    public Task Links_that_lead_out_of_the_app_are_opened_by_Jira() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync();
        await screen.Link("Elsewhere").ClickAsync();
        await Assertions.Expect(screen.Heading("Start")).ToBeVisibleAsync();
        (await screen.OpenedAsync()).ShouldBe(["new-tab https://support.atlassian.com/x"]);
        await screen.App.GetByRole(AriaRole.Link, new() { Name = "list" }).ClickAsync(new() { Modifiers = [KeyboardModifier.ControlOrMeta] });
        await screen.Heading("List 1").WaitForAsync();
        await screen.App.GetByRole(AriaRole.Link, new() { Name = "forms" }).ClickAsync(new() { Button = MouseButton.Middle });
        await screen.Heading("Forms").WaitForAsync();
    });

    [Fact]
    public Task Jira_decides_how_it_looks_and_not_the_system() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/charts");
        await screen.App.Locator("canvas").WaitForAsync();
        var (light, picture) = (await LookAsync(screen), await PictureAsync(screen));
        await screen.Inside.EvaluateAsync("document.documentElement.dataset.colorMode = 'dark'");
        await screen.Inside.WaitForFunctionAsync("before => document.querySelector('canvas').toDataURL() !== before", picture);
        var dark = await LookAsync(screen);
        dark.ShouldAllBe(colour => !light.Contains(colour));
        // Of Jira, of ours where Jira has none, and of the browser's own fields.
        dark[0].ShouldBe("rgb(29, 33, 37)");
        dark[1].ShouldBe("rgb(226, 178, 3)");
        dark[2].ShouldBe("dark");
        // Also before Jira's style sheet is there.
        await screen.Inside.EvaluateAsync("delete document.documentElement.dataset.theme");
        (await LookAsync(screen)).ShouldBe(["rgb(29, 33, 37)", "rgb(226, 178, 3)", "dark"]);
    });

    [Fact]
    public Task What_goes_on_is_asked_for_again_by_itself() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/live");
        for (var i = 2; i < 5; i++)
            await screen.Heading($"Live {i}").WaitForAsync();
        await screen.GoAsync("start");
        var asked = await screen.Page.EvaluateAsync<int>("calls.length");
        await Task.Delay(2_500, TestContext.Current.CancellationToken);
        (await screen.Page.EvaluateAsync<int>("calls.length")).ShouldBe(asked, "another page is not asked for again");
    });

    [Fact]
    public Task The_keyboard_reaches_everything_and_skips_to_the_content() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/forms");
        await new KeyboardWalk(screen.Page, screen.Inside).GoAsync("forms");
        await screen.Page.ReloadAsync();
        await screen.Heading("Forms").WaitForAsync();
        await screen.Page.Locator("iframe").FocusAsync();
        await screen.Page.Keyboard.PressAsync("Tab");
        await screen.Page.Keyboard.PressAsync("Enter");
        (await screen.Inside.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
        await screen.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(screen.Field("Note")).ToBeFocusedAsync();
        await screen.AtAsync("/forms");
    });

    [Fact]
    public Task The_next_page_is_seen_from_its_top_where_Jira_has_scrolled() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync("/long");
        await screen.Link("To a longer one").ClickAsync();
        await Assertions.Expect(screen.Heading("Longer")).ToBeInViewportAsync();
    });

    [Fact]
    public Task The_frame_is_as_high_as_its_page_and_no_page_is_as_high_as_the_frame() => InJiraAsync(async screen =>
    {
        await screen.OpenAsync();
        var before = await HeightAsync();
        await screen.Page.Locator("iframe").EvaluateAsync("frame => frame.style.height = '3000px'");
        (await HeightAsync()).ShouldBe(before);

        Task<double> HeightAsync() => screen.Inside.EvaluateAsync<double>("document.body.getBoundingClientRect().height");
    });

    private async Task InJiraAsync(Func<JiraScreen, Task> act)
    {
        await using var site = await ForgeSite.StartAsync();
        await JiraScreen.InAsync(chromium, site, act);
    }

    private static async Task<byte[]> SavedAsync(JiraScreen screen, ILocator by, string name)
    {
        var download = await screen.Page.RunAndWaitForDownloadAsync(() => by.ClickAsync());
        download.SuggestedFilename.ShouldBe(name);
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    private static Task<string[]> LookAsync(JiraScreen screen) => screen.Inside.EvaluateAsync<string[]>("""
        () => {
            const probe = document.body.appendChild(document.createElement('span'));
            const colours = ['surface', 'chart-idle'].map(name => (probe.style.color = `var(--ds-${name})`, getComputedStyle(probe).color));
            probe.remove();
            return [...colours, getComputedStyle(document.documentElement).colorScheme];
        }
        """);

    private static Task<string> PictureAsync(JiraScreen screen) => screen.Inside.EvaluateAsync<string>("document.querySelector('canvas').toDataURL()");
}
