namespace Recoup.Core.Files;

/// <summary>Tells what a misspelt name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>The known name that takes the fewest changed characters, at most one in three; null where none is that near.</summary>
    public static string? TryNearest(string name, IReadOnlyList<string> known) => known
        .Where(k => Math.Abs(k.Length - name.Length) <= k.Length / 3)
        .Select(k => (Name: k, Changes: Changes(name, k)))
        .Where(k => k.Changes <= Math.Max(1, k.Name.Length / 3))
        .OrderBy(k => k.Changes)
        .Select(k => k.Name)
        .FirstOrDefault();

    /// <summary>Characters to put in, take out or change until one is the other; a capital for a small letter is half of one.</summary>
    private static double Changes(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).Select(i => (double)i).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var change = from[i] == to[j] ? 0 : char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]) ? 0.5 : 1;
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(diagonal + change, Math.Min(row[j], row[j + 1]) + 1));
            }
        }

        return row[^1];
    }
}
