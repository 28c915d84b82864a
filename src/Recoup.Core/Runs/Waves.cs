namespace Recoup.Core.Runs;

/// <summary>A run begins small: 5 % of its rows, then up to 25 %, then all, each rounded up (RULES 5).</summary>
public static class Waves
{
    private static readonly int[] Percents = [5, 25, 100];

    /// <summary>The number of the last row of each wave. One that would have no row of its own is left out.</summary>
    /// <param name="rows">1 or more.</param>
    public static IReadOnlyList<int> Ends(int rows) => [.. Percents.Select(p => (int)(((long)rows * p + 99) / 100)).Distinct()];

    /// <summary>The wave of a row, from 1.</summary>
    /// <param name="number">From 1.</param>
    public static int Of(int number, IReadOnlyList<int> ends) => ends.TakeWhile(end => end < number).Count() + 1;
}
