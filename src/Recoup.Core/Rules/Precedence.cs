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
        return findings.ConvertAll(f => Ahead(f) is { } ahead && ahead.Id != f.Id ? f with { SupersededBy = ahead.Id } : f);

        // Findings about several seats of one account become one row of a plan: of those about the same seat the first leads.
        Recommendation? Ahead(Recommendation finding) => IsInRow(finding, leader)
            ? findings.Find(f => f.IsActionable && IsInRow(f, leader) && (f.Product, f.Site) == (finding.Product, finding.Site))
            : leader;
    }

    /// <summary>Whether both are about seats and would do the same with them: one row does one thing (RULES 2).</summary>
    private static bool IsInRow(Recommendation finding, Recommendation leader) =>
        finding.Product is not null && leader.Product is not null && Row(finding.Rule) == Row(leader.Rule);

    private static string Row(string rule) => rule switch
    {
        "R01" or "R03" or "R19" => "remove",
        "R08" or "R09" or "R10" => "change the role",
        _ => rule,
    };
}
