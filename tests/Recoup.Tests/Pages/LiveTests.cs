using System.Net;
using System.Text.RegularExpressions;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Tests.Serving;

namespace Recoup.Tests.Pages;

/// <summary>Pages of scans as they go on.</summary>
public sealed class LiveTests
{
    private const string LooksAgain = "<meta name=\"recoup-live\"";
    private const string LooksAgainWithoutScript = "<noscript><meta http-equiv=\"refresh\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("scan")]
    public async Task A_scan_that_waits_says_for_what_and_until_when_and_the_page_looks_again_by_itself(string page)
    {
        await using var served = await ConnectedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        served.Premises.Emulator.Faults.Next(IsSearch, 1, new Fault.Failed(429));

        var path = await BeginAsync(operators);

        var html = await UntilAsync(operators, page == "" ? "/scans" : path, "waits");
        Text(html).ShouldContain("until ");
        Text(html).ShouldContain(": the limit on POST users/search");
        html.ShouldContain("It is reading suspended accounts");
        html.ShouldContain("Cancel the scan");
        html.ShouldNotContain("Go on with it");
        html.ShouldContain(LooksAgain);
        html.ShouldContain(LooksAgainWithoutScript);
    }

    [Fact]
    public async Task A_scan_that_cannot_go_on_says_why_and_goes_on_when_it_is_told_to()
    {
        await using var served = await ConnectedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        served.Premises.Emulator.Faults.Next(IsSearch, 1, new Fault.Failed(401));

        var path = await BeginAsync(operators);

        var html = await UntilAsync(operators, path, "Nobody works on it");
        html.ShouldContain("Atlassian does not accept the organisation&#x27;s key");
        html.ShouldContain("Go on with it");
        (await BeginAsync(operators)).ShouldBe(path);
        html = await UntilAsync(operators, path, "complete");
        html.ShouldNotContain(LooksAgain);
        html.ShouldNotContain("Nobody works on it");
        html.ShouldNotContain("/live.js");
    }

    [Fact]
    public async Task Who_may_only_read_sees_how_a_scan_goes_and_no_button()
    {
        await using var served = await ConnectedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        served.Premises.Emulator.Faults.Next(IsSearch, 1, new Fault.Failed(429));

        var path = await BeginAsync(operators);

        (await UntilAsync(viewer, path, "waits")).ShouldNotContain("<button class=\"button\">Cancel");
    }

    [Fact]
    public async Task A_scan_is_cancelled_from_its_page_and_then_stands_still()
    {
        await using var served = await ConnectedAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        served.Premises.Emulator.Faults.Next(IsSearch, 1, new Fault.Failed(429));
        var path = await BeginAsync(operators);
        await UntilAsync(operators, path, "waits");

        using var cancelled = await operators.PostAsync("/scans/cancel", null, Cancel);

        (cancelled.StatusCode, cancelled.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.SeeOther, path));
        var html = await operators.GetStringAsync(path, Cancel);
        html.ShouldContain("somebody cancelled it");
        html.ShouldNotContain(LooksAgain);
    }

    private static async Task<Served> ConnectedAsync()
    {
        var premises = await Server.Premises.StartAsync();
        await premises.ConnectAsync();
        return await Served.OverAsync(premises);
    }

    private static bool IsSearch(string method, string path) => method == "POST" && path.EndsWith("/users/search", StringComparison.Ordinal);

    /// <summary>Begins a scan, or goes on with one: as soon as whoever worked on it has given it back.</summary>
    private static async Task<string> BeginAsync(HttpClient client)
    {
        for (var i = 0; i < 20_000; i++)
        {
            using var begun = await client.PostAsync("/scans", null, Cancel);
            if (begun.StatusCode == HttpStatusCode.SeeOther)
                return begun.Headers.Location!.OriginalString;
            (await begun.Content.ReadAsStringAsync(Cancel)).ShouldContain("is already running");
        }

        throw new InvalidOperationException("The scan was never given back.");
    }

    /// <summary>Loads a page again until it holds a text. Nothing waits for the clock unless it is let go on.</summary>
    private static async Task<string> UntilAsync(HttpClient client, string path, string text)
    {
        for (var i = 0; i < 20_000; i++)
        {
            var html = await client.GetStringAsync(path, Cancel);
            if (html.Contains(text, StringComparison.Ordinal))
                return html;
        }

        throw new InvalidOperationException($"{path} never said: {text}");
    }

    private static string Text(string html) => Regex.Replace(html, "<[^>]*>", "");
}
