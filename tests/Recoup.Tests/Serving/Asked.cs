using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Recoup.Tests.Serving;

/// <summary>An answer of the API, read.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Text">Its body.</param>
/// <param name="Total">How many there are in all, where it is a part of a list.</param>
internal sealed record Asked(HttpStatusCode Status, string Text, int? Total)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The gate of a problem; null where all is well.</summary>
    public string? Gate => (int)Status < 400 ? null : Json.GetProperty("gate").GetString();

    /// <summary>The texts of a property of every row.</summary>
    public IReadOnlyList<string?> Of(string name) => [.. Json.EnumerateArray().Select(r => r.GetProperty(name).GetString())];
}

internal static class Asking
{
    public static Task<Asked> AskAsync(this HttpClient client, string path) => client.AskAsync(HttpMethod.Get, path, null);

    public static Task<Asked> TellAsync(this HttpClient client, string path, object body) => client.AskAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public static Task<Asked> SetAsync(this HttpClient client, string path, object body) => client.AskAsync(HttpMethod.Put, path, JsonContent.Create(body));

    public static Task<Asked> EndAsync(this HttpClient client, string path) => client.AskAsync(HttpMethod.Delete, path, null);

    /// <summary>A file as the body.</summary>
    public static StringContent File(string text, string type = "application/json") => new(text, Encoding.UTF8, type);

    public static async Task<Asked> AskAsync(this HttpClient client, HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = body };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(
            answer.StatusCode,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            answer.Headers.TryGetValues("X-Total-Count", out var total) ? int.Parse(total.Single()) : null);
    }

    /// <summary>Entries of the log with an action, as the verb prints them.</summary>
    public static async Task<IReadOnlyList<JsonElement>> LoggedAsync(this Served served, string action) =>
        [.. (await served.Premises.JsonAsync("audit list")).EnumerateArray().Where(e => e.GetProperty("action").GetString() == action)];
}
