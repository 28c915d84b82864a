using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>The main job in a browser, on the made-up organisation.</summary>
[Collection(Chromium.Shared)]
public sealed class DemoTests(Chromium chromium)
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

            await HoldAsync(screen);
            await DismissAsync(screen);
            await PlanAsync(screen, "3");
            await screen.Button("Change 3 accounts").ClickAsync();
            await screen.Page.GetByText("applies plan").WaitForAsync();
            await screen.UntilAsync(screen.Heading("It has ended"));
            await screen.SeeAsync("run");
            (await screen.Page.GetByText("3 done, 0 skipped, 0 failed").CountAsync()).ShouldBe(1);
            await screen.UntilAsync(screen.Page.GetByText("3 seen to be free"));
            await screen.Button("Look again at the seats").ClickAsync();

            await screen.Button("Give it back").ClickAsync();
            await screen.Page.GetByText("undoes run").WaitForAsync();
            await screen.UntilAsync(screen.Heading("It has ended"));
            await screen.SeeAsync("undo");
            (await screen.Page.GetByText("3 done, 0 skipped, 0 failed").CountAsync()).ShouldBe(1);
        });
    }

    [Fact]
    public async Task A_plan_that_needs_a_second_person_is_approved_by_typing_its_count_and_waits()
    {
        await using var demo = await Demo.StartAsync(300);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await PlanAsync(screen, "20", "plan-waiting");
            await screen.Field("type the number of accounts").FillAsync("20");
            await screen.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve ") }).ClickAsync();

            await screen.Page.GetByText("not four-eyes").WaitForAsync();
            await screen.SeeAsync("plan-approved");
            await screen.GoAsync("/plans", "plans");
        });
    }

    [Fact]
    public async Task The_demo_takes_no_key_of_a_real_organisation()
    {
        await using var demo = await Demo.StartAsync(60);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await screen.GoAsync("/connection", "connection-demo");
            (await screen.Button("Try and keep").CountAsync()).ShouldBe(0);
            // A form of another page stands in for the one that is not there.
            await screen.GoAsync("/settings");
            await screen.Page.EvaluateAsync("() => { const form = document.querySelector('form[action=\"/settings\"]'); form.action = '/connection'; form.submit(); }");
            await screen.Page.GetByText("connects to nothing real").WaitForAsync();
        });
    }

    private static async Task HoldAsync(Screen screen)
    {
        await screen.Page.GetByText("Hold…").ClickAsync();
        await screen.Field("Why").First.FillAsync("on parental leave");
        await screen.Field("Until").FillAsync("2099-01-01");
        await screen.SeeAsync("hold");
        await screen.Button("Leave the account alone").ClickAsync();
        await screen.Page.GetByText("on parental leave").First.WaitForAsync();
        await screen.SeeAsync("user-held");
    }

    private static async Task DismissAsync(Screen screen)
    {
        await screen.GoAsync("/recommendations");
        await screen.Page.GetByText("Dismiss…").ClickAsync();
        await screen.Field("Why").Last.FillAsync("an auditor who comes once a year");
        await screen.Button("Set it aside for as long as it holds").ClickAsync();
        await screen.Page.GetByText("an auditor who comes once a year").WaitForAsync();
        await screen.SeeAsync("dismissed");
    }

    private static async Task PlanAsync(Screen screen, string most, string name = "plan")
    {
        await screen.Link("Plans").ClickAsync();
        await screen.Field("At most so many accounts").FillAsync(most);
        await screen.Button("Make the plan").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("^Plan ") }).WaitForAsync();
        await screen.SeeAsync(name);
    }
}
