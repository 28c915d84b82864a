using System.CommandLine;
using System.Net;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using EmulatorOptions = Recoup.Emulator.EmulatorOptions;
using EmulatorServer = Recoup.Emulator.EmulatorServer;
using Recoup.Engine;
using Recoup.Engine.Connecting;
using Recoup.Server.Hosting;
using Recoup.Server.Output;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup demo</c>: a synthetic organisation, scanned for real, in a data directory that is thrown away.</summary>
internal static class DemoVerb
{
    public static Command Create(CommandHost host)
    {
        var users = new Option<int>("--users") { Description = "How many accounts, 50 to 1000000", DefaultValueFactory = _ => 500, HelpName = "N" };
        users.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 50 or > 1_000_000)
                result.AddError("--users takes 50 to 1000000.");
        });
        var seed = new Option<int>("--seed") { Description = "Another seed is another organisation", DefaultValueFactory = _ => 1, HelpName = "S" };
        var once = new Option<bool>("--once") { Description = "Print the report and end" };
        var port = ServeVerb.PortOption();
        var command = new Command("demo", "See what Recoup finds in a synthetic organisation; no key, nothing is kept") { users, seed, once, port };
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = Directory.CreateTempSubdirectory("recoup-demo-");
            try
            {
                var options = new EmulatorOptions { Users = parsed.GetValue(users), Seed = parsed.GetValue(seed), Time = host.Time };
                await using var emulator = await EmulatorServer.StartAsync(options, cancellationToken);
                // The emulator's key is kept, and may write: a plan can be applied and undone without asking for one.
                await using var workplace = await Workplace.OpenAsync(directory.FullName, host with { Out = TextWriter.Null }, cancellationToken, options: new() { ReadOnly = false });
                await ConnectAsync(workplace, emulator, MadeUp(options.Users, DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime)), cancellationToken);
                var scan = await ScanVerb.RunAsync(workplace, new OrgId(emulator.Org), full: true, cancellationToken);
                if (format.Of(parsed) == OutputFormat.Table)
                    await host.Out.WriteLineAsync("\nA made-up organisation with made-up prices, scanned for real on this machine.");
                var code = await ScanVerb.WriteAsync(workplace, scan, format.Of(parsed), host, cancellationToken, WhatToTryNext);
                if (!parsed.GetValue(once) && format.Of(parsed) == OutputFormat.Table)
                    await ServeAsync(workplace, parsed.GetValue(port), host, cancellationToken);
                return code;
            }
            finally
            {
                directory.Delete(recursive: true);
            }
        });
        return command;
    }

    /// <summary>Lets the user look around until they have seen enough: on this machine alone, whatever the configuration says.</summary>
    private static async Task ServeAsync(Workplace workplace, int port, CommandHost host, CancellationToken cancellationToken)
    {
        var (door, path) = await DemoDoor.OpenAsync(workplace, cancellationToken);
        await using var server = await WebServer.StartAsync(workplace, new(IPAddress.Loopback, port, Public: null), door, cancellationToken);
        await host.Out.WriteLineAsync($"\nLook around: {new Uri(server.Url, path)}\nThe link is good once. Ctrl+C ends the demo, and all of it is gone.");
        await Task.Delay(Timeout.InfiniteTimeSpan, host.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Connects to the emulator as a user would to Atlassian, and sets a made-up order form so that the report has sums and days.</summary>
    private static async Task ConnectAsync(Workplace workplace, EmulatorServer emulator, Settings madeUp, CancellationToken cancellationToken)
    {
        var org = new OrgId(emulator.Org);
        var connection = await ConnectVerb.ConnectOrgAsync(workplace, org, emulator.Api, emulator.Key, expires: null, cancellationToken);
        var site = emulator.Sites[0];
        await ConnectVerb.ConnectSiteAsync(workplace, connection, Addresses.Site(site.Url.ToString(), connection).Url!, site.Email, site.Token, expires: null, cancellationToken);
        await workplace.Store.CommitAsync(new Change(org, workplace.Event(org, "settings.set", note: "made-up costs and order form")) { Settings = madeUp }, cancellationToken);
    }

    /// <summary>The demo's data is gone when it ends: the next step is the user's own.</summary>
    private static readonly IReadOnlyList<string> WhatToTryNext =
    [
        "recoup import FILE.csv                 the same on an export of your own users, no key needed",
        "recoup connect --org ID --key-file F   the same on your own organisation, read-only",
    ];

    /// <summary>Everything by the month but Confluence: by the year in tiers, of which the smallest that holds everybody is bought.</summary>
    private static Settings MadeUp(int users, DateOnly today)
    {
        var tiers = Tiers(users);
        var monthly = new Contract { Billing = Billing.Monthly, Renews = today.AddDays(12) };
        return new()
        {
            Costs = new Dictionary<Product, decimal>
            {
                [Product.Jira] = 7.50m,
                [Product.Confluence] = 5.00m,
                [Product.ServiceManagement] = 20.00m,
                [Product.Discovery] = 10.00m,
            },
            Contracts = new Dictionary<Product, Contract>
            {
                [Product.Jira] = monthly,
                [Product.Confluence] = new() { Billing = Billing.Annual, Renews = today.AddDays(75), Tiers = tiers, Purchased = tiers[^1] },
                [Product.ServiceManagement] = monthly,
                [Product.Discovery] = monthly,
            },
            // The emulator's directory does not lag: whether a seat is free is seen at once.
            VerifyAfterMinutes = 0,
        };
    }

    /// <summary>Tiers of 100, or in larger organisations of a tenth of the accounts; the last holds all of them.</summary>
    private static IReadOnlyList<int> Tiers(int users)
    {
        var step = 100 * (int)Math.Ceiling(users / 1000.0);
        return [.. Enumerable.Range(1, (int)Math.Ceiling((double)users / step)).Select(i => i * step)];
    }
}
