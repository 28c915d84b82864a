namespace Recoup.Engine.Importing;

/// <summary>Counts rows by what is wrong with them, and remembers the first lines.</summary>
internal sealed class SkippedRows
{
    private readonly Dictionary<string, (int Count, List<int> Lines)> _rows = [];

    public void Add(string what, int line)
    {
        var (count, lines) = _rows.GetValueOrDefault(what, (0, []));
        if (lines.Count < 3)
            lines.Add(line);
        _rows[what] = (count + 1, lines);
    }

    public IReadOnlyList<string> InWords() =>
        [.. _rows.Select(r => $"{r.Value.Count} {(r.Value.Count == 1 ? "row" : "rows")} {r.Key} (line {string.Join(", ", r.Value.Lines)}{(r.Value.Count > r.Value.Lines.Count ? "…" : "")})")];
}
