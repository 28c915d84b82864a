using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Recoup.EndToEnd;

/// <summary>A running <c>recoup serve</c>.</summary>
internal sealed partial class RecoupServer(RecoupProcess process, Uri url) : IAsyncDisposable
{
    private const string Name = "grace";
    private const string Password = "correct horse battery staple";

    public RecoupProcess Process => process;

    /// <summary>Where it is.</summary>
    public Uri Url => url;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="environment">Where the data is.</param>
    /// <param name="data">A data folder of its own.</param>
    public static async Task<RecoupServer> StartAsync(IReadOnlyDictionary<string, string> environment, string data)
    {
        var process = RecoupProcess.StartIn(environment, data, "serve", "--port", "0");
        return new(process, Address(await process.ReadLineAsync()));
    }

    /// <summary>The link for the first admin, which it prints once.</summary>
    public async Task<Uri> LinkAsync() => Address(await process.ReadLineAsync());

    /// <summary>Does what the first admin does: opens the link that the server printed, chooses a password, signs in, and makes a token with which scripts may scan and apply.</summary>
    /// <returns>The token.</returns>
    public async Task<string> SetUpAsync()
    {
        var link = await LinkAsync();
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        await SendAsync(browser, link.AbsolutePath, link.AbsolutePath, ("name", Name), ("chosen", Password));
        await SendAsync(browser, "/sign-in", "/sign-in", ("name", Name), ("password", Password));
        var session = await browser.GetFromJsonAsync<JsonElement>("/api/v1/session", Cancel);
        browser.DefaultRequestHeaders.Add("X-Form-Token", session.GetProperty("formToken").GetString());
        using var roles = await browser.PutAsJsonAsync($"/api/v1/people/{Name}/roles", new { roles = new[] { "admin", "operator" } }, Cancel);
        roles.EnsureSuccessStatusCode();
        using var token = await browser.PostAsJsonAsync("/api/v1/tokens", new { password = Password, label = "test", role = "operator", days = 1 }, Cancel);
        token.IsSuccessStatusCode.ShouldBeTrue(await token.Content.ReadAsStringAsync(Cancel));
        return (await token.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("secret").GetString()!;
    }

    /// <summary>A script.</summary>
    public HttpClient Client(string token) =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static async Task SendAsync(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page, Cancel);
        var token = FormToken().Match(html).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("formToken", token)]);
        using var answer = await browser.PostAsync(action, form, Cancel);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static Uri Address(string line) => new(line.Split(' ').Single(w => w.StartsWith("http:", StringComparison.Ordinal)).TrimEnd('.'));

    [GeneratedRegex("name=\"formToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
