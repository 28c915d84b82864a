using System.Net;
using Recoup.Engine;
using Recoup.Tests.Serving;
using Recoup.Tests.Server;

namespace Recoup.Tests.Pages;

/// <summary>Claude on its page: what would be sent, the key, the switches, and what was asked.</summary>
public sealed class AssistantPageTests
{
    private const string Key = "sk-ant-canary-0123456789-last";

    [Fact]
    public async Task P06_No_page_sends_anything_while_it_is_off_or_without_a_key()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);

        await VisitEverythingAsync(admin);
        await admin.SendAsync("/assistant", "/assistant/key", ("key", Key));
        await VisitEverythingAsync(admin);
        var tried = await admin.SendAsync("/assistant", "/assistant/test");
        await admin.SendAsync("/assistant", "/assistant/key", ("clear", "yes"));
        await admin.SendAsync("/assistant", "/assistant/switch", ("what", "classifier"), ("on", "true"));
        await VisitEverythingAsync(admin);

        tried.Html.ShouldContain("Claude is switched off");
        served.Premises.Emulator.Requests.ByEndpoint.Keys.ShouldNotContain(e => e.EndsWith("/v1/messages", StringComparison.Ordinal) || e.EndsWith("/v1/models", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_is_given_tried_and_taken_away_and_never_comes_back()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        await admin.SendAsync("/assistant", "/assistant/switch", ("what", "summary"), ("on", "true"));

        await admin.SendAsync("/assistant", "/assistant/key", ("key", Key));
        var kept = await admin.GoAsync("/assistant");
        var wrong = await admin.SendAsync("/assistant", "/assistant/test");
        await admin.SendAsync("/assistant", "/assistant/key", ("key", served.Premises.Emulator.ClaudeKey));
        var good = await admin.SendAsync("/assistant", "/assistant/test");
        var bad = await admin.SendAsync("/assistant", "/assistant/key", ("key", "two words"));
        await admin.SendAsync("/assistant", "/assistant/key", ("clear", "yes"));
        var gone = await admin.GoAsync("/assistant");

        WebUtility.HtmlDecode(kept.Html).ShouldContain("Ends in …last");
        wrong.Html.ShouldContain("Claude does not accept the key (401)");
        good.Html.ShouldContain("The key is good, and may ask claude-haiku-5-5.");
        bad.Html.ShouldContain("Was it copied whole?");
        gone.Html.ShouldContain("Without one nothing is sent");
        foreach (var page in new[] { kept, wrong, good, bad, gone })
        {
            page.Html.ShouldNotContain(Key);
            page.Html.ShouldNotContain(served.Premises.Emulator.ClaudeKey);
        }

        (await served.Premises.ActionsAsync()).ShouldContain("ai.key.clear");
    }

    [Fact]
    public async Task P18_The_dashboard_shows_a_summary_while_its_figures_hold()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        (await admin.GoAsync("/")).Html.ShouldNotContain("Written by Claude");
        await admin.SendAsync("/assistant", "/assistant/switch", ("what", "summary"), ("on", "true"));
        await admin.SendAsync("/assistant", "/assistant/key", ("key", served.Premises.Emulator.ClaudeKey));
        served.Premises.Emulator.Claude.Answer("""{"summary":"{ready} would save {saving.1}."}""");
        await served.Premises.DoneAsync("scan");

        var shown = WebUtility.HtmlDecode((await admin.GoAsync("/")).Html);
        shown.ShouldContain("seats that can be had back would save about USD");
        shown.ShouldContain("Written by Claude (claude-haiku-5-5)");
        var page = WebUtility.HtmlDecode((await admin.GoAsync("/assistant")).Html);
        page.ShouldContain("""{"totals":[""");
        page.ShouldContain("<td>answered</td>");

        await served.Premises.DoneAsync("settings set cost.jira-software 9.99");
        (await admin.GoAsync("/")).Html.ShouldNotContain("Written by Claude");
    }

    [Fact]
    public async Task What_somebody_says_an_account_is_stands_on_its_page_with_what_Claude_said()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        await admin.SendAsync("/assistant", "/assistant/switch", ("what", "classifier"), ("on", "true"));
        await admin.SendAsync("/assistant", "/assistant/key", ("key", served.Premises.Emulator.ClaudeKey));
        served.Premises.Emulator.Claude.Answer(Enumerable.Repeat(Assisting.Asked.Answer("service", 40), 10));
        await served.Premises.DoneAsync("scan");
        var doubted = (await served.Premises.JsonAsync("recommendations list --tier review")).EnumerateArray()
            .First(f => f.GetRawText().Contains("Claude takes it for software", StringComparison.Ordinal)).GetProperty("accountId").GetString()!;
        var path = $"/users/{Uri.EscapeDataString(doubted)}";

        using var operators = await served.SignedInAsync(SignInRole.Operator, "olga");

        (await operators.GoAsync(path)).Html.ShouldContain("Claude takes it for software (name)");
        (await operators.SendAsync(path, $"{path}/kind", ("kind", "human"))).To.ShouldBe(path);
        (await operators.GoAsync(path)).Html.ShouldContain("Your word");
        await operators.SendAsync(path, $"{path}/kind", ("kind", ""));
        (await operators.GoAsync(path)).Html.ShouldNotContain("Your word");
        (await served.Premises.ActionsAsync()).ShouldContain("kind.unset");
    }

    private static async Task VisitEverythingAsync(Browser browser)
    {
        foreach (var route in Recoup.Web.WebPages.All.Where(r => r.Method == "GET" && !r.Pattern.Contains('{')))
            await browser.GoAsync(route.Pattern);
    }

    private static async Task<Served> ServedAsync()
    {
        var premises = await Premises.StartAsync(users: 250);
        premises.Shell.Environment["RECOUP_AI_URL"] = premises.Emulator.Api.ToString();
        await premises.ConnectAsync();
        await premises.DoneAsync("settings set cost.jira-software 7.53");
        await premises.DoneAsync("scan");
        return await Served.OverAsync(premises);
    }
}
