using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

/// <summary>An emulated Claude and a client that asks it by hand.</summary>
sealed class Asking : IAsyncDisposable
{
    /// <summary>A list of things by id, as an answer.</summary>
    public const string Verdicts = """
        {"type":"object","additionalProperties":false,"required":["verdicts"],"properties":{"verdicts":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/verdict"}}},
         "$defs":{"verdict":{"type":"object","additionalProperties":false,"required":["id","kind","sure"],"properties":{"id":{"type":"string"},"kind":{"enum":["cat","dog","fish","bird"]},"sure":{"type":"number"},"why":{"type":["string","null"]}}}}}
        """;

    readonly HttpClient http = new();

    Asking(EmulatorServer server) => Server = server;

    public EmulatorServer Server { get; }

    /// <summary>What is sent beside the question.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public static async Task<Asking> StartAsync(EmulatorOptions? options = null)
    {
        var asking = new Asking(await EmulatorServer.StartAsync(options ?? new(), TestContext.Current.CancellationToken));
        asking.Headers["x-api-key"] = asking.Server.ClaudeKey;
        asking.Headers["anthropic-version"] = "2026-10-21";
        return asking;
    }

    /// <summary>A question that is right.</summary>
    public static JsonObject Question(string text = "Good morning", string? schema = null, int most = 10_000)
    {
        var body = new JsonObject { ["model"] = "claude-haiku-5-5", ["max_tokens"] = most, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }) };
        if (schema is not null) body["output_config"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = JsonNode.Parse(schema) } };
        return body;
    }

    public Task<Answered> AskAsync(JsonNode? question = null) => SendAsync(HttpMethod.Post, "/v1/messages", JsonContent.Create(question ?? Question()));

    public async Task<Answered> SendAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Server.Api, path)) { Content = body };
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What the control endpoints of the emulator answer.</summary>
    public Task<Answered> ControlAsync(HttpMethod method, string path, object? body = null) => SendAsync(method, $"/_emulator/{path}", body is null ? null : JsonContent.Create(body));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
    }
}

sealed record Answered(int Status, string Body, Dictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>What the model said.</summary>
    public string Text => Json.GetProperty("content")[0].GetProperty("text").GetString()!;

    public string StopReason => Json.GetProperty("stop_reason").GetString()!;

    public int Used(string tokens) => Json.GetProperty("usage").GetProperty(tokens).GetInt32();

    /// <summary>Status, type and message of an error.</summary>
    public (int Status, string Type, string Message) Error
    {
        get
        {
            Json.GetProperty("type").GetString().ShouldBe("error");
            Json.GetProperty("request_id").GetString().ShouldBe(Headers["request-id"]);
            return (Status, Json.GetProperty("error").GetProperty("type").GetString()!, Json.GetProperty("error").GetProperty("message").GetString()!);
        }
    }
}
