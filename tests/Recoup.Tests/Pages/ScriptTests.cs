using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Tests.Serving;
using Recoup.Web;

namespace Recoup.Tests.Pages;

/// <summary>What pages have for browsers with script and without.</summary>
public sealed partial class ScriptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_one_style_that_is_let_in_is_that_of_the_progress_bar_of_Turbo()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        using var reader = new StreamReader(WebFile.All.Single(f => f.Name == "turbo.js").Open());
        var turbo = (await reader.ReadToEndAsync(Cancel)).ReplaceLineEndings("\n");
        var length = int.Parse(Duration().Match(turbo).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var lines = BarStyle().Match(turbo).Groups[1].Value
            .Replace("${ProgressBar.animationDuration}", $"{length}", StringComparison.Ordinal)
            .Replace("${ProgressBar.animationDuration / 2}", $"{length / 2}", StringComparison.Ordinal)
            .TrimStart('\n').Split('\n');
        var indent = lines[0].Length - lines[0].TrimStart().Length;
        var style = string.Join('\n', lines.Select(l => l[Math.Min(indent, l.Length)..]));

        using var answer = await viewer.GetAsync("/", Cancel);

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain($"style-src 'self' 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}';");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/recommendations")]
    [InlineData("/users")]
    [InlineData("/plans")]
    [InlineData("/money?fewer=3")]
    [InlineData("/money/price-book")]
    [InlineData("/access")]
    [InlineData("/runs")]
    [InlineData("/scans")]
    [InlineData("/audit")]
    [InlineData("/settings")]
    public async Task A_page_holds_no_script_and_no_style_of_its_own_and_is_light(string path)
    {
        await using var served = await Served.ScannedAsync(400);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var page = await viewer.GetStringAsync(path, Cancel);

        page.ShouldNotContain(" style=");
        page.ShouldNotContain("<style");
        InlineEvents().IsMatch(page).ShouldBeFalse();
        foreach (Match script in Scripts().Matches(page))
            (script.Groups["attributes"].Value.Contains("src=", StringComparison.Ordinal) || script.Groups["attributes"].Value.Contains("application/json", StringComparison.Ordinal)).ShouldBeTrue(script.Value);
        // What is only loaded where there is a chart is not in it.
        var loaded = Loaded().Matches(page).Select(m => m.Groups[1].Value).ToList();
        loaded.ShouldNotContain("/echarts.js");
        var size = Encoding.UTF8.GetByteCount(page);
        foreach (var file in loaded)
            size += (await viewer.GetByteArrayAsync(file, Cancel)).Length;
        size.ShouldBeLessThan(300_000);
    }

    [Fact]
    public async Task A_scan_that_goes_on_says_how_far_it_is_and_is_looked_at_again_with_script_and_without()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var now = served.Premises.Shell.Time.GetUtcNow();
        var ended = (await served.Workplace.Store.ScansAsync(new(served.Premises.Org), new(1), Cancel))[0];
        var running = ended with
        {
            Id = new("9"), Survey = ended.Survey with { Scan = new("9"), Now = now }, Status = ScanStatus.Running, Phase = ScanPhase.Inventory, FinishedAt = null,
            Accounts = 2000, Pages = 20, Expected = 8000, Seconds = 60, Left = new(7, now.AddMinutes(1)), Waits = new(now.AddSeconds(90), "the limit on POST <users>"),
        };
        await served.Workplace.Store.SaveScanAsync(running, Cancel);

        var page = await viewer.GetStringAsync("/scans/9", Cancel);
        var list = await viewer.GetStringAsync("/scans", Cancel);
        var over = await viewer.GetStringAsync($"/scans/{ended.Id}", Cancel);

        page.ShouldContain("reading accounts");
        page.ShouldContain("2,000 of 8,000, 20 pages");
        page.ShouldContain("7 left until");
        page.ShouldContain("in 1 minute, until");
        page.ShouldContain("the limit on POST &lt;users&gt;");
        page.ShouldContain("about 3 minutes for the accounts");
        page.ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>");
        page.ShouldContain("<meta name=\"recoup-live\" content=\"2\">");
        list.ShouldContain("recoup-live");
        over.ShouldNotContain("recoup-live");
        over.ShouldNotContain("http-equiv");
    }

    [GeneratedRegex("static get defaultCSS\\(\\) \\{\\s*return unindent`([^`]*)`")]
    private static partial Regex BarStyle();

    [GeneratedRegex("static animationDuration = ([0-9]+)")]
    private static partial Regex Duration();

    [GeneratedRegex("<script(?<attributes>[^>]*)>")]
    private static partial Regex Scripts();

    [GeneratedRegex("<[a-z]+[^>]* on[a-z]+=")]
    private static partial Regex InlineEvents();

    [GeneratedRegex("<(?:script|link)[^>]* (?:src|href)=\"(/[^\"]+)\"")]
    private static partial Regex Loaded();
}
