using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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
    private readonly StringWriter _log;
    private readonly bool _isReplica;

    private Served(Premises premises, Workplace workplace, WebServer server, StringWriter log, bool isReplica) =>
        (Premises, Workplace, Server, _log, _isReplica) = (premises, workplace, server, log, isReplica);

    public Premises Premises { get; }

    public Workplace Workplace { get; }

    public WebServer Server { get; }

    /// <summary>Over a scanned organisation.</summary>
    public static async Task<Served> ScannedAsync(int users = 120) => await OverAsync(await Premises.ScannedAsync(users));

    /// <param name="setUp">Whether somebody is an admin already, whom no test is.</param>
    public static Task<Served> OverAsync(Premises premises, WebAddress? address = null, bool setUp = true) => OverAsync(premises, address, isReplica: false, setUp);

    /// <summary>The password of everybody whom <see cref="SignedInAsync"/> makes.</summary>
    public const string Password = "correct horse battery staple";

    /// <summary>A second server over the same data.</summary>
    public Task<Served> ReplicaAsync() => OverAsync(Premises, null, isReplica: true, setUp: false);

    private static async Task<Served> OverAsync(Premises premises, WebAddress? address, bool isReplica, bool setUp)
    {
        var log = new StringWriter();
        var host = new CommandHost(TextWriter.Null, TextWriter.Synchronized(log), TextReader.Null, premises.Shell.Time, premises.Shell.Environment.GetValueOrDefault) { User = "recoup", Network = premises.Shell.Sent.Before };
        var options = RecoupOptions.Read(premises.Shell.Data, premises.Shell.Environment.GetValueOrDefault, postgres: false);
        var workplace = await Workplace.OpenAsync(premises.Shell.Data, host, TestContext.Current.CancellationToken, options: options);
        if (setUp)
            await KeepAsync(workplace, new() { Name = "root", Roles = [SignInRole.Admin], PasswordHash = "none" });
        return new(premises, workplace, await WebServer.StartAsync(workplace, address ?? new(IPAddress.Loopback, 0, null), TestContext.Current.CancellationToken), log, isReplica);
    }

    /// <summary>What the server wrote to its log by now.</summary>
    public string Log
    {
        get
        {
            // What the synchronised writer around it locks too.
            lock (Workplace.Host.Error)
                return _log.ToString();
        }
    }

    /// <summary>A script with a token of a role, in the name of somebody who has it.</summary>
    /// <param name="name">Whose it is; by default somebody with this role alone.</param>
    /// <param name="at">Which replica it asks; this one by default.</param>
    public async Task<HttpClient> AsAsync(SignInRole role, string? name = null, Served? at = null)
    {
        name = (await PersonAsync(role, name)).Name;
        var (secret, now) = (TokenSecret.New(), Premises.Shell.Time.GetUtcNow());
        var token = new ApiToken(TokenSecret.Hash(secret), name, "test", role, secret[^4..], now, now.AddDays(30));
        await Workplace.Store.AddTokenAsync(token, SignInBook.Event(name, "token.create"), TestContext.Current.CancellationToken);
        var client = (at ?? this).Anybody();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return client;
    }

    /// <summary>A browser in which somebody of a role has signed in.</summary>
    /// <param name="name">Who it is; by default somebody with this role alone.</param>
    public async Task<Browser> SignedInAsync(SignInRole role, string? name = null, Served? at = null)
    {
        var browser = (at ?? this).Browse();
        (await browser.SignInAsync((await PersonAsync(role, name)).Name, Password)).Status.ShouldBe(303);
        return browser;
    }

    /// <summary>A browser in which nobody is signed in.</summary>
    public Browser Browse() => new(Server.Url);

    /// <summary>Somebody with a role and a password, as they are now.</summary>
    public async Task<Person> PersonAsync(SignInRole role, string? name = null)
    {
        name ??= $"grace-{role}".ToLowerInvariant();
        var known = await Workplace.Store.TryGetPersonAsync(name, TestContext.Current.CancellationToken) ?? new() { Name = name, Roles = [] };
        if (!known.Roles.Contains(role))
            await KeepAsync(Workplace, known with { Roles = [.. known.Roles, role], PasswordHash = PasswordHash.Value });
        return (await Workplace.Store.TryGetPersonAsync(name, TestContext.Current.CancellationToken))!;
    }

    private static readonly Lazy<string> PasswordHash = new(() => Passwords.Hash(Password));

    private static async Task KeepAsync(Workplace workplace, Person person) =>
        (await workplace.Store.KeepAsync(new(SignInBook.Event("test", "person.add", person.Name)) { Person = person }, TestContext.Current.CancellationToken)).ShouldBe(SignInOutcome.Done);

    /// <summary>
    /// Asks again until the answer is as wanted. The clock goes on meanwhile, but so slowly that work under way on a busy machine
    /// still keeps its lease.
    /// </summary>
    public async Task<JsonElement> UntilAsync(HttpClient client, string path, Func<JsonElement, bool> wanted)
    {
        for (var i = 0; i < 20_000; i++)
        {
            var answer = await client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
            if (wanted(answer))
                return answer;
            if (i % 10 == 9)
                Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
        }

        throw new InvalidOperationException($"{path} never came to be as wanted.");
    }

    /// <summary>Lets the clock go on to a time of its day.</summary>
    public async Task UntilClockAsync(string time, HttpClient client)
    {
        var until = Premises.Shell.Time.GetUtcNow().Date + TimeSpan.Parse(time, CultureInfo.InvariantCulture);
        while (Premises.Shell.Time.GetUtcNow() < until)
        {
            Premises.Shell.Time.Advance(TimeSpan.FromSeconds(10));
            await client.GetStringAsync("/ready", TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the log holds a text.</summary>
    public async Task UntilLogAsync(string text)
    {
        var began = Stopwatch.StartNew();
        while (!Log.Contains(text, StringComparison.Ordinal))
        {
            began.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), $"the log never said: {text}\n{Log}");
            await Task.Yield();
        }
    }

    /// <summary>Somebody who is not signed in, with no cookies.</summary>
    public HttpClient Anybody() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Server.Url };

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Workplace.DisposeAsync();
        if (!_isReplica)
            await Premises.DisposeAsync();
    }
}
