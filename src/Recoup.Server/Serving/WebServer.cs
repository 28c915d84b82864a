using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Recoup.Server.Api;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;
using Recoup.Server.Working;
using Recoup.Web;

namespace Recoup.Server.Serving;

/// <summary><c>recoup serve</c>: the API, sign-in and what goes on by itself, over HTTP.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Every route with whom it lets in.</summary>
    internal IEnumerable<RouteEndpoint> Routes => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Looks now what is due, not only when the next look is.</summary>
    internal Task LookAsync(CancellationToken cancellationToken) => _app.Services.GetRequiredService<Watch>().LookAsync(cancellationToken);

    /// <summary>Starts to listen.</summary>
    /// <param name="workplace">The data; it stays the caller's.</param>
    /// <exception cref="UserException">The port is taken or the address is none of this machine's.</exception>
    public static Task<WebServer> StartAsync(Workplace workplace, WebAddress address, CancellationToken cancellationToken) => StartAsync(workplace, address, null, cancellationToken);

    /// <param name="demo">The way into a demo; null where it is none.</param>
    internal static async Task<WebServer> StartAsync(Workplace workplace, WebAddress address, DemoDoor? demo, CancellationToken cancellationToken)
    {
        var server = new WebServer(Build(workplace, address, isDemo: demo is not null));
        demo?.Map(server._app);
        try
        {
            await server._app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            await server._app.DisposeAsync();
            throw new UserException(string.Create(CultureInfo.InvariantCulture, $"{address.Listen}:{address.Port} cannot be listened on: {e.Message} Choose another port with --port."));
        }

        server.Url = new(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>Ends what is under way at its next checkpoint.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    // The empty builder, because the others listen to the surroundings: ASPNETCORE_URLS, appsettings.json.
    private static WebApplication Build(Workplace workplace, WebAddress address, bool isDemo)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 << 20;
            kestrel.Listen(address.Listen, address.Port);
        });
        Services(builder.Services, workplace, address, isDemo);
        var app = builder.Build();
        Pipeline(app, workplace, address);
        return app;
    }

    private static void Services(IServiceCollection services, Workplace workplace, WebAddress address, bool isDemo)
    {
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.AddSingleton(workplace);
        services.AddSingleton(workplace.Host.Time);
        services.AddSingleton(address);
        services.AddLogging(log => log.AddProvider(new LineLog(workplace.Host.Error, workplace.Host.Time)));
        services.AddRouting();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<Watch>();
        services.AddSingleton(all => ActivatorUtilities.CreateInstance<PageHost>(all, isDemo));
        services.AddHostedService(all => all.GetRequiredService<Watch>());
        services.AddSignIn(workplace);
        // A route that says nothing of whom it lets in lets nobody in.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        // What is sent stays in memory: nothing of it lies about in files of the machine.
        services.Configure<FormOptions>(form => form.MemoryBufferThreshold = WebPages.All.Max(r => r.MostBytes));
        services.AddJsonBodies();
        services.AddApiDocument();
    }

    /// <summary>From the outside in: each line sees only what those above it let through.</summary>
    private static void Pipeline(WebApplication app, Workplace workplace, WebAddress address)
    {
        app.UseRequestLog(workplace.Host.Error, workplace.Host.Time);
        app.UseProblems(app.Services.GetRequiredService<ILogger<WebServer>>());
        app.UseOurHosts(address);
        app.UseRouting();
        app.UseSetUpGate(workplace);
        app.UseAuthentication();
        app.UseLargeForms();
        app.UseStateChangeGuard();
        app.UseRateLimiter();
        app.UseSecondFactorGate(workplace);
        app.UseMismatches();
        app.UseAuthorization();
        app.MapHealth(workplace);
        app.MapSignIn(workplace);
        app.MapApi();
        app.MapPages();
    }

    /// <summary>Signals belong to whoever started the server.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
