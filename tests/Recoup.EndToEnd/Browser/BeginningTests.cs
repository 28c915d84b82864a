using System.Text;
using Microsoft.Playwright;
using OtpNet;

namespace Recoup.EndToEnd.Browser;

/// <summary>A server that was just installed: set up, signed in to, and begun with in each of the ways.</summary>
[Collection(Chromium.Shared)]
public sealed class BeginningTests(Chromium chromium) : IDisposable
{
    private const string Header = "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("recoup-e2e-");

    [Fact]
    public async Task The_first_admin_sets_up_signs_in_and_imports_a_file()
    {
        await using var server = await StartAsync(_folder.FullName);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await screen.GoAsync(link.AbsolutePath);
            await screen.Field("Name").FillAsync(FirstAdmin.Name);
            await screen.Field("New password").FillAsync("short");
            await screen.Button("Keep it").ClickAsync();
            await screen.Page.GetByRole(AriaRole.Alert).WaitForAsync();
            await screen.SeeAsync("set-up-refused");
            await FirstAdmin.SetUpAsync(screen, link, look: true);
            await screen.SeeAsync("welcome-admin");
            await screen.GoAsync("/connection", "connection-none");
            await FirstAdmin.TakeRolesAsync(screen);
            foreach (var place in new[] { "/recommendations", "/users", "/plans", "/runs", "/scans", "/audit", "/settings" })
                await screen.GoAsync(place, $"empty{place.Replace('/', '-')}");
            await screen.GoAsync("/", "welcome");

            await UploadAsync(screen, "name,address\nAnn,ann@x.test\n");
            (await screen.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("It has the columns: \"name\", \"address\"");
            await screen.SeeAsync("import-refused");

            await screen.Link("Back").ClickAsync();
            await UploadAsync(screen, Header + "a,Ann,ann@x.test,Active,User,1 Jan 2020\n,Nobody,n@x.test,Active,User,1 Jan 2020\n");
            await screen.Page.GetByText("without a user id").WaitForAsync();
            await screen.SeeAsync("import-warned");
            foreach (var place in new[] { "/", "/recommendations", "/users", "/settings" })
                await screen.GoAsync(place, $"one{place.Replace('/', '-')}");
        });
    }

    [Fact]
    public async Task Somebody_signs_out_gives_a_wrong_password_and_is_told_so()
    {
        await using var server = await StartAsync(_folder.FullName);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await screen.Button("Sign out").ClickAsync();
            await screen.Heading("Sign in").WaitForAsync();
            await FirstAdmin.SignInAsync(screen, "a wrong password");
            await screen.Page.GetByRole(AriaRole.Alert).WaitForAsync();
            await screen.SeeAsync("sign-in-refused");
            await screen.GoAsync(link.AbsolutePath, "link-gone");
            await screen.GoAsync("/users");
            screen.Page.Url.ShouldContain("/sign-in");
        });
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_asked_for_and_a_token_is_made()
    {
        await using var server = await StartAsync(_folder.FullName);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await screen.GoAsync("/account");
            await screen.Field("What it is for").FillAsync("a report each month");
            await screen.Page.Locator("#token-password").FillAsync(FirstAdmin.Password);
            await screen.Button("Make a token").ClickAsync();
            await screen.Heading("A token").WaitForAsync();
            await screen.SeeAsync("token");

            await screen.GoAsync("/account/authenticator");
            await screen.Field("Password").FillAsync(FirstAdmin.Password);
            await screen.Button("Set one up").ClickAsync();
            var secret = (await screen.Page.Locator("main code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
            await screen.SeeAsync("authenticator");
            await screen.Field("Code").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp());
            await screen.Button("Turn it on").ClickAsync();
            await screen.Heading("Recovery codes").WaitForAsync();
            var code = await screen.Page.Locator(".secrets code").First.InnerTextAsync();
            await screen.SeeAsync("recovery-codes");

            await screen.Button("Sign out").ClickAsync();
            await screen.Heading("Sign in").WaitForAsync();
            await FirstAdmin.SignInAsync(screen, FirstAdmin.Password);
            await screen.Field("Code").WaitForAsync();
            await screen.SeeAsync("code");
            await screen.Field("Code").FillAsync(code);
            await screen.Button("Sign in").ClickAsync();
            await screen.Heading("Welcome").WaitForAsync();
        });
    }

    [Fact]
    public async Task A_scan_is_seen_while_it_goes_on_and_when_it_went_wrong()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(60, "--latency", "200");
        await organisation.ConnectAsync();
        await using var server = await StartAsync(organisation.Data);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await FirstAdmin.TakeRolesAsync(screen);
            await organisation.FaultAsync("groups/search", 1, "403");
            await Errand.ScanAsync(screen);
            await screen.Button("Cancel the scan").WaitForAsync();
            await screen.SeeAsync("scanning");
            await screen.GoAsync("/", "scanning-welcome");
            await screen.GoAsync("/scans");
            await screen.UntilAsync(screen.Page.GetByText("partial").First);
            foreach (var place in new[] { "/", "/scans", "/recommendations" })
                await screen.GoAsync(place, $"partial{place.Replace('/', '-')}");

            await organisation.FaultAsync("directories/-/users/search", 1, "403");
            await Errand.ScanAsync(screen);
            await screen.GoAsync("/scans");
            await screen.UntilAsync(screen.Page.GetByText("failed"));
            await screen.SeeAsync("scans-failed");
            await screen.Page.Locator("tbody a").First.ClickAsync();
            await screen.Page.GetByRole(AriaRole.Alert).WaitForAsync();
            await screen.SeeAsync("scan-failed");
        });
    }

    [Fact]
    public async Task An_organisation_is_looked_at_given_a_new_key_scanned_and_cleared()
    {
        await using var organisation = await EmulatedOrganisation.StartAsync(60);
        await organisation.ConnectAsync();
        await using var server = await StartAsync(organisation.Data);
        var link = await server.LinkAsync();
        await chromium.InAsync(server.Url, async screen =>
        {
            await FirstAdmin.SetUpAsync(screen, link);
            await FirstAdmin.TakeRolesAsync(screen);
            await screen.GoAsync("/", "welcome-connected");
            await screen.GoAsync("/connection", "connection");
            await KeyAsync(screen, "ATCTT3xFfGN0wrong0key0of0an0organisation0");
            (await screen.Page.GetByRole(AriaRole.Alert).InnerTextAsync()).ShouldContain("Atlassian does not accept the key");
            await screen.SeeAsync("connection-refused");
            await screen.Link("Back").ClickAsync();
            await KeyAsync(screen, organisation.Key);
            await screen.Page.GetByText($"ends in …{organisation.Key[^4..]}").WaitForAsync();
            (await screen.Page.ContentAsync()).ShouldNotContain(organisation.Key);

            await Errand.ScanAsync(screen);
            await screen.UntilAsync(screen.Page.GetByText("complete").First);
            await screen.GoAsync("/settings", "settings");
            await ClearAsync(screen, "something else");
            await screen.Page.GetByText("Nothing was removed").WaitForAsync();
            await screen.Link("Back").ClickAsync();
            await ClearAsync(screen, organisation.Org);
            await screen.Heading("Welcome").WaitForAsync();
            await screen.GoAsync("/audit", "audit-cleared");
            await screen.Page.GetByText("data.clear").First.WaitForAsync();
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<RecoupServer> StartAsync(string data) => RecoupServer.StartAsync(new Dictionary<string, string>(), data);

    private static async Task UploadAsync(Screen screen, string csv)
    {
        await screen.Field("The CSV file").SetInputFilesAsync(new FilePayload { Name = "users.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await screen.Button("Read it").ClickAsync();
    }

    private static async Task KeyAsync(Screen screen, string key)
    {
        await screen.Field("API key of the organisation").FillAsync(key);
        await screen.Button("Try and keep").ClickAsync();
    }

    private static async Task ClearAsync(Screen screen, string typed)
    {
        await screen.Page.Locator("input[name=confirm]").FillAsync(typed);
        await screen.Button("Clear all data").ClickAsync();
    }
}
