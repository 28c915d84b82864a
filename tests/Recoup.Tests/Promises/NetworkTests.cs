using System.Text.Json;
using System.Text.RegularExpressions;
using Recoup.Emulator;
using Recoup.Engine.Atlassian;
using Recoup.Server;
using Recoup.Tests.Server;

namespace Recoup.Tests.Promises;

/// <summary>What leaves the machine, and what could.</summary>
public sealed partial class NetworkTests
{
    [Fact]
    public async Task P02_Over_every_verb_requests_go_to_the_connected_addresses_and_nowhere_else()
    {
        await using var premises = await Premises.StartAsync();
        await EveryVerbAsync(premises);
        Uri[] connected = [premises.Emulator.Api, new(premises.Emulator.Sites[0].Url + "/")];

        premises.Shell.Sent.All.Count.ShouldBeGreaterThan(50);
        premises.Shell.Sent.All.ShouldAllBe(s => connected.Any(c => EgressGuard.IsBelow(c, s.Target)));
        premises.Emulator.Requests.Total.ShouldBe(premises.Shell.Sent.All.Count);
    }

    [Fact]
    public async Task P02_The_demo_asks_this_machine_and_nobody_else()
    {
        using var shell = new Shell();

        (await shell.RunAsync("demo", "--once", "--users", "50")).Code.ShouldBe(ExitCode.Ok);

        shell.Sent.All.ShouldNotBeEmpty();
        shell.Sent.All.ShouldAllBe(s => s.Target.Host == "127.0.0.1");
    }

