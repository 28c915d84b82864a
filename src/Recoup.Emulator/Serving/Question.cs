using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Recoup.Emulator;

/// <summary>Named values of a request, be it a JSON body or a query string. Refuses names and values that the API does not know: a client with a wrong wire type must fail here.</summary>
internal sealed class Question
{
    readonly Dictionary<string, string[]> values = new(StringComparer.Ordinal);

    public static Question Query(HttpRequest request, params ReadOnlySpan<string> known)
    {
        var question = new Question();
        foreach (var (name, value) in request.Query) question.Add(name, [.. value.Select(v => v ?? "")], known);
        return question;
    }

    public static Question Body(Call call, string[] known)
    {
        var question = new Question();
        using var document = Read(call);
        if (document is null) return question;
        foreach (var property in document.RootElement.EnumerateObject()) question.Add(property.Name, Texts(property), known);
        return question;
    }

    /// <summary>The body as a JSON object; null when there is none.</summary>
    public static JsonDocument? Read(Call call)
    {
        if (call.Sent.Length == 0) return null;
        try
        {
            var document = JsonDocument.Parse(call.Sent);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw Errors.Parameter("The body must be a JSON object.");
        }
        catch (JsonException)
        {
            throw Errors.Parameter("The body is not JSON.");
        }
    }

    public string[]? All(string name) => values.GetValueOrDefault(name);

    public string? One(string name) => values.TryGetValue(name, out var all) ? all[0] : null;

    /// <summary>A list no longer than the API takes.</summary>
    public string[]? AtMost(int most, string name, params ReadOnlySpan<string> allowed)
    {
        if (!values.TryGetValue(name, out var all)) return null;
        if (all.Length == 0 || all.Length > most) throw Errors.Parameter($"{name} takes 1 to {most} values.");
        if (allowed.Length > 0)
            foreach (var value in all)
                if (!allowed.Contains(value)) throw Errors.Parameter($"{name}: unknown value '{value}'.");
        return all;
    }

    public int Limit(int usual, int most = 100)
    {
        if (One("limit") is not { } text) return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most) return limit;
        throw Errors.Parameter($"limit must be between 1 and {most}.");
    }

    /// <summary>Where the page begins; 0 without a cursor.</summary>
    public int Start(Organisation organisation, string list)
    {
        if (One("cursor") is not { } token) return 0;
        var position = Cursor.Read(organisation.Seed, list, token);
        return position >= 0 ? position : throw Errors.Cursor();
    }

    void Add(string name, string[] texts, ReadOnlySpan<string> known)
    {
        if (!known.Contains(name)) throw Errors.Parameter($"Unknown field '{name}'.");
        values[name] = texts;
    }

    static string[] Texts(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Array => [.. property.Value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText())],
        JsonValueKind.String => [property.Value.GetString()!],
        JsonValueKind.Null => throw Errors.Parameter($"{property.Name} must not be null."),
        _ => [property.Value.GetRawText()],
    };
}
