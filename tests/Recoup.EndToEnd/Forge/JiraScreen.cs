using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Recoup.EndToEnd.Browser;

namespace Recoup.EndToEnd.Forge;

/// <summary>Jira's page with the app in its frame, watched: what the browser complains of, and what the frame asks for.</summary>
internal sealed class JiraScreen
{
    /// <summary>The least width that Jira leaves to the frame of a page that is of use.</summary>
    private const int Narrow = 900;

    private static readonly ViewportSize Usual = Screen.Usual;

    private readonly ForgeSite _site;
    private readonly List<string> _wrong = [];
    private readonly List<string> _overlooked = [];
    private readonly List<string> _files = [];

    private JiraScreen(IPage page, ForgeSite site) => (Page, _site) = (page, site);

    /// <summary>Jira's page.</summary>
    public IPage Page { get; }

    /// <summary>The app.</summary>
    public IFrameLocator App => Page.FrameLocator("iframe");

    /// <summary>The frame itself, for scripts.</summary>
    public IFrame Inside => Page.Frames.Single(f => f.ParentFrame is not null);

    /// <summary>The shell's own files that the frame has loaded, by name.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <summary>Does something in a browser that nobody used before. When it is done, what must never have happened is looked for.</summary>
    /// <param name="account">Who looks; null for somebody.</param>
    public static async Task InAsync(Chromium chromium, ForgeSite site, Func<JiraScreen, Task> act, string? account = null)
    {
        var browser = await chromium.BrowserAsync();
        await using var context = await browser.NewContextAsync(new() { ViewportSize = Usual, Locale = "en", TimezoneId = "UTC" });
        context.SetDefaultTimeout(Screen.PatienceMs);
        if (account is not null)
            await context.AddInitScriptAsync($"globalThis.somebody = '{account}'");
        var screen = new JiraScreen(await context.NewPageAsync(), site);
        screen.Watch(context);
        try
        {
            await act(screen);
        }
        catch
        {
            await screen.Page.ScreenshotAsync(new() { Path = Repository.At($"artifacts/screens/failed-forge-{TestContext.Current.TestMethod!.MethodName}.png"), FullPage = true });
            throw;
        }

        context.Pages.Count.ShouldBe(1, "nothing opens another window");
        screen._wrong.ShouldBeEmpty();
    }

    /// <summary>The app's page in Jira.</summary>
    public string Start => _site.Jira.ToString();

    /// <summary>Opens Jira at a page of the app.</summary>
    /// <param name="path">The page, from the app's root.</param>
    /// <param name="name">What the pictures are called; null for none.</param>
    public async Task OpenAsync(string path = "", string? name = null)
    {
        await Page.GotoAsync(_site.Jira + path);
        await App.Locator("nav.side").WaitForAsync();
        if (name is not null)
            await SeeAsync(name);
    }

    /// <summary>Goes to a place of the navigation.</summary>
    /// <param name="place">How its name begins.</param>
    /// <param name="name">What the pictures are called; null for none.</param>
    public async Task GoAsync(string place, string? name = null)
    {
        await App.GetByRole(AriaRole.Navigation, new() { Name = "Recoup" }).GetByRole(AriaRole.Link, new() { NameRegex = new($"^{place}") }).ClickAsync();
        await ArrivedAsync();
        if (name is not null)
            await SeeAsync(name);
    }

    /// <summary>Looks at the page as it stands: in Jira's light and dark, wide and narrow, with the eyes of axe.</summary>
    public async Task SeeAsync(string name)
    {
        await ArrivedAsync();
        foreach (var (scheme, word) in new[] { (ColorScheme.Dark, "dark"), (ColorScheme.Light, "light") })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await Assertions.Expect(App.Locator("html")).ToHaveAttributeAsync("data-color-mode", word);
            foreach (var violation in (await Page.RunAxe(Screen.Rules)).Violations)
                Note(true, $"{name}, {word}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(n => n.Html))}");
            await FilledAsync();
            await Page.ScreenshotAsync(new() { Path = Repository.At($"artifacts/screens/forge-{name}-{word}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        }

        await FitsAsync(name, Usual.Width);
        await Page.SetViewportSizeAsync(Narrow, Usual.Height);
        await FitsAsync(name, Narrow);
        await Page.SetViewportSizeAsync(Usual.Width, Usual.Height);
    }

    /// <summary>Waits until Jira's address ends like this.</summary>
    /// <param name="end">A regular expression.</param>
    public Task AtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string end) => Assertions.Expect(Page).ToHaveURLAsync(new Regex($"{end}$"), new() { Timeout = Screen.PatienceMs });

    /// <summary>Waits until Turbo has put the page there that a link or a form led to.</summary>
    public Task ArrivedAsync() => App.Locator("html:not([aria-busy])").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public ILocator Button(string name) => App.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => App.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Heading(string name) => App.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public ILocator Field(string label) => App.GetByLabel(label);

    public ILocator Alert => App.GetByRole(AriaRole.Alert);

    /// <summary>What Jira was told to open.</summary>
    public Task<string[]> OpenedAsync() => Page.EvaluateAsync<string[]>("opened");

    /// <summary>Has the browser complain of what a test brings about.</summary>
    /// <param name="complaints">A part of each.</param>
    public void Overlook(params IEnumerable<string> complaints) => _overlooked.AddRange(complaints);

    private void Watch(IBrowserContext context)
    {
        // What the policy refuses is said here too.
        Page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => Note(true, $"script failed: {error}");
        Page.Dialog += async (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        context.Request += (_, request) => Look(request);
    }

    /// <summary>The frame loads its own files and nothing else; Jira's page is on its own host.</summary>
    private void Look(IRequest request)
    {
        var url = new Uri(request.Url);
        if (url.Scheme is "blob" or "data" || url.Authority == _site.Jira.Authority && request.Frame.ParentFrame is null)
            return;
        var isFile = url.Authority == _site.Frame.Authority && request.Method == "GET" && Regex.IsMatch(url.AbsolutePath, @"\.(html|js|css|svg)$");
        Note(!isFile, $"{request.Method} {request.Url} left the frame");
        _files.Add(url.Segments[^1]);
    }

    private async Task FitsAsync(string name, int width)
    {
        await FilledAsync();
        var wider = await App.Locator("html").EvaluateAsync<int>("html => html.scrollWidth - html.clientWidth");
        Note(wider > 0, $"{name}: {wider} px do not fit into {width}");
    }

    /// <summary>Waits until Jira has made the frame as high as what is in it.</summary>
    private async Task FilledAsync()
    {
        for (var i = 0; i < 50; i++)
        {
            var body = await App.Locator("body").EvaluateAsync<double>("body => body.getBoundingClientRect().height");
            var frame = await Page.Locator("iframe").EvaluateAsync<double>("frame => frame.clientHeight");
            if (Math.Abs(Math.Max(800, Math.Ceiling(body)) - frame) <= 1)
                return;
            await Task.Delay(100);
        }

        Note(true, "the frame never came to rest");
    }

    private void Note(bool isWrong, string what)
    {
        if (isWrong && !_wrong.Contains(what) && !_overlooked.Exists(o => what.Contains(o, StringComparison.Ordinal)))
            _wrong.Add(what);
    }
}
