namespace Recoup.Web.Charts;

/// <summary>The tiers that a ruler shows: those between two numbers of users, and one on each side.</summary>
internal static class RulerTiers
{
    /// <param name="edges">The largest number of users of each tier, ascending.</param>
    public static IReadOnlyList<RulerTier> Around(IReadOnlyList<int> edges, int low, int high)
    {
        var tiers = edges.Select((to, i) => new RulerTier(i == 0 ? 1 : edges[i - 1] + 1, to)).ToList();
        // Beyond the last edge no tier is known: what is there is shown as one more.
        if (high > edges[^1])
            tiers.Add(new(edges[^1] + 1, high));
        var first = Math.Max(0, tiers.FindIndex(t => t.To >= low) - 1);
        var last = Math.Min(tiers.Count - 1, tiers.FindIndex(t => t.To >= high) + 1);
        return tiers[first..(last + 1)];
    }
}
