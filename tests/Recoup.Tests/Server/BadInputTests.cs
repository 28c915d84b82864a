using System.Text.Json;
using Recoup.Emulator;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;

namespace Recoup.Tests.Server;

/// <summary>What a user is told when something is wrong outside. docs/bad-input.md lists every case and its test.</summary>
public sealed class BadInputTests : IAsyncDisposable
{
    private readonly Shell _shell = new();
    private EmulatorServer? _emulator;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, Fault, string[]> Answers => new()
    {
        { "a key that no longer sees the organisation", new Fault.Answer(404, "{}"), ["The scan failed:", "the key does not see the organisation", "admin.atlassian.com/o/ID"] },
        { "an expired key", new Fault.Answer(401, """{"code":401,"message":"Unauthorized"}"""), ["does not accept the organisation's key", "wrong, expired or revoked", "recoup connect", "Nothing is lost"] },
        { "a key without the scope", new Fault.Answer(401, """{"code":401,"message":"Unauthorized; scope does not match"}"""), ["The scan failed:", "scope does not match"] },
        { "a proxy's page", Fault.ProxyPage(), ["No usable answer after 5 tries", "a proxy or a sign-in page stands in between", "Nothing is lost"] },
        { "JSON cut short", new Fault.TruncatedJson(), ["No usable answer after 5 tries", "broken off", "Nothing is lost"] },
        { "a broken connection", new Fault.Drop(), ["No usable answer after 5 tries", "no answer from 127.0.0.1", "Nothing is lost"] },
        { "a limit that never opens", new Fault.Failed(429), ["Atlassian keeps refusing", "10 times in a row", "come back later", "Nothing is lost"] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_scan_says_what_is_wrong_and_what_to_do(string what, Fault fault, string[] parts)
    {
        await ConnectAsync();
        _emulator!.Faults.Next((_, path) => path.Split('/') is ["", "admin", "v1", "orgs", _], int.MaxValue, fault);

        var scan = await _shell.RunWaitingAsync("scan");

        scan.Code.ShouldBe(ExitCode.Failed, what);
        foreach (var part in parts)
            scan.Error.ShouldContain(part, customMessage: what);
        scan.Out.ShouldBeEmpty();
        _emulator.Faults.Clear();
        (await _shell.RunWaitingAsync("scan")).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task A_list_that_runs_in_a_circle_ends_partial_and_says_how_many_are_missing()
    {
        await ConnectAsync();
        _emulator!.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), int.MaxValue, new Fault.Distorted(Distortion.CursorLoop));

        var scan = await _shell.RunWaitingAsync("scan");

        scan.Code.ShouldBe(ExitCode.Partial, scan.Error);
        scan.Out.ShouldContain("20 of 120 accounts: the list ended before all were told");
    }

    [Fact]
    public async Task What_a_key_may_not_read_is_told_in_the_report()
    {
        await ConnectAsync();
        _emulator!.Faults.Next((_, path) => path.EndsWith("/event-actions", StringComparison.Ordinal), 1, new Fault.Failed(403));

        var scan = await _shell.RunWaitingAsync("scan");

        scan.Code.ShouldBe(ExitCode.Ok, scan.Error);
        scan.Out.ShouldContain("Not read, since Atlassian refuses: who was given access lately (GET event-actions: 403");
    }

    [Fact]
    public async Task Values_that_no_document_names_are_kept_and_shown()
    {
        await ConnectAsync();
        _emulator!.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), int.MaxValue, new Fault.Distorted(Distortion.UnknownValues));

        var scan = await _shell.RunWaitingAsync("scan");
        var users = await _shell.RunAsync("users", "list", "--json");

