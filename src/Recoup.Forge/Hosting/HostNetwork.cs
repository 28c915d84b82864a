using System.Net;
using System.Runtime.InteropServices.JavaScript;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Engine;
using Recoup.Engine.Assisting;

namespace Recoup.Forge.Hosting;

/// <summary>
/// The network as the platform gives it: it lets requests go to declared hosts alone, and follows no redirect. Whatever goes elsewhere
/// is for the Jira that the app is installed in, which the platform asks as the app, without any key of ours.
/// </summary>
/// <param name="scope">The invocation's number.</param>
internal sealed class HostNetwork(int scope) : HttpMessageHandler
{
    /// <summary>The hosts that the manifest declares.</summary>
    private static readonly string[] Declared = [Connection.Atlassian.Host, MessagesApi.Anthropic.Host];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isJira = !Declared.Contains(request.RequestUri!.Host);
        var asked = new HostRequest(
            request.Method.Method,
            isJira ? request.RequestUri.PathAndQuery : request.RequestUri.AbsoluteUri,
            request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).Where(h => !isJira || h.Key != "Authorization").ToDictionary(h => h.Key, h => string.Join(", ", h.Value)),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));
        string? text;
        try
        {
            text = await Host.CallAsync(scope, isJira ? "jira" : "http", JsonSerializer.Serialize(asked, HostJson.Default.HostRequest));
        }
        catch (JSException e)
        {
            throw new HttpRequestException(e.Message, e);
        }

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
internal sealed partial class HostJson : JsonSerializerContext;
