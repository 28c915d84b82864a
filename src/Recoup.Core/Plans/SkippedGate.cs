namespace Recoup.Core.Plans;

/// <summary>Findings that one gate kept out of a plan.</summary>
/// <param name="Gate">Its name.</param>
/// <param name="Count">How many.</param>
/// <param name="Reason">The first of their reasons, in words.</param>
/// <param name="More">Whether others of them have other reasons.</param>
public sealed record SkippedGate(string Gate, int Count, string Reason, bool More)
{
    /// <summary>What stays out and why, the most frequent gate first.</summary>
    public static IEnumerable<SkippedGate> Of(IReadOnlyList<SkippedRow> skipped) =>
        from gate in skipped.GroupBy(s => s.Gate).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
        let reasons = gate.Select(s => s.Reason).Distinct().Take(2).ToList()
        select new SkippedGate(gate.Key, gate.Count(), reasons[0], reasons.Count > 1);
}
