using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Recoup.EndToEnd.Browser;

/// <summary>Pages of lists in every state that they can be in: nothing, one, many, wrong, and while a scan goes on.</summary>
[Collection(Chromium.Shared)]
public sealed partial class StateTests(Chromium chromium) : IDisposable
{
    private static readonly string[] Lists = ["/", "/recommendations", "/users", "/money", "/scans", "/runs", "/plans", "/audit"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recoup-e2e-");

    [Fact]
    public async Task An_organisation_in_which_everything_is_used_has_nothing_to_take_back()
    {
        await ImportedAsync("ann,Ann Smith,ann@x.test,Active,User," + Yesterday, async screen =>
        {
            await SeeAsync(screen, "none");
            foreach (var lane in new[] { "ready", "review", "protected", "held", "dismissed", "elsewhere", "whole" })
                await screen.GoAsync($"/recommendations?lane={lane}", $"none-lane-{lane}");
            await screen.GoAsync("/access", "none-access");
            await Errand.AskForPlanAsync(screen);
            await screen.Heading("Not done").WaitForAsync();
            await screen.SeeAsync("none-plan");
        });
    }

    [Fact]
    public async Task One_account_that_is_idle_is_one_row_of_each_list()
    {
        await ImportedAsync("ann,Ann Smith,ann@x.test,Active,User,1 Jan 2020\nbob,Bob Jones,bob@x.test,Active,User," + Yesterday, async screen =>
        {
            await SeeAsync(screen, "one");
            await screen.GoAsync("/recommendations?lane=review");
            (await screen.Page.Locator("tbody tr").CountAsync()).ShouldBe(1);
        });
    }

    [Fact]
    public async Task Many_rows_stand_on_pages_of_fifty_that_lead_to_each_other()
    {
        await using var demo = await Demo.StartAsync(700);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            await Errand.PlanAsync(screen, 28);
            await screen.Field("Type the number of accounts").FillAsync("28");
            await screen.Button("Change 28 accounts").ClickAsync();
            await screen.Page.GetByText("applies plan").WaitForAsync();
            await screen.UntilAsync(screen.Page.GetByText("28 seen to be free"));
            await screen.SeeAsync("many-run");
            await Errand.ScanWholeAsync(screen);
            await Errand.PlanAsync(screen);
            await screen.SeeAsync("many-plan");
            await screen.Link("Skipped").ClickAsync();
            await screen.AtAsync(@"\?list=skipped");
            await screen.SeeAsync("many-skipped");

            await SeeAsync(screen, "many");
            foreach (var (place, query) in new[] { ("/recommendations", "?lane=review&"), ("/users", "?"), ("/audit", "?") })
            {
                await screen.GoAsync(place + query);
                (await screen.Page.Locator("main > table tbody tr, .beside table tbody tr").CountAsync()).ShouldBe(50, place);
                var first = await screen.Page.Locator("tbody tr").First.InnerTextAsync();
                await screen.Page.GetByRole(AriaRole.Link, new() { Name = "next" }).ClickAsync();
                await screen.AtAsync(@"\?.*page=2.*");
                await screen.SeeAsync($"many{place.Replace('/', '-')}-2");
                (await screen.Page.Locator("tbody tr").First.InnerTextAsync()).ShouldNotBe(first);
                await screen.GoAsync($"{place}{query}page=9999", $"many{place.Replace('/', '-')}-beyond");
                (await screen.Page.Locator(".nothing a").CountAsync()).ShouldBe(1, "there is a way back to what there is");
            }
        });
    }

    [Fact]
    public async Task What_was_asked_for_wrongly_is_told_with_a_way_back()
    {
        await using var demo = await Demo.StartAsync(60);
        await chromium.InAsync(demo.Server, async screen =>
        {
            await screen.GoAsync(demo.Door);
            foreach (var (place, back) in new[] { ("/money?fewer=-1", "/money"), ("/scans/none", "/scans"), ("/runs/none", "/runs"), ("/plans/none", "/plans"), ("/audit?verify=yes&head=none", "/audit") })
            {
                await screen.GoAsync(place, $"wrong-{place[1..].Split('/', '?')[0]}");
                await screen.Page.GetByRole(AriaRole.Alert).WaitForAsync();
                await screen.Link("Back").ClickAsync();
                await screen.AtAsync(back);
            }

            foreach (var (place, name) in new[] { ("/recommendations?search=nobody", "recommendations"), ("/audit?action=nothing", "audit"), ("/?threshold=none", "dashboard"), ("/users?page=none", "users") })
                await screen.GoAsync(place, $"odd-{name}");
        });
    }

    [Fact]
    public async Task A_run_that_Atlassian_refuses_says_what_became_of_each_account()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(60);
        await organisation.ConnectAsync();
        await ServedAsync(organisation.Data, async screen =>
        {
            await Errand.ScanWholeAsync(screen);
            foreach (var write in new[] { "DELETE", "suspend" })
                await organisation.FaultAsync(write, 20, "403");
            await Errand.PlanAsync(screen, 3);
            await screen.Field("A key that may write").FillAsync(organisation.Key);
            await screen.Button("Change 3 accounts").ClickAsync();
            await screen.Page.GetByText("applies plan").WaitForAsync();
            await screen.UntilAsync(screen.Page.Locator("h2", new() { HasTextRegex = Ended() }));
            await screen.SeeAsync("run-refused");
            foreach (var place in new[] { "/runs", "/audit", "/", "/money" })
                await screen.GoAsync(place, $"refused{place.Replace('/', '-')}");
        });
    }

    [Fact]
    public async Task While_the_next_scan_goes_on_the_lists_show_the_last_one()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(120);
        await organisation.ConnectAsync();
        await RecoupProcess.RunAsync(organisation.Data, null, "scan");
        await organisation.FaultAsync("/", 1_000, "slow");
        await ServedAsync(organisation.Data, async screen =>
        {
            await Errand.ScanAsync(screen);
            await SeeAsync(screen, "scanning");
            await screen.GoAsync("/scans");
            await screen.Button("Cancel the scan").ClickAsync();
            await screen.AtAsync("/scans/[^/]+");
            await screen.UntilAsync(screen.Page.GetByText(", cancelled"));
            await screen.SeeAsync("scan-cancelled");
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Yesterday => DateTime.UtcNow.AddDays(-1).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static async Task SeeAsync(Screen screen, string state)
    {
        foreach (var place in Lists)
            await screen.GoAsync(place, $"{state}{place.Replace('/', '-')}");
    }

    [GeneratedRegex("^It (is paused|was stopped|has ended)")]
    private static partial Regex Ended();

    /// <summary>A server with an admin who may do everything.</summary>
    private async Task ServedAsync(string data, Func<Screen, Task> act)
    {
        await using var server = await RecoupServer.StartAsync(new Dictionary<string, string>(), data);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await FirstAdmin.TakeRolesAsync(screen);
            await act(screen);
        });
    }

    private Task ImportedAsync(string rows, Func<Screen, Task> act) => ServedAsync(_folder.FullName, async screen =>
    {
        await screen.GoAsync("/");
        var csv = Encoding.UTF8.GetBytes($"User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\n{rows}\n");
        await screen.Field("The CSV file").SetInputFilesAsync(new FilePayload { Name = "users.csv", MimeType = "text/csv", Buffer = csv });
        await screen.Button("Read it").ClickAsync();
        await screen.Heading("Your import").WaitForAsync();
        await act(screen);
    });
}
