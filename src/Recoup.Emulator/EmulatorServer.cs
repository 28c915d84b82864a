using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Recoup.Emulator;

/// <summary>A site as a client connects to it: Basic sign-in with e-mail and token.</summary>
public sealed record EmulatedSite(Uri Url, string CloudId, string Name, bool Sandbox, string Email, string Token);

/// <summary>Imitates Atlassian and Claude over HTTP on 127.0.0.1.</summary>
public sealed class EmulatorServer : IAsyncDisposable
{
    readonly WebApplication app;

    EmulatorServer(EmulatorOptions options)
    {
        Clock = new(options.Time);
        Options = options = options with { Time = Clock };
        Organisation = Organisation.Generate(options.Users, options.Seed, options.Now ?? options.Time.GetUtcNow());
        Keys = new(Organisation);
        Changes = new(Organisation, options);
        Events = new(Organisation);
        app = Build(options.Port);
        app.Run(new Gateway(this).HandleAsync);
    }

    public EmulatorOptions Options { get; }

    /// <summary>The truth behind the API.</summary>
    public Organisation Organisation { get; }

    /// <summary>Takes the place of https://api.atlassian.com and of https://api.anthropic.com.</summary>
    public Uri Api { get; private set; } = new("http://127.0.0.1");

    /// <summary>The organisation's id.</summary>
    public string Org => Organisation.Id;

    /// <summary>A test key that may read everything.</summary>
    public string Key => Keys.Full;

    /// <summary>A test key with scopes, which User management refuses.</summary>
    public string ScopedKey => Keys.Scoped;

    /// <summary>A test key of Anthropic's.</summary>
    public string ClaudeKey => Keys.Claude;

    public IReadOnlyList<EmulatedSite> Sites { get; private set; } = [];
    public Faults Faults { get; } = new();
    public RequestLog Requests { get; } = new();

    /// <summary>Every write that was carried out or refused.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>What Claude was asked and shall answer.</summary>
    public Claude Claude { get; } = new();

    internal MovedTime Clock { get; }
    internal Keys Keys { get; }
    internal Changes Changes { get; }
    internal EventLog Events { get; }

    /// <exception cref="ArgumentOutOfRangeException">The number of users is not 50 to 1,000,000.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmulatorServer> StartAsync(EmulatorOptions options, CancellationToken cancellation = default)
    {
        var server = new EmulatorServer(options);
        await server.app.StartAsync(cancellation);
        server.Api = new(server.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        server.Sites = [.. server.Organisation.Sites.Select(site =>
            new EmulatedSite(new(server.Api, $"sites/{site.Name}"), site.CloudId, site.Name, site.Sandbox, server.Keys.Email, server.Keys.SiteTokens[site.Index]))];
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    // The empty builder, because the others listen to the surroundings: ASPNETCORE_URLS, appsettings.json.
    static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            // What is too large is refused in the API's own words.
            kestrel.Limits.MaxRequestBodySize = 2 * Messages.Largest;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    /// <summary>Signals belong to whoever started the server.</summary>
    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
