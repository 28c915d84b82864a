using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>The system's own Chromium, run without a window: one for all tests, each in a context of its own. Nothing is downloaded for it.</summary>
[CollectionDefinition(Shared)]
public sealed class Chromium : ICollectionFixture<Chromium>, IAsyncLifetime
{
    public const string Shared = "Chromium";

    /// <summary>The variable that names another browser than the system's.</summary>
    public const string Setting = "RECOUP_TEST_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private readonly SemaphoreSlim _one = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Does something in a browser that nobody used before. When it is done, what must never have happened is looked for.</summary>
    internal async Task InAsync(Uri server, Func<Screen, Task> act, bool scripts = true)
    {
        var browser = await BrowserAsync();
        await using var context = await browser.NewContextAsync(new() { BaseURL = server.ToString(), JavaScriptEnabled = scripts, ViewportSize = Screen.Usual, Locale = "en", TimezoneId = "UTC" });
        context.SetDefaultTimeout(Screen.PatienceMs);
        var screen = await Screen.OpenAsync(context, server, scripts);
        try
        {
            await act(screen);
        }
        catch
        {
            await screen.Page.ScreenshotAsync(new() { Path = Repository.At($"artifacts/screens/failed-{TestContext.Current.TestMethod!.MethodName}.png"), FullPage = true });
            throw;
        }

        await screen.EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _one.Dispose();
    }

    internal async Task<IBrowser> BrowserAsync()
    {
        var executable = Executable();
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Where it lies. Skips the test when there is none, or fails it where there has to be one.</summary>
    private static string Executable()
    {
        const string Missing = $"Chromium is missing: ./test.sh installs Debian's, and {Setting} names another.";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var candidates = Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named ? [named] : Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)));
        var found = candidates.FirstOrDefault(File.Exists);
        if (found is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(Missing);
        Assert.SkipWhen(found is null, Missing);
        return found!;
    }
}
