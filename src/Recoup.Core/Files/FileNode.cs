using System.Text;
using System.Text.Json;

namespace Recoup.Core.Files;

/// <summary>A value of a JSON document and where it stands, so that whatever is wrong with it can be shown.</summary>
/// <param name="Kind">What it begins with.</param>
/// <param name="Path">Its place as a JSON path, such as <c>$.scopes[0].where</c>.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record FileNode(JsonTokenType Kind, string Path, int Line)
{
    private const int LongestShown = 60;

    /// <summary>A text's value; a number as it is written.</summary>
    public string Text { get; init; } = "";

    /// <summary>An object's parts in the order they stand, also those that stand there twice.</summary>
    public IReadOnlyList<(string Name, FileNode Value)> Members { get; init; } = [];

    /// <summary>A list's values.</summary>
    public IReadOnlyList<FileNode> Items { get; init; } = [];

    /// <summary>The value as a message shows it.</summary>
    public string Shown => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"\"{Short(Text)}\"",
        _ => Short(Text),
    };

    /// <summary>Reads a document. Comments and a comma behind a last part are taken.</summary>
    /// <param name="text">The document.</param>
    /// <param name="problems">Gets what is wrong with it.</param>
    /// <returns>Null when it is no JSON at all.</returns>
    public static FileNode? TryRead(string text, FileFindings problems)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var lines = new LineCount(bytes);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var root = Read(ref reader, "$", lines, problems);
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            var says = e.Message.Split(" LineNumber: ")[0];
            problems.Wrong("$", (int)(e.LineNumber ?? 0) + 1, $"this is no JSON: {says}");
            return null;
        }
    }

    private static FileNode Read(ref Utf8JsonReader reader, string path, LineCount lines, FileFindings problems)
    {
        var node = new FileNode(reader.TokenType, path, lines.At(reader.TokenStartIndex));
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<(string, FileNode)>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = Taken(ref reader, node.Path, lines, problems);
                    reader.Read();
                    members.Add((name, Read(ref reader, Below(path, name), lines, problems)));
                }

                return node with { Members = members };
            case JsonTokenType.StartArray:
                var items = new List<FileNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, $"{path}[{items.Count}]", lines, problems));
                return node with { Items = items };
            case JsonTokenType.String:
                return node with { Text = Taken(ref reader, path, lines, problems) };
            default:
                return node with { Text = Encoding.UTF8.GetString(reader.ValueSpan) };
        }
    }

    private static string Taken(ref Utf8JsonReader reader, string path, LineCount lines, FileFindings problems)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            problems.Wrong(path, lines.At(reader.TokenStartIndex), "holds half a character, \\uD800 to \\uDFFF without the other half: write the character itself");
            return "?";
        }
    }

    private static string Below(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') ? $"{path}.{Short(name)}" : $"{path}['{Short(name)}']";

    private static string Short(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";

    /// <summary>Line numbers of places that are asked for in order.</summary>
    private sealed class LineCount(byte[] bytes)
    {
        private long _at;
        private int _line = 1;

        public int At(long place)
        {
            for (; _at < place; _at++)
                _line += bytes[_at] == '\n' ? 1 : 0;
            return _line;
        }
    }
}
