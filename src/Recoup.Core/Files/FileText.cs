using System.Text.Encodings.Web;
using System.Text.Json;

namespace Recoup.Core.Files;

/// <summary>JSON as people read it.</summary>
internal static class FileText
{
    /// <summary>An object on one line; what is null is left out.</summary>
    public static string Object(IEnumerable<(string Name, string? Value)> members) =>
        $"{{ {string.Join(", ", members.Where(m => m.Value is not null).Select(m => $"\"{m.Name}\": {m.Value}"))} }}";

    /// <summary>Letters of every script as they are.</summary>
    public static string? Quoted(string? text) =>
        text is null ? null : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
