using System.Text.Json;
using Recoup.Emulator;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup doctor</c>.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task A_good_key_and_a_connected_site_make_a_scan_complete()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();

        var run = await premises.RunAsync("doctor");

        run.Code.ShouldBe(ExitCode.Ok);
        run.Out.ShouldStartWith($"A scan of {premises.Org} would be complete.");
        run.Out.ShouldNotContain("REFUSED");
        run.Out.ShouldContain("settings, billingContact: nobody is protected as billing contact: recoup settings set billingContact ACCOUNT");
        run.Out.ShouldContain($"Requests go to: {premises.Emulator.Api}, {premises.Emulator.Sites[0].Url}/");
        run.Out.ShouldContain($"Data: {Path.Combine(premises.Shell.Data, "recoup.db")}");
    }

    [Fact]
    public async Task Without_a_site_it_says_how_to_connect_one_in_a_line_that_can_be_copied()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync(site: false);

        var run = await premises.RunAsync("doctor");

        run.Code.ShouldBe(ExitCode.Ok);
        run.Out.ShouldContain($"recoup connect --org {premises.Org} --site {premises.Emulator.Sites[0].Url} --site-email E --site-token-file F");
    }

    [Fact]
    public async Task A_scoped_key_is_told_apart_and_what_is_lost_is_said()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync(premises.Emulator.ScopedKey);

        var run = await premises.RunAsync("doctor");

        run.Code.ShouldBe(ExitCode.Ok);
        run.Out.ShouldContain("would be complete");
        run.Out.ShouldContain("organisation key, see when API tokens were last used: needs a key without scopes; an account that scripts run on can then look idle");
    }

    /// <summary>What doctor says is what happens.</summary>
    [Theory]
    [InlineData("POST", "/users/search", 403, ExitCode.Failed)]
    [InlineData("GET", "/domains", 403, ExitCode.Failed)]
    [InlineData("GET", "/directories", 403, ExitCode.Failed)]
    [InlineData("POST", "/workspaces", 403, ExitCode.Failed)]
    [InlineData("GET", "/users/count", 403, ExitCode.Failed)]
    [InlineData("GET", "/orgs/{org}", 401, ExitCode.Failed)]
    [InlineData("POST", "/groups/search", 403, ExitCode.Partial)]
    [InlineData("GET", "/rest/api/3/myself", 401, ExitCode.Partial)]
    [InlineData("POST", "/search/jql", 403, ExitCode.Partial)]
    [InlineData("POST", "/search/approximate-count", 403, ExitCode.Partial)]
    [InlineData("GET", "/rest/api/3/users/search", 403, ExitCode.Ok)]
    [InlineData("GET", "/orgs/{org}/users", 403, ExitCode.Ok)]
    [InlineData("GET", "/event-actions", 403, ExitCode.Ok)]
    [InlineData("GET", "/manage/api-tokens", 403, ExitCode.Ok)]
    public async Task A_scan_ends_as_doctor_said(string method, string path, int status, int code)
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();
        var end = path.Replace("{org}", premises.Org, StringComparison.Ordinal);
        premises.Emulator.Faults.Next((m, p) => m == method && p.EndsWith(end, StringComparison.Ordinal), 100_000, new Fault.Answer(status, "{}"));

        var doctor = await premises.RunAsync("doctor");
        var scan = await premises.PatientlyAsync("scan");

        doctor.Code.ShouldBe(code, doctor.Out);
        doctor.Out.ShouldContain(code switch { ExitCode.Ok => "would be complete", ExitCode.Partial => "would be PARTIAL", _ => "would FAIL" });
        doctor.Out.ShouldContain("REFUSED");
        scan.Code.ShouldBe(code, scan.Error);
    }

    [Fact]
    public async Task What_does_not_answer_is_not_called_refused()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();
        premises.Emulator.Faults.Next((_, p) => p.EndsWith("/event-actions", StringComparison.Ordinal), 1, Fault.ProxyPage());

        var run = await premises.RunAsync("doctor");

        run.Code.ShouldBe(ExitCode.Ok);
        run.Out.ShouldContain("NO ANSWER");
        run.Out.ShouldContain("try again later");
        run.Out.ShouldContain("not JSON: a proxy or a sign-in page stands in between");
        run.Out.ShouldNotContain("REFUSED");
    }

    [Fact]
    public async Task Of_an_import_it_says_that_a_key_tells_more()
    {
        await using var premises = await Premises.StartAsync();
        await premises.RunAsync($"import {premises.Shell.Write("users.csv", "User id,User name,email,User status,Jira - acme,Last seen in Jira - acme\na,Ann,ann@x.test,Active,User,1 Jan 2024\n")}");

        var run = await premises.RunAsync("doctor");

        run.Code.ShouldBe(ExitCode.Ok);
        run.Out.ShouldStartWith("local was imported from a file. A key tells more: recoup connect");
        run.Out.ShouldContain("Requests go to: nowhere");
        premises.Shell.Sent.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "expires 2027-03-31, in 128 days.\n")]
    [InlineData(98, "expires 2027-03-31, in 30 days. Make a new one and run recoup connect again.")]
    [InlineData(127, "expires 2027-03-31, in 1 day. Make a new one")]
    [InlineData(129, "EXPIRED on 2027-03-31, by the date that was given. Make a new one")]
    public async Task It_warns_before_a_key_ends(int days, string words)
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync(also: "--key-expires 2027-03-31");

        premises.Shell.Time.Advance(TimeSpan.FromDays(days));

        (await premises.DoneAsync("doctor")).ShouldContain($"Organisation key: set on 2026-11-23, ends in …{premises.Emulator.Key[^4..]}, {words}");
    }

    [Theory]
    [InlineData(0, "expires 2027-11-23 at the latest (its own date is not said")]
    [InlineData(366, "set more than a year ago, longer than a key lives. Make a new one")]
    public async Task A_key_whose_end_was_not_said_lives_a_year_at_the_longest(int days, string words)
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();

        premises.Shell.Time.Advance(TimeSpan.FromDays(days));

        (await premises.DoneAsync("doctor")).ShouldContain(words);
    }

    [Fact]
    public async Task A_day_of_expiry_goes_with_its_key_and_lies_ahead()
    {
        await using var premises = await Premises.StartAsync();

        var past = await premises.ConnectAsync(also: "--key-expires 2026-11-22");
        var alone = await premises.RunAsync($"connect --org {premises.Org} --site s --site-email e --site-token-file f --key-expires 2027-03-31");
        var token = await premises.ConnectAsync(site: false, also: "--site-token-expires 2027-03-31");

        past.Error.ShouldContain("--key-expires 2026-11-22 has passed already");
        alone.Error.ShouldContain("--key-expires goes with --key-file F.");
        token.Error.ShouldContain("--site-token-expires goes with --site-token-file F.");
        new[] { past, alone, token }.ShouldAllBe(r => r.Code == ExitCode.Usage);
        (await premises.ConnectAsync(also: "--key-expires 2026-11-23")).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task P28_The_blanks_of_the_policy_are_shown_as_not_set_and_never_made_up()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();

        var blank = await premises.DoneAsync("doctor");
        var json = (await premises.JsonAsync("doctor")).GetProperty("policy");
        premises.Shell.Environment["Recoup__PolicyDate"] = "2027-01-01";
        premises.Shell.Environment["Recoup__PolicyContact"] = "privacy@acme.example";
        premises.Shell.Environment["Recoup__PolicyAddress"] = "1 Main Street, Springfield";
        var set = await premises.DoneAsync("doctor");

        blank.ShouldContain("Privacy policy: holds from not set, contact not set, address not set\n");
        json.EnumerateObject().ShouldAllBe(p => p.Value.ValueKind == JsonValueKind.Null);
        set.ShouldContain("Privacy policy: holds from 2027-01-01, contact privacy@acme.example, address 1 Main Street, Springfield\n");
    }

    [Theory]
    [InlineData("PolicyDate", "1 January", "Recoup:PolicyDate takes a date such as 2027-03-31, not 1 January.")]
    [InlineData("PolicyContact", "two\nlines", "Recoup:PolicyContact takes one line of up to 200 characters.")]
    public async Task P28_A_blank_filled_in_wrongly_is_refused(string name, string value, string words)
    {
        using var shell = new Shell();
        shell.Environment[$"Recoup__{name}"] = value;

        var run = await shell.RunAsync("doctor");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Error.ShouldContain(words);
    }

    [Fact]
    public async Task It_changes_nothing()
    {
        await using var premises = await Premises.StartAsync();
        await premises.ConnectAsync();
        var before = await premises.ActionsAsync();

        await premises.DoneAsync("doctor");

        (await premises.ActionsAsync()).ShouldBe(before);
        premises.Emulator.Ledger.Entries.ShouldBeEmpty();
        (await premises.JsonAsync("scans list")).GetArrayLength().ShouldBe(0);
    }
}
