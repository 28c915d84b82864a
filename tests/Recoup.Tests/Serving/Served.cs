using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Core.Audit;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;
using Recoup.Server.SigningIn;
using Recoup.Storage.SignIns;
using Recoup.Tests.Server;

namespace Recoup.Tests.Serving;

/// <summary>The server over real HTTP beside an emulated organisation, with clients of every role.</summary>
internal sealed class Served : IAsyncDisposable
{
    private Served(Premises premises, Workplace workplace, WebServer server) => (Premises, Workplace, Server) = (premises, workplace, server);

    public Premises Premises { get; }

    public Workplace Workplace { get; }

    public WebServer Server { get; }

    /// <summary>Over a scanned organisation.</summary>
    public static async Task<Served> ScannedAsync(int users = 120) => await OverAsync(await Premises.ScannedAsync(users));

    public static async Task<Served> OverAsync(Premises premises, WebAddress? address = null)
    {
        var host = new CommandHost(TextWriter.Null, TextWriter.Synchronized(new StringWriter()), TextReader.Null, premises.Shell.Time, premises.Shell.Environment.GetValueOrDefault) { User = "recoup", Network = premises.Shell.Sent.Before };
        var workplace = await Workplace.OpenAsync(premises.Shell.Data, host, TestContext.Current.CancellationToken);
        return new(premises, workplace, await WebServer.StartAsync(workplace, address ?? new(IPAddress.Loopback, 0, null), TestContext.Current.CancellationToken));
    }

    /// <summary>A script with a token of a role, in the name of somebody who has it.</summary>
    public async Task<HttpClient> AsAsync(SignInRole role, string name = "grace")
    {
        var (secret, now) = (TokenSecret.New(), Premises.Shell.Time.GetUtcNow());
        var token = new ApiToken(TokenSecret.Hash(secret), name, "test", role, secret[^4..], now, now.AddDays(30));
        await Workplace.Store.AddTokenAsync(token, new AuditEvent { Chain = AuditChain.Installation, Actor = name, Action = "token.create", Outcome = AuditOutcome.Done }, TestContext.Current.CancellationToken);
        var client = Anybody();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    /// <summary>Asks again, while the clock goes on, until the answer is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, bool> wanted)
    {
        for (var i = 0; i < 2_000; i++)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
            if (wanted(answer))
                return answer;
            Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException($"{path} never came to be as wanted.");
    }

    /// <summary>Somebody who is not signed in, with no cookies.</summary>
    public HttpClient Anybody() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Server.Url };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Workplace.DisposeAsync();
        await Premises.DisposeAsync();
    }
}
