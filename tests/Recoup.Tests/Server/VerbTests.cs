using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary>The verbs in process, with the words a user reads and the exit codes a script reads.</summary>
public sealed class VerbTests : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("recoup-verbs-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));
    private EmulatorServer? _emulator;

    [Fact]
    public async Task Without_data_every_verb_says_how_to_begin()
    {
        foreach (var verb in new[] { "scan", "scans list", "users list", "recommendations list" })
        {
            var run = await RunAsync(verb);

            run.Code.ShouldBe(ExitCode.Failed, verb);
            run.Error.ShouldContain("recoup demo");
            run.Error.ShouldContain("recoup import FILE.csv");
        }
    }

    [Fact]
    public async Task Without_a_verb_the_help_is_shown()
    {
        var run = await RunAsync("");

        run.Code.ShouldBe(ExitCode.Ok);
        foreach (var verb in new[] { "demo", "import", "connect", "scan", "scans", "users", "recommendations", "settings", "policy", "price-book", "emulator" })
            run.Out.ShouldContain($"\n  {verb}");
    }

    [Theory]
    [InlineData("scan --bogus")]
    [InlineData("bogus")]
    [InlineData("recommendations list --tier sure")]
    [InlineData("recommendations list --rule R99")]
    [InlineData("demo --users 3")]
    [InlineData("demo --data x")]
    [InlineData("demo --db Host=h;Database=d")]
    [InlineData("connect --org o")]
    [InlineData("connect --org o --key-file k --site https://acme.atlassian.net")]
    public async Task A_wrong_command_line_ends_with_2_and_names_the_help(string line)
    {
        var run = await RunAsync(line);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("--help");
        run.Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://localhost:5090")]
    [InlineData("http://192.168.1.1:5090")]
    [InlineData("https://api.atlassian.com.evil.example")]
    [InlineData("http://127.0.0.1.nip.io:5090")]
    [InlineData("ftp://127.0.0.1")]
    public async Task An_api_address_is_on_this_machine_or_is_not_taken(string url)
    {
        var run = await RunAsync($"connect --org o --key-file {Secret("key")} --api-url {url}");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("127.0.0.1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("clé")]
    public async Task P05_A_secret_that_is_none_is_refused_without_repeating_it(string secret)
    {
        var run = await RunAsync($"connect --org o --key-file {Secret(secret)}");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain("--key-file");
        if (secret.Length > 0)
            run.Error.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_wrong_key_and_a_wrong_organisation_are_told_apart()
    {
        await StartEmulatorAsync();

        var wrongKey = await RunAsync($"connect --org {_emulator!.Org} --key-file {Secret("canary-key")} --api-url {_emulator.Api}");
        var wrongOrg = await RunAsync($"connect --org elsewhere --key-file {Secret(_emulator.Key)} --api-url {_emulator.Api}");

        wrongKey.Code.ShouldBe(ExitCode.Failed);
        wrongKey.Error.ShouldContain("does not accept the key");
        wrongKey.Error.ShouldNotContain("canary-key");
        wrongOrg.Code.ShouldBe(ExitCode.Failed);
        wrongOrg.Error.ShouldContain("does not see an organisation elsewhere");
    }

    [Fact]
    public async Task The_main_job_from_connect_to_one_user()
    {
        await StartEmulatorAsync();
        (await ConnectAsync()).Out.ShouldContain("Connected to");

        var scan = await RunAsync("scan");
        var rows = JsonDocument.Parse((await RunAsync("recommendations list --tier probable --json")).Out).RootElement.EnumerateArray().ToList();
        var first = rows[0];
        var user = await RunAsync($"users show {first.GetProperty("accountId").GetString()}");
        var scans = JsonDocument.Parse((await RunAsync("scans list --json")).Out).RootElement;

        scan.Code.ShouldBe(ExitCode.Ok);
        scan.Out.ShouldContain("can be had back");
        scan.Out.ShouldContain("settings set cost.jira-software");
        scan.Error.ShouldContain("reading accounts");
        user.Out.ShouldContain("What would change our mind");
        user.Out.ShouldContain(first.GetProperty("id").GetString()!);
        scans.GetArrayLength().ShouldBe(1);
        scans[0].GetProperty("status").GetString().ShouldBe("complete");
    }

    [Fact]
    public async Task A_partial_scan_ends_with_3_and_says_what_is_missing()
    {
        await StartEmulatorAsync();
        await ConnectAsync();
        _emulator!.Faults.Next((_, path) => path.EndsWith("/groups/search", StringComparison.Ordinal), 5, new Fault.Answer(500));

        var run = RunAsync("scan");
        while (!run.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await run).Code.ShouldBe(ExitCode.Partial);
        (await run).Out.ShouldContain("PARTIAL");
        (await run).Error.ShouldContain("waiting until");
    }

    [Fact]
    public async Task A_partial_report_shows_this_scans_findings_and_no_older_ones()
    {
        await StartEmulatorAsync();
        await ConnectAsync();
        await RunAsync("scan");
        await RunAsync("settings set threshold.inactiveDays 730");
        _time.Advance(TimeSpan.FromMinutes(1));
        _emulator!.Faults.Next((_, path) => path.EndsWith("/groups/search", StringComparison.Ordinal), 100, new Fault.Answer(403, "{}"));

        var run = await RunAsync("scan");

        run.Code.ShouldBe(ExitCode.Partial);
        run.Out.ShouldContain("findings of earlier scans");
        run.Out.ShouldNotContain("Ready:");
    }

    [Fact]
    public async Task An_import_that_was_killed_is_not_gone_on_with_as_a_scan()
    {
        await StartEmulatorAsync();
        await ConnectAsync();
        await using (var workplace = await Recoup.Server.Hosting.Workplace.OpenAsync(Path.Combine(_folder, "data"), CommandHost.System, TestContext.Current.CancellationToken))
        {
            var org = new Core.Directory.OrgId(_emulator!.Org);
            var survey = new Core.Directory.Survey { Org = org, Scan = new("half"), Now = _time.GetUtcNow(), Source = "users export (CSV)", ByDay = true };
            await workplace.Store.SaveScanAsync(new() { Org = org, Id = new("half"), Survey = survey, Phase = Engine.Scanning.ScanPhase.Inventory, Accounts = 7 }, TestContext.Current.CancellationToken);
        }

        var scan = JsonDocument.Parse((await RunAsync("scan --json")).Out).RootElement;

        scan.GetProperty("accounts").GetInt32().ShouldBe(120);
        scan.GetProperty("source").GetString().ShouldBe("users/search");
    }

    [Fact]
    public async Task Import_works_without_a_key_and_says_what_a_key_would_settle()
    {
        var file = Path.Combine(_folder, "users.csv");
        await using (var text = new StreamWriter(file))
            CsvExport.WriteUsers(Organisation.Generate(300, 1, _time.GetUtcNow()), text);

        var run = await RunAsync($"import {file}");

        run.Code.ShouldBe(ExitCode.Ok);
        run.Out.ShouldContain("seats look unused");
        run.Out.ShouldContain("A key tells: recoup connect");
        (await RunAsync($"import {Path.Combine(_folder, "missing.csv")}")).Error.ShouldContain("cannot be read");
        (await RunAsync("scan")).Error.ShouldContain("An import without a name cannot be scanned. Run: recoup connect");
        (await RunAsync("recommendations list --tier 2")).Code.ShouldBe(ExitCode.Usage);
        (await RunAsync("users list --max -5")).Code.ShouldBe(ExitCode.Usage);
        (await RunAsync("scan --format csv")).Code.ShouldBe(ExitCode.Usage);
    }

    [Theory]
    [InlineData("threshold.inactiveDays", "60", "60")]
    [InlineData("currency", "EUR", "EUR")]
    [InlineData("cost.confluence", "5.16", "5.16")]
    [InlineData("companyDomains", "Acme.test,b.example", "acme.test,b.example")]
    public async Task P10_A_setting_is_kept(string name, string value, string kept)
    {
        (await RunAsync($"settings set {name} {value}")).Code.ShouldBe(ExitCode.Ok);

        (await RunAsync($"settings get {name}")).Out.Trim().ShouldBe(kept);
    }

    [Theory]
    [InlineData("threshold.inactiveDays", "6", "7 to 730")]
    [InlineData("threshold.inactiveDays", "ninety", "7 to 730")]
    [InlineData("cost.jira-software", "-1", "0 to 10000")]
    [InlineData("cost.jira-software", "1e9", "0 to 10000")]
    [InlineData("currency", "dollars", "ISO 4217")]
    [InlineData("no.such", "1", "There is no setting")]
    public async Task P10_Nonsense_is_refused_with_the_range(string name, string value, string part)
    {
        var run = await RunAsync($"settings set {name} {value}");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain(part);
    }

    [Fact]
    public async Task Names_are_harmless_on_a_terminal_and_in_a_spreadsheet()
    {
        var file = Path.Combine(_folder, "odd.csv");
        await File.WriteAllTextAsync(
            file,
            "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\n"
            + "a,=HYPERLINK(\"\"x\"\"),a@x.test,Active,User,1 Jan 2024\nb,\u001b[31mRed\u202E,b@x.test,Active,User,1 Jan 2024\n",
            TestContext.Current.CancellationToken);
        await RunAsync($"import {file}");

        var table = (await RunAsync("users list")).Out;
        var csv = (await RunAsync("users list --format csv")).Out;

        table.ShouldNotContain("\u001b");
        table.ShouldNotContain("\u202E");
        csv.ShouldContain("'=HYPERLINK");
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private async Task StartEmulatorAsync() =>
        _emulator = await EmulatorServer.StartAsync(new() { Users = 120, Seed = 5, Time = _time }, TestContext.Current.CancellationToken);

    private Task<Run> ConnectAsync()
    {
        var site = _emulator!.Sites[0];
        return RunAsync($"connect --org {_emulator.Org} --key-file {Secret(_emulator.Key)} --api-url {_emulator.Api} --site {site.Url} --site-email {site.Email} --site-token-file {Secret(site.Token)}");
    }

    private string Secret(string text)
    {
        var path = Path.Combine(_folder, $"secret-{Math.Abs(text.GetHashCode(StringComparison.Ordinal))}");
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<Run> RunAsync(string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new CommandHost(output, error, TextReader.Null, _time, name => name == "RECOUP_DATA" ? Path.Combine(_folder, "data") : null);
        var code = await CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), host);
        return new(code, output.ToString(), error.ToString());
    }

    private sealed record Run(int Code, string Out, string Error);
}
