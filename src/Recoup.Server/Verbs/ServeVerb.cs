using System.CommandLine;
using System.Net;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup serve</c>: the API and the pages, until it is ended.</summary>
internal static class ServeVerb
{
    private const int UsualPort = 5080;

    /// <summary>Where it is unless somebody says otherwise.</summary>
    public static readonly Uri Usual = new($"http://{IPAddress.Loopback}:{UsualPort}");

    /// <summary>Which port a server listens on.</summary>
    public static Option<int> PortOption()
    {
        var port = new Option<int>("--port") { Description = "The port to listen on; 0 for any that is free", DefaultValueFactory = _ => UsualPort, HelpName = "P" };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
                result.AddError("--port takes 0 to 65535.");
        });
        return port;
    }

    public static Command Create(CommandHost host)
    {
        var port = PortOption();
        var command = new Command("serve", "Serve the API on this machine, and do what is due by itself, until Ctrl+C") { port };
        var data = DataOptions.On(command, org: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var address = new WebAddress(workplace.Options.Listen ?? IPAddress.Loopback, parsed.GetValue(port), workplace.Options.Url);
            await using var server = await WebServer.StartAsync(workplace, address, cancellationToken);
            await host.Out.WriteLineAsync($"Recoup is at {workplace.Options.Url ?? server.Url}. Ctrl+C ends it.");
            if (await new Links(new(workplace)).SetUpAsync(host.User, cancellationToken) is { } secret)
                await host.Out.WriteLineAsync($"Nobody is an admin yet. Within an hour, open {Links.Url(workplace.Options.Url ?? server.Url, secret)}");
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Ok;
        });
        return command;
    }
}
