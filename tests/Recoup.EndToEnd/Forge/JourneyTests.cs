using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Recoup.Core.Directory;
using Recoup.EndToEnd.Browser;

namespace Recoup.EndToEnd.Forge;

/// <summary>The app as it is bundled for the platform, in Jira's frame, over the emulated organisation: from the first start to the last.</summary>
[Collection(Chromium.Shared)]
public sealed partial class JourneyTests(Chromium chromium)
{
    [Fact]
    public async Task The_app_is_connected_scans_plans_applies_checks_undoes_and_is_cleared()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(120, "--latency", "150");
        await using var site = await ForgeSite.StartAsync(organisation);
        await JiraScreen.InAsync(
            chromium,
            site,
            async screen =>
            {
                await ConnectAsync(screen, organisation);
                await screen.SeeAsync("welcome");
                await SetAsync(screen, "verify.afterMinutes", "0");
                foreach (var product in new[] { "jira-software", "confluence" })
                    await SetAsync(screen, $"cost.{product}", "7.53");
                await ScanAsync(screen, "scanning");
                foreach (var place in new[] { "Dashboard", "Recommendations", "Users", "Plans", "Runs", "Money", "Access", "Scans", "Audit", "Settings", "People" })
                    await screen.GoAsync(place, place.ToLowerInvariant());

                await PlanAsync(screen, 3);
                await screen.SeeAsync("plan");
                await screen.Field("A key that may write").FillAsync(organisation.Key);
                await screen.Button("Change 3 accounts").ClickAsync();
                await screen.App.GetByText("applies plan").WaitForAsync();
                await screen.App.GetByText("3 done, 0 skipped, 0 failed").WaitForAsync();
                await screen.Heading("It has ended").WaitForAsync();
                await screen.Button("Look again at the seats").ClickAsync();
                await screen.App.GetByText("3 seen to be free").WaitForAsync();
                await screen.SeeAsync("run");

                await screen.Field("A key that may write").FillAsync(organisation.Key);
                await screen.Button("Give it back").ClickAsync();
                await screen.App.GetByText("undoes run").WaitForAsync();
                await screen.Heading("It has ended").WaitForAsync();
                await screen.SeeAsync("undo");

                await screen.GoAsync("Audit");
                var log = await screen.Page.RunAndWaitForDownloadAsync(() => screen.Link("Save as CSV").ClickAsync());
                (await File.ReadAllTextAsync(await log.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain("run.");

                await screen.GoAsync("Settings");
                await screen.App.Locator("input[name=confirm]").FillAsync(organisation.Org);
                await screen.Button("Clear all data").ClickAsync();
                await screen.Heading("Connect your organisation").WaitForAsync();
                await screen.SeeAsync("cleared");
            },
            await AdminAsync(organisation));
    }

    [Fact]
    public async Task A_plan_is_approved_by_whom_an_admin_has_named_and_nobody_else_is_let_in()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(120);
        await using var site = await ForgeSite.StartAsync(organisation);
        var admin = await AdminAsync(organisation);
        var approver = (await AccountsAsync(organisation, new { status = new[] { "active" } })).First(a => a != admin);
        var plan = "";
        await JiraScreen.InAsync(
            chromium,
            site,
            async screen =>
            {
                await ConnectAsync(screen, organisation);
                await screen.GoAsync("People");
                await screen.Field("Account id").FillAsync(approver);
                await screen.Field("approve plans of others").CheckAsync();
                await screen.Button("Let in").ClickAsync();
                await screen.App.GetByText("read, approver").WaitForAsync();
                await screen.SeeAsync("people-named");
                await SetAsync(screen, "approval.above", "1");
                await ScanAsync(screen);
                await PlanAsync(screen, 3);
                await screen.App.GetByText("waiting", new() { Exact = true }).WaitForAsync();
                await screen.SeeAsync("plan-waiting");
                plan = new Uri(screen.Page.Url).AbsolutePath[site.Jira.AbsolutePath.Length..];
            },
            admin);
        await JiraScreen.InAsync(
            chromium,
            site,
            async screen =>
            {
                await screen.OpenAsync(plan);
                await screen.App.GetByRole(AriaRole.Button, new() { NameRegex = ApproveButton() }).ClickAsync();
                await screen.App.GetByText("may be applied").WaitForAsync();
                await screen.SeeAsync("plan-approved");
            },
            approver);
        await JiraScreen.InAsync(
            chromium,
            site,
            async screen =>
            {
                await screen.Page.GotoAsync(screen.Start + plan);
                await screen.Heading("You are not let in").WaitForAsync();
                await screen.SeeAsync("not-let-in");
            },
            "somebody-else");
    }

