using System.Text.Json;

namespace Recoup.Engine.Atlassian;

/// <summary>
/// What an error answer says, whichever of Atlassian's shapes it has: errors[] with status, code, title and detail; a
/// single such object; the gateway's code and message; a Spring error; the key of User management; Jira's errorMessages.
/// </summary>
public sealed record ErrorBody(string? Code, string? Message)
{
    private static readonly ErrorBody Silent = new(null, null);

    /// <summary>Reads a body; anything unreadable is silent, since the status already tells the outcome.</summary>
    public static ErrorBody Read(string body)
    {
        if (body.Length == 0)
            return Silent;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return body.TrimStart().StartsWith('<')
                ? new(null, "the answer is a web page, not JSON: a proxy or a sign-in page stands in between")
                : Silent;
        }
    }

    private static ErrorBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return Silent;
        if (root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0)
            return Read(errors[0]);
        if (root.TryGetProperty("errorMessages", out var messages) && messages.ValueKind == JsonValueKind.Array)
            return new(null, string.Join(" ", messages.EnumerateArray().Select(m => m.ToString()).Concat(FieldErrors(root))) is { Length: > 0 } text ? text : null);
        if (root.TryGetProperty("key", out var key))
            return new(key.ToString(), Reason(root));
        var code = Text(root, "code");
        return new(code, Text(root, "detail") ?? Text(root, "title") ?? Text(root, "message") ?? Text(root, "error"));
    }

    /// <summary>Jira's errors by field: the field and what is wrong with it.</summary>
    private static IEnumerable<string> FieldErrors(JsonElement root) =>
        root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object
            ? errors.EnumerateObject().Select(e => $"{e.Name}: {e.Value}")
            : [];

    private static string? Reason(JsonElement root) =>
        root.TryGetProperty("context", out var context) && context.ValueKind == JsonValueKind.Object
            && context.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.Object
            ? Text(reason, "key")
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
}
