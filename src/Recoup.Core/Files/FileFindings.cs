using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recoup.Core.Files;

/// <summary>Takes values out of a file, and gathers what is wrong with them.</summary>
/// <param name="suggests">Whether a name that is not known is answered with the one that looks most like it.</param>
internal sealed class FileFindings(bool suggests = false)
{
    private readonly List<FileProblem> _errors = [];
    private readonly List<FileProblem> _warnings = [];
    private readonly Dictionary<string, int> _lines = [];

    /// <summary>Everything that is wrong, from top to bottom.</summary>
    public IReadOnlyList<FileProblem> Errors => [.. _errors.OrderBy(e => e.Line)];

    /// <summary>What is allowed and hardly meant, from top to bottom.</summary>
    public IReadOnlyList<FileProblem> Warnings => [.. _warnings.OrderBy(w => w.Line)];

    /// <summary>The line of every part that was asked for, by its path.</summary>
    public IReadOnlyDictionary<string, int> Lines => _lines;

    public void Wrong(FileNode node, string says) => Wrong(node.Path, node.Line, says);

    public void Wrong(string path, int line, string says) => _errors.Add(new(path, line, says));

    public void Warn(FileNode node, string says) => _warnings.Add(new(node.Path, node.Line, says));

    /// <summary>The parts of an object by name; what is not known or comes again is wrong.</summary>
    public Dictionary<string, FileNode> Parts(FileNode? node, params string[] known)
    {
        var parts = new Dictionary<string, FileNode>();
        if (node is not null && node.Kind != JsonTokenType.StartObject)
            Wrong(node, $"{node.Shown} does not fit: write an object, {{ … }}");
        foreach (var (name, value) in node?.Members ?? [])
        {
            _lines.TryAdd(value.Path, value.Line);
            if (!known.Contains(name))
                Wrong(value, $"is not known here: {(suggests && Spelling.TryNearest(name, known) is { } nearest ? $"write {nearest} if that is meant, or another" : "write one")} of {string.Join(", ", known)}");
            else if (!parts.TryAdd(name, value))
                Wrong(value, $"stands there already, in line {parts[name].Line}: leave one of the two out");
        }

        return parts;
    }

    /// <summary>A list's values; none where there is no list.</summary>
    /// <param name="node">The list.</param>
    /// <param name="most">How many it may hold.</param>
    /// <param name="instead">What to do where it holds more.</param>
    public IReadOnlyList<FileNode> Items(FileNode? node, int most, string instead)
    {
        if (node is null)
            return [];
        if (node.Kind != JsonTokenType.StartArray)
            Wrong(node, $"{node.Shown} does not fit: write a list, [ … ]");
        else if (node.Items.Count > most)
            Wrong(node, $"holds {node.Items.Count} parts, and {most} is the most: {instead}");
        foreach (var item in node.Items)
            _lines.TryAdd(item.Path, item.Line);
        return node.Items;
    }

    public int? Whole(FileNode node, int least, int most)
    {
        if (node.Kind == JsonTokenType.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(node, $"{node.Shown} does not fit: write a whole number from {least} to {most}");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(FileNode node, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (node.Kind == JsonTokenType.String && words.TryGetValue(node.Text, out var value))
            return value;
        Wrong(node, $"{node.Shown} does not fit: write one of {string.Join(", ", words.Keys)}");
        return null;
    }

    public DateOnly? Day(FileNode node)
    {
        if (node.Kind == JsonTokenType.String && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Wrong(node, $"{node.Shown} is no day: write it as \"2027-03-31\", or leave it out");
        return null;
    }

    public string? Text(FileNode node, int longest)
    {
        if (node.Kind == JsonTokenType.String && node.Text.Length <= longest && !string.IsNullOrWhiteSpace(node.Text) && node.Text.EnumerateRunes().All(IsHarmless))
            return node.Text;
        Wrong(node, $"{node.Shown} does not fit: write a text of 1 to {longest} characters, without line breaks and characters that turn its direction");
        return null;
    }

    /// <summary>What is shown on terminals and in evidence may not move the cursor or hide what stands beside it.</summary>
    private static bool IsHarmless(Rune rune) =>
        !Rune.IsControl(rune) && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x2028 or 0x2029);
}
