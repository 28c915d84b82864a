using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Recoup.Engine.Scanning;

namespace Recoup.Perf;

/// <summary>The bare loop: sends recorded requests, parses each answer into a <see cref="JsonDocument"/> and throws it away.</summary>
internal static class Replay
{
    private static readonly string[] Schemes = ["Bearer", "Basic"];

    /// <param name="file">What <see cref="Record"/> wrote.</param>
    /// <param name="together">Requests under way at once. One that needs an answer for its question waits for all before it, and so does the first of a phase.</param>
    /// <param name="environment">RECOUP_PERF_BEARER and RECOUP_PERF_BASIC hold what stands behind the scheme in the header.</param>
    public static async Task RunAsync(string file, int together, Func<string, string?> environment)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var keys = Schemes.ToDictionary(scheme => scheme, scheme => new AuthenticationHeaderValue(scheme, environment($"RECOUP_PERF_{scheme.ToUpperInvariant()}")));
        var open = new List<Task>();
        ScanPhase? phase = null;
        foreach (var request in RecordedRequest.Read(file))
        {
            if (request.GoesOn || request.Phase != phase)
                await AllAsync(open);
            else if (open.Count == together)
                await OneAsync(open);
            phase = request.Phase;
            open.Add(AskAsync(client, request, keys[request.Scheme]));
        }

        await AllAsync(open);
    }

    private static async Task AskAsync(HttpClient client, RecordedRequest request, AuthenticationHeaderValue key)
    {
        using var message = new HttpRequestMessage(request.Method, request.Target);
        message.Headers.Authorization = key;
        message.Headers.Accept.ParseAdd("application/json");
        if (request.Body.Length > 0)
            message.Content = new StringContent(request.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        if ((int)response.StatusCode != request.Status)
            throw new InvalidOperationException($"{(int)response.StatusCode} instead of {request.Status}, so this is not the same work: {request}");
        await using var body = await response.Content.ReadAsStreamAsync();
        using var parsed = await JsonDocument.ParseAsync(body);
    }

    private static async Task OneAsync(List<Task> open)
    {
        var done = await Task.WhenAny(open);
        open.Remove(done);
        await done;
    }

    private static async Task AllAsync(List<Task> open)
    {
        await Task.WhenAll(open);
        open.Clear();
    }
}
