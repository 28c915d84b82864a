using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.Tests.Server;

/// <summary>A shell beside an emulated organisation, with the verbs that many tests begin with.</summary>
internal sealed class Premises : IAsyncDisposable
{
    private Premises(Shell shell, EmulatorServer emulator) => (Shell, Emulator) = (shell, emulator);

    public Shell Shell { get; }

    public EmulatorServer Emulator { get; }

    public string Org => Emulator.Org;

    public static async Task<Premises> StartAsync(int users = 120, int seed = 5)
    {
        var shell = new Shell();
        return new(shell, await EmulatorServer.StartAsync(new() { Users = users, Seed = seed, Time = shell.Time }, TestContext.Current.CancellationToken));
    }

    /// <summary>Connected and scanned, with what a seat costs.</summary>
    public static async Task<Premises> ScannedAsync(int users = 120, int seed = 5)
    {
        var premises = await StartAsync(users, seed);
        await premises.ConnectAsync();
        await premises.DoneAsync("settings set cost.jira-software 7.53");
        await premises.DoneAsync("scan");
        return premises;
    }

    /// <summary>Connects the organisation and, unless not wanted, its first site.</summary>
    /// <param name="key">The organisation's key; by default one that may read everything.</param>
    /// <param name="also">More options.</param>
    public Task<Shell.Run> ConnectAsync(string? key = null, bool site = true, string also = "")
    {
        var first = Emulator.Sites[0];
        var siteOptions = site ? $"--site {first.Url} --site-email {first.Email} --site-token-file {Secret("token", first.Token)}" : "";
        return RunAsync($"connect --org {Org} --key-file {Secret("key", key ?? Emulator.Key)} --api-url {Emulator.Api} {siteOptions} {also}");
    }

    public string Secret(string name, string text) => Shell.Write($"secret-{name}", text);

    /// <summary>Each verb a second after the one before: nobody starts two scans in one.</summary>
    public Task<Shell.Run> RunAsync(string line)
    {
        Shell.Time.Advance(TimeSpan.FromSeconds(1));
        return Shell.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A verb that ends well.</summary>
    public async Task<string> DoneAsync(string line)
    {
        var run = await RunAsync(line);
        run.Code.ShouldBe(Recoup.Server.ExitCode.Ok, $"{line}: {run.Error}");
        return run.Out;
    }

    /// <summary>A verb that may have to wait: the clock goes on while it does.</summary>
    public async Task<Shell.Run> PatientlyAsync(string line)
    {
        var run = RunAsync(line);
        while (!run.IsCompleted)
        {
            Shell.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await run;
    }

    public async Task<JsonElement> JsonAsync(string line) => JsonDocument.Parse(await DoneAsync($"{line} --json")).RootElement;

    /// <summary>A finding of a tier that leads its account.</summary>
    public async Task<(string Id, string Account)> AFindingAsync(string tier = "probable", Func<JsonElement, bool>? like = null)
    {
        var found = (await JsonAsync($"recommendations list --tier {tier}")).EnumerateArray()
            .First(f => f.GetProperty("supersededBy").ValueKind == JsonValueKind.Null && like?.Invoke(f) != false);
        return (found.GetProperty("id").GetString()!, found.GetProperty("accountId").GetString()!);
    }

    public async Task<JsonElement> FindingAsync(string id) =>
        (await JsonAsync("recommendations list --closed")).EnumerateArray().Single(f => f.GetProperty("id").GetString() == id);

    /// <summary>Actions of the audit log, the oldest first.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync(string chain = "") =>
        [.. (await JsonAsync($"audit list {chain}")).EnumerateArray().Select(e => e.GetProperty("action").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        Shell.Dispose();
    }
}
