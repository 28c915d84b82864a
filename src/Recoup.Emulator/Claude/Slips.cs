using System.Text.Json.Nodes;

namespace Recoup.Emulator;

/// <summary>What a model does wrong in an answer that is well formed. Bills the text that is left.</summary>
internal static class Slips
{
    public static void Make(Distortion how, JsonNode answer)
    {
        if (answer is not JsonObject message || message["type"] is not JsonValue type || type.ToString() != "message" || message["content"] is not JsonArray content) return;
        var text = content.FirstOrDefault()?["text"]?.ToString() ?? "";
        var (said, reason) = how switch
        {
            Distortion.ModelRefuses => ("I can't help with that.", "refusal"),
            Distortion.CutShort => (Half(text), "max_tokens"),
            Distortion.NotJson => ("Sure! Here is what I found, in plain words.", "end_turn"),
            Distortion.OtherShape => ("""{"something":["else"]}""", "end_turn"),
            Distortion.NoContent => ("", "end_turn"),
            _ => (text, message["stop_reason"]!.ToString()),
        };
        message["content"] = said.Length == 0 ? [] : new JsonArray(new JsonObject { ["type"] = "text", ["text"] = said });
        message["stop_reason"] = reason;
        message["stop_sequence"] = null;
        message["usage"]!["output_tokens"] = Tokens.Of(said);
    }

    static string Half(string text) => text[..(text.Length / 2 is > 0 and var end && char.IsHighSurrogate(text[end - 1]) ? end - 1 : text.Length / 2)];
}
