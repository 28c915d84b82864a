using System.Net;
using System.Text.RegularExpressions;

namespace Recoup.Tests.Serving;

/// <summary>A browser: it keeps cookies, whose ends are told by the clock of the test, and sends back what stands in a page's forms.</summary>
internal sealed partial class Browser(Uri url) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { BaseAddress = url };
    private readonly Dictionary<string, string> _cookies = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The page that it is on.</summary>
    public Page On { get; private set; } = new(0, "", null, []);

    public async Task<Page> GoAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await AskAsync(request);
    }

    /// <summary>Sends a form of the page that it is on.</summary>
    public async Task<Page> SendAsync(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([new("formToken", On.Field("formToken") ?? ""), .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
        return await AskAsync(request);
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

    private async Task<Page> AskAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await _client.SendAsync(request, Cancel);
        On = await Page.OfAsync(answer);
        foreach (var cookie in On.Cookies)
        {
            var (name, value) = (cookie.Split('=')[0], cookie.Split(';')[0][(cookie.IndexOf('=') + 1)..]);
            if (value.Length == 0)
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }

        return On;
    }

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
            answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [])
        {
            Wait = answer.Headers.RetryAfter?.Delta?.TotalSeconds,
        };

        /// <summary>How many seconds to wait before asking again; null where nothing is said of it.</summary>
        public double? Wait { get; private init; }

        /// <summary>The value that stands in a form.</summary>
        public string? Field(string name) => Filled().Matches(Html).FirstOrDefault(m => m.Groups["name"].Value == name)?.Groups["value"].Value is { } value ? WebUtility.HtmlDecode(value) : null;

        /// <summary>What is shown once: a link, a token, recovery codes.</summary>
        public IReadOnlyList<string> Secrets => [.. Code().Matches(Html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

        /// <summary>The path of the link that is shown.</summary>
        public string Link => new Uri(Secrets.Single()).AbsolutePath;
    }
}
