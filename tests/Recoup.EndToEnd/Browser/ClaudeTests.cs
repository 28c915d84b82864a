namespace Recoup.EndToEnd.Browser;

/// <summary>Claude on the pages, from nothing to a summary and back to nothing.</summary>
[Collection(Chromium.Shared)]
public sealed class ClaudeTests(Chromium chromium)
{
    [Fact]
    public async Task It_is_looked_at_given_a_key_switched_on_asked_and_switched_off()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(250);
        await organisation.ConnectAsync();
        await using var server = await RecoupServer.StartAsync(new Dictionary<string, string> { ["RECOUP_AI_URL"] = organisation.Api }, organisation.Data);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await FirstAdmin.TakeRolesAsync(screen);
            await screen.GoAsync("/assistant", "claude-before-a-scan");
            await Errand.ScanWholeAsync(screen);
            await screen.GoAsync("/assistant", "claude-off");

            await screen.Field("A key, made at").FillAsync("sk-ant-wrong-key");
            await screen.Button("Keep").ClickAsync();
            await screen.Page.GetByText("Ends in …-key").WaitForAsync();
            await screen.Button("Switch on asking what accounts are").ClickAsync();
            await screen.Button("Switch off asking what accounts are").WaitForAsync();
            await screen.Button("Switch on the summary").ClickAsync();
            await screen.Button("Switch off the summary").WaitForAsync();
            await screen.Button("Try the key").ClickAsync();
            await screen.Page.GetByText("Claude does not accept the key").WaitForAsync();
            await screen.SeeAsync("claude-key-refused");
            await screen.Link("Back").ClickAsync();
            await screen.Field("Another key").FillAsync(organisation.ClaudeKey);
            await screen.Button("Keep").ClickAsync();
            await screen.Page.GetByText($"Ends in …{organisation.ClaudeKey[^4..]}").WaitForAsync();
            await screen.Button("Try the key").ClickAsync();
            await screen.Page.GetByText("The key is good").WaitForAsync();
            (await screen.Page.ContentAsync()).ShouldNotContain(organisation.ClaudeKey);

            await organisation.AnswerAsync("""{"answers":[]}""", """{"summary":"{ready} are there to be had back, among them {ready.jira-software} and {ready.confluence}. {review} wait for a decision."}""");
            await Errand.ScanWholeAsync(screen);
            await screen.GoAsync("/");
            await screen.Page.GetByText("Written by Claude").WaitForAsync();
            await screen.SeeAsync("claude-summary");
            await screen.GoAsync("/assistant", "claude-on");
            await screen.Button("Take the key away").ClickAsync();
            await screen.Page.GetByText("Without one nothing is sent").WaitForAsync();
        });
    }
}