    [Fact]
    public async Task P02_Without_a_connection_nothing_is_asked_at_all()
    {
        using var shell = new Shell();
        await shell.RunAsync("import", shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\n"));

        foreach (var verb in new[] { "doctor", "users list", "recommendations list", "settings list", "audit list", "--help", "--version" })
            (await shell.RunAsync(verb.Split(' '))).Code.ShouldBe(ExitCode.Ok, verb);

        shell.Sent.All.ShouldBeEmpty();
    }

    [Fact]
    public void P02_No_code_of_ours_names_another_host()
    {
        string[] known = ["api.atlassian.com", "admin.atlassian.com", "id.atlassian.com", "status.atlassian.com", "api.anthropic.com", "console.anthropic.com", ".atlassian.net", "acme.atlassian.net", "serviceaccount.atlassian.com", "connect.atlassian.com", "acme.com", "recoup.example.com", "keys.example.com"];

        var hosts = OurCode.Assemblies.SelectMany(OurCode.Texts).SelectMany(t => Host().Matches(t).Select(m => m.Value)).Distinct().ToList();

        hosts.ShouldContain("api.atlassian.com");
        hosts.ShouldBeSubsetOf(known);
    }

    [Fact]
    public void P21_Nothing_reaches_the_network_but_the_guarded_client()
    {
        string[] harmless = ["System.Net.Sockets.SocketException", "System.Net.Sockets.SocketError"];
        string[] ways = ["System.Net.Sockets.", "System.Net.Mail.", "System.Net.WebSockets.", "System.Net.Quic.", "System.Net.NetworkInformation.", "System.Net.WebClient", "System.Net.WebRequest", "System.Net.Dns", "System.Diagnostics.ProcessStartInfo"];
        var server = typeof(CommandLine).Assembly.Location;

        OurCode.Assemblies.SelectMany(OurCode.Uses).Except(harmless).Where(u => ways.Any(w => u.StartsWith(w, StringComparison.Ordinal))).ShouldBeEmpty();
        OurCode.Assemblies.Where(a => OurCode.Uses(a).Contains("System.Net.Http.SocketsHttpHandler")).ShouldBe([server]);
        OurCode.Assemblies.ShouldAllBe(a => !OurCode.Uses(a).Contains("System.Net.Http.HttpClientHandler"));
    }

    [Fact]
    public void P21_No_package_of_telemetry_analytics_or_error_reporting_is_in_the_product()
    {
        string[] words = ["telemetry", "insights", "sentry", "bugsnag", "raygun", "rollbar", "analytics", "mixpanel", "amplitude", "segment", "datadog", "newrelic", "elastic.apm", "appcenter", "posthog", "update", "squirrel"];
        var locks = System.IO.Directory.GetFiles(OurCode.Repository("src"), "packages.lock.json", SearchOption.AllDirectories);
        var packages = locks.SelectMany(path => JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("dependencies").EnumerateObject())
            .SelectMany(framework => framework.Value.EnumerateObject().Select(p => p.Name)).Distinct().ToList();

        packages.ShouldContain("Npgsql");
        packages.Where(p => words.Any(w => p.Contains(w, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    [Fact]
    public async Task P03_Each_key_goes_to_its_own_address_only()
    {
        await using var premises = await Premises.StartAsync();
        await EveryVerbAsync(premises);
        var site = new Uri(premises.Emulator.Sites[0].Url + "/");
        var (atSite, atOrg) = (premises.Shell.Sent.All.Where(s => EgressGuard.IsBelow(site, s.Target)).ToList(), premises.Shell.Sent.All.Where(s => !EgressGuard.IsBelow(site, s.Target)).ToList());

        atSite.ShouldNotBeEmpty();
        atOrg.ShouldNotBeEmpty();
        atSite.ShouldAllBe(s => s.Key.StartsWith("Basic ", StringComparison.Ordinal));
        atOrg.ShouldAllBe(s => s.Key == $"Bearer {premises.Emulator.Key}");
        premises.Shell.Sent.All.ShouldAllBe(s => !s.Target.Query.Contains(premises.Emulator.Key) && !s.Body.Contains(premises.Emulator.Key));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task P03_A_redirect_to_elsewhere_is_not_followed(int status)
    {
        await using var premises = await Premises.StartAsync();
        await using var elsewhere = await EmulatorServer.StartAsync(new() { Users = 50, Time = premises.Shell.Time }, TestContext.Current.CancellationToken);
        await premises.ConnectAsync(site: false);
        premises.Emulator.Faults.Next((_, path) => path.EndsWith("/domains", StringComparison.Ordinal), 1, new Fault.Answer(status, Headers: new Dictionary<string, string> { ["Location"] = elsewhere.Api.ToString() }));

        (await premises.PatientlyAsync("scan")).Code.ShouldBe(ExitCode.Failed);

        elsewhere.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task P03_A_link_to_elsewhere_is_refused_and_said()
    {
        await using var premises = await Premises.StartAsync();
        await using var elsewhere = await EmulatorServer.StartAsync(new() { Users = 50, Time = premises.Shell.Time }, TestContext.Current.CancellationToken);
        await premises.ConnectAsync(site: false);
        premises.Emulator.Faults.Next((_, path) => path.EndsWith("/domains", StringComparison.Ordinal), 1, new Fault.Answer(200, $$$"""{"data":[],"links":{"next":"{{{elsewhere.Api}}}admin/v1/orgs/{{{premises.Org}}}/domains?cursor=2"}}"""));

        var scan = await premises.RunAsync("scan");

        scan.Code.ShouldBe(ExitCode.Failed);
        scan.Error.ShouldContain("a next link must stay below the API's own address");
        elsewhere.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task P09_A_site_is_asked_for_people_and_for_assignee_reporter_and_updated_of_issues_and_for_nothing_else()
    {
        await using var premises = await Premises.StartAsync();
        await EveryVerbAsync(premises);
        var site = new Uri(premises.Emulator.Sites[0].Url + "/");
        var asked = premises.Shell.Sent.All.Where(s => EgressGuard.IsBelow(site, s.Target)).ToList();
        var searches = asked.Where(s => s.Target.AbsolutePath.EndsWith("/search/jql", StringComparison.Ordinal)).ToList();

        asked.Select(s => $"{s.Method} {s.Target.AbsolutePath[(site.AbsolutePath.Length - 1)..]}").Distinct().ShouldBe(
            ["GET /_edge/tenant_info", "GET /rest/api/3/myself", "POST /rest/api/3/search/approximate-count", "POST /rest/api/3/search/jql", "GET /rest/api/3/users/search"], ignoreOrder: true);
        searches.Count.ShouldBeGreaterThan(1);
        foreach (var search in searches)
        {
            var body = JsonDocument.Parse(search.Body).RootElement;
            search.Target.Query.ShouldBeEmpty();
            body.EnumerateObject().Select(p => p.Name).ShouldBeSubsetOf(["jql", "fields", "maxResults", "nextPageToken"]);
            body.GetProperty("fields").EnumerateArray().Select(f => f.GetString()).ShouldBe(["assignee", "reporter", "updated"]);
            Clause().Replace(body.GetProperty("jql").GetString()!, "").ShouldBeEmpty("the question itself is about reporters and time of creation only");
        }
    }

    /// <summary>Connects and runs every verb that could ask something.</summary>
    private static async Task EveryVerbAsync(Premises premises)
    {
        await premises.ConnectAsync();
        await premises.DoneAsync("doctor");
        await premises.DoneAsync("scan");
        var (id, account) = await premises.AFindingAsync();
        string[] verbs =
        [
            "scans list", "users list", $"users show {account}", "recommendations list", "hold list", "settings list", "settings get currency", "settings set currency EUR",
            $"hold add {account} --owner o --reason r --until 2027-03-31", $"hold remove {account}", $"dismiss {id} --reason r", $"dismiss {id} --undo", "scan --full",
            "audit list", "audit verify", $"audit export {Path.Combine(premises.Shell.Folder, "log.csv")}", $"forget {account} --yes", "clear --yes", "purge --yes",
        ];
        foreach (var verb in verbs)
            await premises.DoneAsync(verb);
    }

    [GeneratedRegex(@"[a-z0-9-]*(\.[a-z0-9-]+)*\.(com|net|org|io|dev|ai|cloud|app|co)\b(?![\w.(])", RegexOptions.IgnoreCase)]
    private static partial Regex Host();

    [GeneratedRegex("""^(reporter in \("[^"]*"(,"[^"]*")*\) AND )?created >= -[0-9]+m$""")]
    private static partial Regex Clause();
}
