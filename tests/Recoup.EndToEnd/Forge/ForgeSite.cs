using System.Diagnostics;
using System.Text.Json;

namespace Recoup.EndToEnd.Forge;

/// <summary>A page of Jira with the app in its frame, served by Node: see <c>tests/Recoup.Forge/site.mjs</c>.</summary>
internal sealed class ForgeSite : IAsyncDisposable
{
    private const string Script = "tests/Recoup.Forge/site.mjs";

    private readonly Process _node;

    private ForgeSite(Process node, JsonElement told)
    {
        _node = node;
        Jira = new(told.GetProperty("jira").GetString()!);
        Frame = new(told.GetProperty("frame").GetString()!);
    }

    /// <summary>The app's page in Jira.</summary>
    public Uri Jira { get; }

    /// <summary>Where the platform serves the frame.</summary>
    public Uri Frame { get; }

    /// <summary>With pages that are there to try the frame.</summary>
    public static Task<ForgeSite> StartAsync() => StartAsync(["--bundle", Repository.At("tests/Recoup.Forge/site/stub/index.cjs")]);

    /// <summary>With the app as it is bundled, in the first site of an organisation.</summary>
    public static Task<ForgeSite> StartAsync(EmulatedOrganisation organisation)
    {
        var site = organisation.Told.GetProperty("sites")[0];
        var opened = new UriBuilder(site.GetProperty("url").GetString()!) { UserName = Uri.EscapeDataString(site.GetProperty("email").GetString()!), Password = site.GetProperty("token").GetString() };
        return StartAsync(["--bundle", Bundled(), "--api", organisation.Api, "--jira", opened.ToString(), "--cloud", site.GetProperty("cloudId").GetString()!]);
    }

    private static async Task<ForgeSite> StartAsync(string[] arguments)
    {
        if (!File.Exists(Repository.At("src/Recoup.Forge/app/static/admin/index.html")))
            throw new InvalidOperationException("The frame is not built. Run: npm ci --prefix src/Recoup.Forge/app && node src/Recoup.Forge/app/tools/shell.mjs");
        var node = Process.Start(new ProcessStartInfo("node", [Repository.At(Script), .. arguments]) { RedirectStandardOutput = true })!;
        var line = await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"{Script} ended without a word");
        return new(node, JsonDocument.Parse(line).RootElement);
    }

    private static string Bundled()
    {
        var bundle = Repository.At("artifacts/forge/index.cjs");
        return File.Exists(bundle) ? bundle : throw new InvalidOperationException($"{bundle} is not there: ./test.sh makes it, see its steps from \"Publish the WebAssembly engine\" on");
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}
