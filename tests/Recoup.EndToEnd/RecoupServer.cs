using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;
using Recoup.Storage;
using Recoup.Storage.SignIns;

namespace Recoup.EndToEnd;

/// <summary>A running <c>recoup serve</c>.</summary>
internal sealed class RecoupServer(RecoupProcess process, Uri url, IReadOnlyDictionary<string, string> environment, string data) : IAsyncDisposable
{
    public RecoupProcess Process => process;

    /// <param name="environment">Where the data is.</param>
    /// <param name="data">A data folder of its own.</param>
    public static async Task<RecoupServer> StartAsync(IReadOnlyDictionary<string, string> environment, string data)
    {
        var process = RecoupProcess.StartIn(environment, data, "serve", "--port", "0");
        var line = await process.ReadLineAsync();
        return new(process, new(line.Split(' ').Single(w => w.StartsWith("http:", StringComparison.Ordinal)).TrimEnd('.')), environment, data);
    }

    /// <summary>A script with a token of an operator.</summary>
    public async Task<HttpClient> OperatorAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = RecoupOptions.Read(data, environment.GetValueOrDefault, postgres: true);
        await using var workplace = await Workplace.OpenAsync(data, CommandHost.System, cancel, PostgresAddress.Parse(environment["RECOUP_DB"]), options);
        if (await workplace.Store.TryGetPersonAsync("grace", cancel) is null)
        {
            // An admin too: while there is none, the server answers nobody.
            var grace = new Person { Name = "grace", Roles = [SignInRole.Operator, SignInRole.Admin], PasswordHash = Passwords.Hash("correct horse battery staple") };
            await workplace.Store.KeepAsync(new(SignInBook.Event("grace", "person.add")) { Person = grace }, cancel);
        }

        var (secret, now) = (TokenSecret.New(), DateTimeOffset.UtcNow);
        var token = new ApiToken(TokenSecret.Hash(secret), "grace", "test", SignInRole.Operator, secret[^4..], now, now.AddDays(30));
        await workplace.Store.AddTokenAsync(token, SignInBook.Event("grace", "token.create"), cancel);
        return new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
