using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Recoup.Core.Policies;

/// <summary>Takes values out of a policy's file, and gathers what is wrong with them.</summary>
internal sealed class PolicyFindings
{
    private readonly List<PolicyProblem> _errors = [];
    private readonly List<PolicyProblem> _warnings = [];
    private readonly Dictionary<string, int> _lines = [];

    /// <summary>The end: the policy, if nothing is wrong with it.</summary>
    public PolicyReading Over(Settings settings) => _errors.Count == 0
        ? new(PolicyFile.Of(settings), [], [.. _warnings.OrderBy(w => w.Line)], _lines)
        : new(null, [.. _errors.OrderBy(e => e.Line)], [], _lines);

    public void Wrong(PolicyNode node, string says) => Wrong(node.Path, node.Line, says);

    public void Wrong(string path, int line, string says) => _errors.Add(new(path, line, says));

    public void Warn(PolicyNode node, string says) => _warnings.Add(new(node.Path, node.Line, says));

    /// <summary>The parts of an object by name; what is not known or comes again is wrong.</summary>
    public Dictionary<string, PolicyNode> Parts(PolicyNode? node, params string[] known)
    {
        var parts = new Dictionary<string, PolicyNode>();
        if (node is not null && node.Kind != JsonTokenType.StartObject)
            Wrong(node, $"{node.Shown} does not fit: write an object, {{ … }}");
        foreach (var (name, value) in node?.Members ?? [])
        {
            _lines.TryAdd(value.Path, value.Line);
            if (!known.Contains(name))
                Wrong(value, $"is not known here: write one of {string.Join(", ", known)}");
            else if (!parts.TryAdd(name, value))
                Wrong(value, $"stands there already, in line {parts[name].Line}: leave one of the two out");
        }

        return parts;
    }

    public IReadOnlyList<PolicyNode> Items(PolicyNode? node, int most)
    {
        if (node is null)
            return [];
        if (node.Kind != JsonTokenType.StartArray)
            Wrong(node, $"{node.Shown} does not fit: write a list, [ … ]");
        else if (node.Items.Count > most)
            Wrong(node, $"holds {node.Items.Count} parts, and {most} is the most: a group says with one what many parts say");
        return node.Items;
    }

    public int? Whole(PolicyNode node, Threshold threshold)
    {
        if (node.Kind == JsonTokenType.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && threshold.Fits(number))
            return number;
        Wrong(node, $"{node.Shown} does not fit: write a whole number from {threshold.Least} to {threshold.Most}");
        return null;
    }

    public DateOnly? Day(PolicyNode node)
    {
        if (node.Kind == JsonTokenType.String && DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Wrong(node, $"{node.Shown} is no day: write it as \"2027-03-31\", or leave it out");
        return null;
    }

    public string? Text(PolicyNode node, int longest)
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
