using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Forge;

/// <summary>The network as the platform gives it: it lets requests go to declared hosts alone, and follows no redirect.</summary>
/// <param name="scope">The invocation's number.</param>
internal sealed class HostNetwork(int scope) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = new HostRequest(
            request.Method.Method,
            request.RequestUri!.AbsoluteUri,
            request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(", ", h.Value)),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));
        var text = await Host.CallAsync(scope, "http", JsonSerializer.Serialize(asked, HostJson.Default.HostRequest));
        cancellationToken.ThrowIfCancellationRequested();
        var answer = JsonSerializer.Deserialize(text!, HostJson.Default.HostResponse)!;
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body)) };
        foreach (var (name, value) in answer.Headers)
        {
            // Whatever was packed for the way was unpacked by the platform.
            if (name is "content-encoding" or "content-length" or "transfer-encoding")
                continue;
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}

internal sealed record HostRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body);

internal sealed record HostResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Body);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostRequest))]
[JsonSerializable(typeof(HostResponse))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class HostJson : JsonSerializerContext;