    private static async Task ConnectAsync(JiraScreen screen, EmulatedOrganisation organisation)
    {
        await screen.Page.GotoAsync(screen.Start);
        await screen.Heading("Connect your organisation").WaitForAsync();
        await screen.SeeAsync("door");
        await screen.Field("Organisation id").FillAsync(organisation.Org);
        await screen.Field("API key of the organisation").FillAsync("a wrong key");
        await screen.Button("Try and keep").ClickAsync();
        await Assertions.Expect(screen.Alert).ToContainTextAsync("Atlassian does not accept the key");
        await screen.SeeAsync("door-refused");
        await screen.Field("Organisation id").FillAsync(organisation.Org);
        await screen.Field("API key of the organisation").FillAsync(organisation.Key);
        await screen.Button("Try and keep").ClickAsync();
        await screen.App.Locator("nav.side").WaitForAsync();
    }

    /// <summary>Watches a scan to its end without loading anything again.</summary>
    /// <param name="scanning">What pictures of it on its way are called; null for none.</param>
    private static async Task ScanAsync(JiraScreen screen, string? scanning = null)
    {
        await screen.GoAsync("Scans");
        await screen.App.GetByRole(AriaRole.Button, new() { Name = "Scan", Exact = true }).ClickAsync();
        await screen.App.GetByRole(AriaRole.Heading, new() { NameRegex = ScanHeading() }).WaitForAsync();
        if (scanning is not null)
        {
            await screen.Button("Cancel the scan").WaitForAsync();
            var sent = screen.App.Locator("xpath=//dt[.='Requests sent']/following-sibling::dd[1]");
            var before = await sent.InnerTextAsync();
            await screen.SeeAsync(scanning);
            await Assertions.Expect(sent).Not.ToHaveTextAsync(before);
        }

        await screen.App.GetByText(", complete").WaitForAsync();
        await screen.SeeAsync("scan");
    }

    private static async Task PlanAsync(JiraScreen screen, int most)
    {
        await screen.GoAsync("Plans");
        await screen.Field("At most so many accounts").FillAsync($"{most}");
        await screen.Button("Make the plan").ClickAsync();
        await screen.App.GetByRole(AriaRole.Heading, new() { NameRegex = PlanHeading() }).WaitForAsync();
    }

    private static async Task SetAsync(JiraScreen screen, string name, string value)
    {
        await screen.GoAsync("Settings");
        var field = screen.App.GetByRole(AriaRole.Textbox, new() { Name = name, Exact = true });
        await field.FillAsync(value);
        await screen.Button($"Set {name}").ClickAsync();
        await Assertions.Expect(field).ToHaveAttributeAsync("value", value);
    }

    /// <summary>An organisation admin of the emulated organisation.</summary>
    private static async Task<string> AdminAsync(EmulatedOrganisation organisation) =>
        (await AccountsAsync(organisation, new { roleIds = new[] { Role.OrgAdmin }, status = new[] { "active" } }))[0];

    private static async Task<IReadOnlyList<string>> AccountsAsync(EmulatedOrganisation organisation, object query)
    {
        using var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { DefaultRequestHeaders = { Authorization = new("Bearer", organisation.Key) } };
        using var answer = await client.PostAsJsonAsync($"{organisation.Api}/admin/v2/orgs/{organisation.Org}/directories/-/users/search", query, TestContext.Current.CancellationToken);
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. told.GetProperty("data").EnumerateArray().Select(u => u.GetProperty("accountId").GetString()!)];
    }

    [GeneratedRegex("^Scan ")]
    private static partial Regex ScanHeading();

    [GeneratedRegex("^Approve ")]
    private static partial Regex ApproveButton();

    [GeneratedRegex("^Plan ")]
    private static partial Regex PlanHeading();
}
