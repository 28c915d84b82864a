using System.Diagnostics;
using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.EndToEnd;

/// <summary>Real processes on one data folder, and the signals that a user or an operating system sends them.</summary>
public sealed class TogetherTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("recoup-together-");
    private EmulatorServer? _emulator;

    private string Data => Path.Combine(_folder.FullName, "data");

    [Fact]
    public async Task Of_two_scans_one_runs_and_the_other_says_who_has_it()
    {
        await using var first = await StuckAsync();

        foreach (var verb in new[] { "scan", "scan --full", "clear --yes", "forget somebody --yes", "purge --yes" })
        {
            var second = await RecoupProcess.RunAsync(Data, null, verb.Split(' '));

            second.ExitCode.ShouldBe(1, verb);
            second.Error.ShouldContain($"is already running: process {first.Id} on {Environment.MachineName}.", customMessage: verb);
            second.Error.ShouldContain("its turn ends by itself at");
        }

        _emulator!.Faults.Clear();
        await first.KillAsync();
        var next = await RecoupProcess.RunAsync(Data, null, "scan");
        next.ExitCode.ShouldBe(0, next.Error);
        next.Error.ShouldContain("going on with the scan");
    }

    [Fact]
    public async Task Ctrl_C_ends_a_scan_soon_and_says_how_to_go_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT for another process");
        await using var scan = await StuckAsync();
        var watch = Stopwatch.StartNew();

        await scan.InterruptAsync();
        var code = await scan.EndAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        code.ShouldBe(1);
        scan.Error.ShouldContain("Stopped. Nothing is lost: recoup scan goes on where this one stopped, within a day; recoup scan --full begins anew.");
        _emulator!.Faults.Clear();
        var next = await RecoupProcess.RunAsync(Data, null, "scan");
        next.ExitCode.ShouldBe(0, next.Error);
        next.Error.ShouldContain("going on with the scan");
        (await StatusesAsync()).ShouldBe(["complete"]);
    }

    [Fact]
    public async Task A_scan_begun_anew_ends_the_stopped_one_as_cancelled()
    {
        await using (var stopped = await StuckAsync())
            await stopped.KillAsync();
        _emulator!.Faults.Clear();

        var anew = await RecoupProcess.RunAsync(Data, null, "scan", "--full");

        anew.ExitCode.ShouldBe(0, anew.Error);
        anew.Error.ShouldNotContain("going on with the scan");
        (await StatusesAsync()).ShouldBe(["complete", "cancelled"]);
        (await RecoupProcess.RunAsync(Data, null, "scans", "list")).Output.ShouldContain("cancelled");
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A scan that is waiting for an answer which takes ten minutes.</summary>
    private async Task<RecoupProcess> StuckAsync()
    {
        _emulator = await EmulatorServer.StartAsync(new() { Users = 300, Seed = 7 }, TestContext.Current.CancellationToken);
        var key = Path.Combine(_folder.FullName, "key");
        await File.WriteAllTextAsync(key, _emulator.Key, TestContext.Current.CancellationToken);
        (await RecoupProcess.RunAsync(Data, null, "connect", "--org", _emulator.Org, "--key-file", key, "--api-url", $"{_emulator.Api}")).ExitCode.ShouldBe(0);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _emulator.Faults.Next(
            (_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal) && (asked.TrySetResult() || true),
            int.MaxValue,
            new Fault.Slow(TimeSpan.FromMinutes(10)));
        var scan = RecoupProcess.Start(Data, "scan");
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        return scan;
    }

    private async Task<IEnumerable<string?>> StatusesAsync() =>
        JsonDocument.Parse((await RecoupProcess.RunAsync(Data, null, "scans", "list", "--json")).Output).RootElement.EnumerateArray().Select(s => s.GetProperty("status").GetString()).ToList();
}
