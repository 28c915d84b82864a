using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

/// <summary>A running emulator and a client with its key.</summary>
sealed class Emulated : IAsyncDisposable
{
    readonly HttpClient http;

    Emulated(EmulatorServer server)
    {
        Server = server;
        http = new() { BaseAddress = server.Api };
        Use(server.Key);
    }

    public EmulatorServer Server { get; }
    public string Directory { get; set; } = "-";

    public static async Task<Emulated> StartAsync(EmulatorOptions? options = null) => new(await EmulatorServer.StartAsync(options ?? new(), TestContext.Current.CancellationToken));

    public void Use(string key) => http.DefaultRequestHeaders.Authorization = new("Bearer", key);

    public async Task<(int Status, JsonElement Body)> SearchAsync(object body) =>
        await ReadAsync(await http.PostAsJsonAsync($"/admin/v2/orgs/{Server.Org}/directories/{Directory}/users/search", body));

    public async Task<(int Status, JsonElement Body)> GetAsync(string path) => await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative)));

    public Task<(int Status, JsonElement Body)> AdminAsync(string path) => GetAsync($"/admin/v2/orgs/{Server.Org}/directories/{Directory}/{path}");

    public Task<(int Status, JsonElement Body)> JiraAsync(string jql) => SiteAsync(HttpMethod.Post, "rest/api/3/search/approximate-count", new { jql });

    public Task<(int Status, JsonElement Body)> JiraGetAsync(string path) => SiteAsync(HttpMethod.Get, $"rest/api/3/{path}");

    /// <param name="site">Position of the site.</param>
    public async Task<(int Status, JsonElement Body)> SiteAsync(HttpMethod method, string path, object? body = null, int site = 0)
    {
        var at = Server.Sites[site];
        using var request = new HttpRequestMessage(method, $"{at.Url}/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{at.Email}:{at.Token}")));
        return await ReadAsync(await http.SendAsync(request));
    }

    public Task<(int Status, JsonElement Body)> OrgAsync(string path) => GetAsync($"/admin/v1/orgs/{Server.Org}/{path}");

    /// <summary>A write, with its status and the text of its answer.</summary>
    public async Task<(int Status, string Text)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A write in the primary directory; what comes back is the status.</summary>
    public async Task<int> WriteAsync(HttpMethod method, string path, object? body = null) =>
        (await SendAsync(method, $"/admin/v2/orgs/{Server.Org}/directories/{Server.Organisation.Directories[0].Id}/{path}", body)).Status;

    /// <summary>What User management does to an account.</summary>
    public Task<(int Status, string Text)> LifecycleAsync(Account account, string verb) => SendAsync(HttpMethod.Post, $"/users/{Path(account)}/manage/lifecycle/{verb}");

    /// <summary>The user as the search shows it now; undefined when it shows none.</summary>
    public async Task<JsonElement> FindAsync(Account account, params string[] expand)
    {
        var (_, body) = await SearchAsync(expand.Length == 0 ? new { accountIds = new[] { account.Id } } : new { accountIds = new[] { account.Id }, expand });
        return body.GetProperty("data").EnumerateArray().FirstOrDefault();
    }

    public async Task<string?> StatusAsync(Account account) => (await FindAsync(account)) is { ValueKind: JsonValueKind.Object } user ? user.GetProperty("status").GetString() : null;

    public static string Path(Account account) => Uri.EscapeDataString(account.Id);

    /// <summary>The first account of a kind that is active in the primary directory.</summary>
    public Account Someone(Func<Account, bool> kind) =>
        Server.Organisation.Accounts.First(account => account.Status == AccountStatus.Active && account.In(Server.Organisation.Directories[0]) == MembershipStatus.Active && kind(account));

    public Group GroupNamed(string name) => Server.Organisation.Groups.First(group => group.Name == name);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
    }

    static async Task<(int, JsonElement)> ReadAsync(HttpResponseMessage response)
    {
        using (response) return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
