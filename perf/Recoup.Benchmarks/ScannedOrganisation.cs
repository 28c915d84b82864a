using Recoup.Core.Directory;
using Recoup.Core.Rules;
using Recoup.Emulator;
using Recoup.Server;
using Recoup.Server.Hosting;
using Directory = System.IO.Directory;

namespace Recoup.Benchmarks;

/// <summary>What a scan of an emulated organisation left behind, as the judge takes it: every account with its seats and, where it was asked about, its answers.</summary>
internal static class ScannedOrganisation
{
    public const int Users = 10_000;

    public static async Task<Snapshot> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("recoup-perf-");
        try
        {
            await using var emulator = await EmulatorServer.StartAsync(new EmulatorOptions { Users = Users, Seed = 3 });
            var host = CommandHost.System with
            {
                Out = TextWriter.Null,
                Error = TextWriter.Null,
                Environment = name => name == "RECOUP_DATA" ? Path.Combine(folder.FullName, "data") : null,
            };
            var (key, token, site) = (Path.Combine(folder.FullName, "key"), Path.Combine(folder.FullName, "token"), emulator.Sites[0]);
            await File.WriteAllTextAsync(key, emulator.Key);
            await File.WriteAllTextAsync(token, site.Token);
            await RunAsync(host, "connect", "--org", emulator.Org, "--key-file", key, "--api-url", $"{emulator.Api}", "--site", $"{site.Url}", "--site-email", site.Email, "--site-token-file", token);
            await RunAsync(host, "settings", "set", "cost.jira-software", "7.53");
            await RunAsync(host, "settings", "set", "cost.confluence", "5.16");
            await RunAsync(host, "scan");
            await using var workplace = await Workplace.OpenAsync(DataDirectory.Resolve(null, host.Environment), host, CancellationToken.None);
            return await ReadAsync(workplace, new OrgId(emulator.Org));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Snapshot> ReadAsync(Workplace workplace, OrgId org)
    {
        var store = workplace.Store;
        var scan = await workplace.ShownAsync(org, CancellationToken.None);
        var pages = await store.AccountPagesAsync(org, scan.Id, 0, int.MaxValue, CancellationToken.None);
        var grants = (await store.ListingsAsync(org, scan.Id, new(0, int.MaxValue), CancellationToken.None)).SelectMany(l => l.Grants);
        return new(scan.Survey with { Grants = [.. grants] }, await store.SettingsAsync(org, CancellationToken.None), [], [.. pages.SelectMany(p => p.Accounts)]);
    }

    private static async Task RunAsync(CommandHost host, params string[] arguments)
    {
        if (await Server.CommandLine.RunAsync(arguments, host) is not 0 and var code)
            throw new InvalidOperationException($"recoup {arguments[0]} ended with exit code {code}.");
    }
}
