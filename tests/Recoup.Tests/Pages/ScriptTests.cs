using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Recoup.Engine;
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