        scan.Code.ShouldBe(ExitCode.Ok, scan.Error);
        JsonDocument.Parse(users.Out).RootElement.EnumerateArray().ShouldAllBe(u => u.GetProperty("status").GetString() == "not_documented");
    }

    /// <summary>An invitation not accepted, and what Guard bills: known without a date of use.</summary>
    private static readonly string?[] NeedsNoDate = ["R05", "R07", "R18"];

    [Theory]
    [InlineData(Distortion.NullDates)]
    [InlineData(Distortion.FutureDates)]
    public async Task Dates_that_cannot_be_make_nobody_a_recommendation(Distortion dates)
    {
        await ConnectAsync();
        _emulator!.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal), int.MaxValue, new Fault.Distorted(dates));

        var scan = await _shell.RunWaitingAsync("scan");
        var sure = await _shell.RunAsync("recommendations", "list", "--tier", "certain,probable", "--json");

        scan.Code.ShouldBe(ExitCode.Ok, scan.Error);
        JsonDocument.Parse(sure.Out).RootElement.EnumerateArray().ShouldAllBe(r => NeedsNoDate.Contains(r.GetProperty("rule").GetString()));
        if (dates == Distortion.FutureDates)
            scan.Out.ShouldContain("after the start of the scan: counted as active");
    }

    [Fact]
    public async Task A_last_use_with_nine_digits_behind_the_second_is_read_to_the_tick()
    {
        await ConnectAsync();

        await _shell.RunWaitingAsync("scan");
        var shown = JsonDocument.Parse((await _shell.RunAsync("users", "list", "--json")).Out).RootElement
            .EnumerateArray().SelectMany(u => u.GetProperty("seats").EnumerateArray()).Select(s => s.GetProperty("lastActive").GetString()).Where(at => at?.EndsWith('Z') == true).ToList();

        shown.ShouldNotBeEmpty();
        shown.ShouldContain(at => !at!.EndsWith("0000Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("scan --full")]
    [InlineData("clear --yes")]
    [InlineData("forget somebody --yes")]
    [InlineData("purge --yes")]
    public async Task A_scan_on_another_machine_is_waited_out_and_told_until_when(string verb)
    {
        await ConnectAsync();
        await using (var workplace = await Workplace.OpenAsync(_shell.Data, CommandHost.System, Cancel))
        {
            var now = _shell.Time.GetUtcNow();
            await workplace.Store.LeaseAsync(new(new(_emulator!.Org), Jobs.Scan, new ProcessOwner("elsewhere", 4711, now, "mark").ToString(), now, now + TimeSpan.FromMinutes(2)), Cancel);
        }

        var refused = await _shell.RunAsync(verb.Split(' '));
        _shell.Time.Advance(TimeSpan.FromMinutes(2));
        var taken = await _shell.RunWaitingAsync(verb.Split(' '));

        refused.Code.ShouldBe(ExitCode.Failed);
        refused.Error.ShouldContain("is already running: process 4711 on elsewhere. Wait until it has ended; if it died, its turn ends by itself at 20:02:00 UTC.");
        taken.Code.ShouldBe(ExitCode.Ok, taken.Error);
    }

    [Fact]
    public async Task Of_two_scans_in_one_process_the_second_is_told_who_has_it()
    {
        await ConnectAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _emulator!.Faults.Next((_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal) && (asked.TrySetResult() || true), 1, new Fault.Slow(TimeSpan.FromMinutes(1)));
        var first = _shell.RunAsync("scan");
        await asked.Task.WaitAsync(Cancel);

        var second = await _shell.RunAsync("scan");
        while (!first.IsCompleted)
        {
            _shell.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        second.Code.ShouldBe(ExitCode.Failed);
        second.Error.ShouldContain($"is already running: process {Environment.ProcessId} on {Environment.MachineName}.");
        (await first).Code.ShouldBe(ExitCode.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        _shell.Dispose();
    }

    private async Task ConnectAsync()
    {
        _emulator = await EmulatorServer.StartAsync(new() { Users = 120, Seed = 5, Time = _shell.Time }, Cancel);
        var connected = await _shell.RunAsync("connect", "--org", _emulator.Org, "--key-file", _shell.Write("key", _emulator.Key), "--api-url", $"{_emulator.Api}");
        connected.Code.ShouldBe(ExitCode.Ok, connected.Error);
    }
}
