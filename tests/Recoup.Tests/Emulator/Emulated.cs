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

    public async Task<(int Status, JsonElement Body)> JiraAsync(string jql)
    {
        var site = Server.Sites[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Url}/rest/api/3/search/approximate-count") { Content = JsonContent.Create(new { jql }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{site.Email}:{site.Token}")));
        return await ReadAsync(await http.SendAsync(request));
    }

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
