using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>A browser's page that is watched: what it complains of, what it asks for, what it keeps.</summary>
internal sealed class Screen
{
    /// <summary>How long anything may take to appear.</summary>
    public const float PatienceMs = 60_000;

    /// <summary>The least width at which a page is of use.</summary>
    private const int Narrow = 900;

    public static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Every cookie that there may be (P23).</summary>
    private static readonly string[] Cookies = ["recoup", "recoup-form"];

    private readonly List<string> _wrong = [];
    private readonly List<string> _overlooked = [];
    private readonly bool _scripts;

    private Screen(IPage page, bool scripts) => (Page, _scripts) = (page, scripts);

    public static ViewportSize Usual => new() { Width = 1280, Height = 800 };

    public IPage Page { get; }

    public static async Task<Screen> OpenAsync(IBrowserContext context, Uri server, bool scripts)
    {
        var screen = new Screen(await context.NewPageAsync(), scripts);
        screen.Page.Console += (_, message) => screen.Note(message.Type is "error" or "warning" && !IsStatus(message), $"{message.Type}: {message.Text}");
        screen.Page.Response += (_, response) => screen.Note(response.Status is 403 or >= 500, $"{response.Status} from {response.Url}");
        screen.Page.PageError += (_, error) => screen.Note(true, $"script failed: {error}");
        context.Request += (_, request) => screen.Note(new Uri(request.Url).GetLeftPart(UriPartial.Authority) != server.GetLeftPart(UriPartial.Authority) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"asked {request.Url}");
        screen.Page.Dialog += async (_, dialog) =>
        {
            screen.Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        return screen;
    }

    /// <summary>Goes to a page and looks at it.</summary>
    /// <param name="path">From the server's root.</param>
    /// <param name="name">What the pictures are called; null for none.</param>
    public async Task GoAsync(string path, string? name = null)
    {
        await Page.GotoAsync(path);
        if (name is not null)
            await SeeAsync(name);
    }

    /// <summary>Looks at the page as it stands: in light and dark, wide and narrow, with the eyes of axe.</summary>
    public async Task SeeAsync(string name)
    {
        await ArrivedAsync();
        foreach (var (scheme, word) in new[] { (ColorScheme.Light, "light"), (ColorScheme.Dark, "dark") })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            if (_scripts)
                await AxeAsync($"{name}, {word}");
            await Page.ScreenshotAsync(new() { Path = Repository.At($"artifacts/screens/{name}-{word}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await FitsAsync(name, Usual.Width);
        await Page.SetViewportSizeAsync(Narrow, Usual.Height);
        await FitsAsync(name, Narrow);
        await Page.SetViewportSizeAsync(Usual.Width, Usual.Height);
    }

    private async Task FitsAsync(string name, int width)
    {
        var wider = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Note(wider > 0, $"{name}: {wider} px do not fit into {width}");
    }

    /// <summary>Waits for something that comes of work on the server, looking again at the page.</summary>
    public async Task UntilAsync(ILocator there)
    {
        for (var began = Stopwatch.StartNew(); !await there.First.IsVisibleAsync(); await Page.ReloadAsync())
        {
            await ArrivedAsync();
            began.ElapsedMilliseconds.ShouldBeLessThan((long)PatienceMs, $"{there} never came");
        }
    }

    /// <summary>Waits until the address ends like this. The browser is asked, since a page that Turbo puts there may come before anybody listens for it.</summary>
    /// <param name="end">A regular expression.</param>
    public Task AtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string end) => Assertions.Expect(Page).ToHaveURLAsync(new Regex($"{end}$"), new() { Timeout = PatienceMs });

    /// <summary>Waits until Turbo has put the page there that a link or a form led to.</summary>
    private Task ArrivedAsync() => Page.Locator("html:not([aria-busy])").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public ILocator Field(string label) => Page.GetByLabel(label);

    /// <summary>Has the browser complain of what a test brings about.</summary>
    /// <param name="complaints">A part of each.</param>
    public void Overlook(params IEnumerable<string> complaints) => _overlooked.AddRange(complaints);

    /// <summary>What must not have happened, in one list.</summary>
    public async Task EndAsync()
    {
        foreach (var cookie in await Page.Context.CookiesAsync())
        {
            Note(!Cookies.Contains(cookie.Name), $"kept a cookie {cookie.Name}");
            Note(!cookie.HttpOnly || cookie.SameSite != SameSiteAttribute.Strict, $"the cookie {cookie.Name} is for more than it has to be");
        }

        Page.Context.Pages.Count.ShouldBe(1, "no page opens another window");
        _wrong.ShouldBeEmpty();
    }

    private async Task AxeAsync(string where)
    {
        foreach (var violation in (await Page.RunAxe(Rules)).Violations)
            Note(true, $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(n => n.Html))}");
    }

    private void Note(bool isWrong, string what)
    {
        if (isWrong && !_wrong.Contains(what) && !_overlooked.Exists(o => what.Contains(o, StringComparison.Ordinal)))
            _wrong.Add(what);
    }

    /// <summary>What the browser says of an answer such as 409, which a test asks for.</summary>
    private static bool IsStatus(IConsoleMessage message) => message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal);
}
