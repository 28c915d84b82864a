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
        return findings.ConvertAll(f => f.Id == leader.Id || IsAnotherSeat(f, leader) ? f : f with { SupersededBy = leader.Id });
    }

    /// <summary>Findings about several seats of one account become one row of a plan, none stands behind another.</summary>
    private static bool IsAnotherSeat(Recommendation finding, Recommendation leader) =>
        finding.Product is not null && leader.Product is not null && (finding.Product, finding.Site) != (leader.Product, leader.Site);
}
