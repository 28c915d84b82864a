using System.Net;
using System.Text.RegularExpressions;

namespace Recoup.Tests.Serving;

/// <summary>A browser: it keeps cookies and sends back what stands in a page's forms.</summary>
internal sealed partial class Browser(Uri url) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new() }) { BaseAddress = url };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The page that it is on.</summary>
    public Page On { get; private set; } = new(0, "", null, []);

    public async Task<Page> GoAsync(string path)
    {
        using var answer = await _client.GetAsync(path, Cancel);
        return On = await Page.OfAsync(answer);
    }

    /// <summary>Sends a form of the page that it is on.</summary>
    public async Task<Page> SendAsync(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("formToken", On.Field("formToken") ?? ""), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);
        using var answer = await _client.PostAsync(action, form, Cancel);
        return On = await Page.OfAsync(answer);
    }

    /// <summary>Goes to a page and sends a form of it.</summary>
    public async Task<Page> SendAsync(string on, string action, params (string Name, string Value)[] fields)
    {
        await GoAsync(on);
        return await SendAsync(action, fields);
    }

    public Task<Page> SignInAsync(string name, string password) => SendAsync("/sign-in", "/sign-in", ("name", name), ("password", password));

    /// <summary>Whether it is signed in.</summary>
    public async Task<bool> IsInAsync() => (await GoAsync("/")).Status == 200;

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"(?<name>[a-zA-Z]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Filled();

    [GeneratedRegex("<code>([^<]+)</code>")]
    private static partial Regex Code();

    /// <summary>What came back.</summary>
    internal sealed record Page(int Status, string Html, string? To, IReadOnlyList<string> Cookies)
    {
        public static async Task<Page> OfAsync(HttpResponseMessage answer) => new(
            (int)answer.StatusCode,
            await answer.Content.ReadAsStringAsync(Cancel),
            answer.Headers.Location?.ToString(),
            answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);

        /// <summary>The value that stands in a form.</summary>
        public string? Field(string name) => Filled().Matches(Html).FirstOrDefault(m => m.Groups["name"].Value == name)?.Groups["value"].Value is { } value ? WebUtility.HtmlDecode(value) : null;

        /// <summary>What is shown once: a link, a token, recovery codes.</summary>
        public IReadOnlyList<string> Secrets => [.. Code().Matches(Html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

        /// <summary>The path of the link that is shown.</summary>
        public string Link => new Uri(Secrets.Single()).AbsolutePath;
    }
}
