using System.Text.Json;

namespace Recoup.Emulator;

/// <summary><c>POST /v1/messages</c>: one question, one answer at once.</summary>
internal static class Messages
{
    /// <summary>Bytes of a request that the API takes.</summary>
    public const int Largest = 32 * 1024 * 1024;

    public static void Create(Call call)
    {
        if (call.Sent.Length > Largest) throw Errors.Claude(413, "Request exceeds the maximum size");
        using var body = Read(call);
        var request = MessageRequest.Read(body.RootElement);
        var cost = call.Claude.Cache.Read(request, call.Time.GetUtcNow());
        var (text, reason, stop) = Ended(call.Claude.NextAnswer() ?? Composer.Answer(request, call.Organisation.Seed, call.Sent.Span), request);
        var json = call.Json;
        json.WriteStartObject();
        json.WriteString("id", call.MessageId());
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", request.Model);
        json.WriteStartArray("content");
        if (text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", reason);
        json.WriteString("stop_sequence", stop);
        Bill(json, cost, Tokens.Of(text));
        json.WriteEndObject();
    }

    /// <summary>A text up to where a stop sequence or the limit ends it.</summary>
    static (string Text, string Reason, string? Stop) Ended(string text, MessageRequest request)
    {
        var stop = request.StopSequences.Where(stop => text.Contains(stop, StringComparison.Ordinal)).MinBy(stop => text.IndexOf(stop, StringComparison.Ordinal));
        var whole = stop is null ? text : text[..text.IndexOf(stop, StringComparison.Ordinal)];
        if (Tokens.Of(whole) > request.MaxTokens) return (Tokens.First(whole, request.MaxTokens), "max_tokens", null);
        return stop is null ? (whole, "end_turn", null) : (whole, "stop_sequence", stop);
    }

    static void Bill(Utf8JsonWriter json, PromptCost cost, int output)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", cost.Input);
        json.WriteNumber("cache_creation_input_tokens", cost.WrittenForMinutes + cost.WrittenForAnHour);
        json.WriteNumber("cache_read_input_tokens", cost.Read);
        json.WriteStartObject("cache_creation");
        json.WriteNumber("ephemeral_5m_input_tokens", cost.WrittenForMinutes);
        json.WriteNumber("ephemeral_1h_input_tokens", cost.WrittenForAnHour);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", output);
        json.WriteEndObject();
    }

    static JsonDocument Read(Call call)
    {
        try
        {
            return JsonDocument.Parse(call.Sent);
        }
        catch (JsonException)
        {
            throw Errors.Claude(400, "The request body is not valid JSON");
        }
    }
}
