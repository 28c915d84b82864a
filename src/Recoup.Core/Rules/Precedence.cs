using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>One action per account: the first finding that can be acted on leads, the others stay listed and point to it.</summary>
internal static class Precedence
{
    /// <param name="findings">One account's findings in the order of the catalogue.</param>
    public static IReadOnlyList<Recommendation> Settle(List<Recommendation> findings)
    {
        var leader = findings.Find(f => f.IsActionable);
        if (leader is null || findings.Count == 1)
            return findings;
        return findings.ConvertAll(f => Ahead(f, leader, findings) is var ahead && ahead.Id != f.Id ? f with { SupersededBy = ahead.Id } : f);
    }

    /// <summary>
    /// Whom a finding stands behind; itself when it leads. Findings about several seats of one account become one row of a plan:
    /// none of them stands behind one about another seat, but of those about one seat the first leads.
    /// </summary>
    private static Recommendation Ahead(Recommendation finding, Recommendation leader, List<Recommendation> findings)
    {
        if (finding.Product is null || leader.Product is null)
            return leader;
        return findings.Find(f => f.IsActionable && f.Product == finding.Product && f.Site == finding.Site) ?? finding;
    }
}
