using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Engine.Assisting;

/// <summary>
/// Claude's Messages API in one small request over the host's own way out (ATLASSIAN 7). The official SDK cannot be made in
/// WebAssembly: its constructor sets a property that the browser's handler does not have.
/// </summary>
/// <param name="http">A client that reaches the API and nothing else.</param>
/// <param name="api">Its base address.</param>
/// <param name="key">The key.</param>
/// <param name="time">The clock.</param>
public sealed class MessagesApi(HttpClient http, Uri api, string key, TimeProvider time) : IAssistant
{
    /// <summary>The only place the API lives in the real world.</summary>
    public static readonly Uri Anthropic = new("https://api.anthropic.com/");

    /// <summary>How long an answer may take; a batch of accounts takes some seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How often a question is asked again that was not answered, and the longest wait in between.</summary>
    public const int Retries = 2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private const string Version = "2026-10-21";

    public async Task<Reply> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new MessageBody(
                question.Model,
                question.MostTokens,
                [new TextBody("text", question.Rules, new("ephemeral"))],
                new(new("json_schema", question.Schema)),
                [new MessageItem("user", question.Data)]),
            MessagesJson.Default.MessageBody);
        var text = await SendAsync(HttpMethod.Post, "v1/messages", body, cancellationToken);
        var answer = Read(text, MessagesJson.Default.MessageAnswer);
        var usage = answer.Usage;
        return new(
            string.Concat((answer.Content ?? []).Where(b => b.Type == "text").Select(b => b.Text)),
            answer.StopReason ?? "",
            usage is null ? default : new(usage.InputTokens, usage.OutputTokens, usage.CacheCreationInputTokens ?? 0, usage.CacheReadInputTokens ?? 0));
    }

    public async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken) =>
        [.. (Read(await SendAsync(HttpMethod.Get, "v1/models", null, cancellationToken), MessagesJson.Default.ModelList).Data ?? []).Select(m => m.Id)];

    private async Task<string> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        for (var left = Retries; ; left--)
        {
            var (text, failure, again) = await TryAsync(method, path, body, cancellationToken);
            if (text is not null)
                return text;
            if (again is not { } wait || left == 0 || wait > LongestWait)
                throw failure!;
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task<(string? Text, AssistantException? Failure, TimeSpan? Again)> TryAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(api, path));
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("anthropic-version", Version);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var answer = await http.SendAsync(request, both.Token);
            var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(both.Token));
            return answer.IsSuccessStatusCode ? (text, null, null) : (null, Failure(answer.StatusCode), Wait(answer));
        }
        catch (HttpRequestException e)
        {
            return (null, new(AssistantFailure.Broken, "the connection to Claude broke", charged: body is not null, e), TimeSpan.FromSeconds(1));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new(AssistantFailure.Broken, $"Claude gave no answer within {Patience.TotalSeconds} seconds", charged: body is not null, e), null);
        }
    }

    /// <summary>A status that is no success. What the body says is not repeated: it may quote what was sent.</summary>
    public static AssistantException Failure(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(AssistantFailure.KeyRefused, $"Claude does not accept the key ({(int)status})"),
        HttpStatusCode.TooManyRequests => new(AssistantFailure.Limited, "Claude is asked too much at once (429)"),
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict => new(AssistantFailure.Broken, $"Claude is not to be had at the moment ({(int)status})"),
        HttpStatusCode.NotFound => new(AssistantFailure.Rejected, "Claude does not know that, perhaps the model (404)"),
        _ => new(AssistantFailure.Rejected, $"Claude refused the question ({(int)status})"),
    };

    /// <summary>How long to wait before the same question; null where it would be refused again.</summary>
    private TimeSpan? Wait(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError))
            return null;
        return answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow() is { } until && until > TimeSpan.Zero ? until : TimeSpan.Zero,
            _ => TimeSpan.FromSeconds(1),
        };
    }

    private static T Read<T>(string text, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new AssistantException(AssistantFailure.Broken, "what answered is not Claude: no JSON of that shape came", charged: true, e);
        }
    }
}

internal sealed record MessageBody(string Model, int MaxTokens, IReadOnlyList<TextBody> System, OutputBody OutputConfig, IReadOnlyList<MessageItem> Messages);

internal sealed record TextBody(string Type, string Text, CacheBody CacheControl);

internal sealed record CacheBody(string Type);

internal sealed record OutputBody(FormatBody Format);

internal sealed record FormatBody(string Type, JsonElement Schema);

internal sealed record MessageItem(string Role, string Content);

internal sealed record MessageAnswer(string? StopReason, IReadOnlyList<TextBlock>? Content, UsageBody? Usage);

internal sealed record TextBlock(string Type, string? Text);

internal sealed record UsageBody(long InputTokens, long OutputTokens, long? CacheCreationInputTokens, long? CacheReadInputTokens);

internal sealed record ModelList(IReadOnlyList<ModelBody>? Data);

internal sealed record ModelBody(string Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(ModelList))]
internal sealed partial class MessagesJson : JsonSerializerContext;
