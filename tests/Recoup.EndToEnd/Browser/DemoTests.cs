using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>The main job in a browser, on the made-up organisation.</summary>
public sealed class DemoTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_demo_is_looked_at_judged_planned_applied_checked_and_undone()
    {
        await using var demo = await Demo.StartAsync();
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door, "dashboard");
            await screen.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Review ") }).ClickAsync();
            await screen.SeeAsync("recommendations");
        });
    }
}
