using Recoup.Core.Directory;

namespace Recoup.Core.Plans;

/// <summary>A number of users, seats or people, that are to go; 0 and less for none.</summary>
internal readonly record struct Need(Product Product, int Users);

/// <summary>
/// Chooses rows that free what is wanted, and never a riskier one where less risky ones would do. Of all choices that reach
/// the goals it is the one whose riskiest row is least risky, then the one whose second riskiest is, and so on: beginning with
/// the riskiest, a row is left out whenever the others still reach them.
/// </summary>
internal static class Solver
{
    /// <param name="byRisk">The least risky first.</param>
    /// <param name="needs">What is wanted; where all rows together free less, as near as they come.</param>
    /// <param name="frees">How many users of a product a row frees.</param>
    /// <returns>The rows that are taken, the least risky first.</returns>
    public static List<PlanRow> Choose(IReadOnlyList<PlanRow> byRisk, IReadOnlyList<Need> needs, Func<PlanRow, Product, int> frees)
    {
        var spare = needs.Select(need => byRisk.Sum(row => frees(row, need.Product)) - need.Users).Select(left => Math.Max(0, left)).ToArray();
        var taken = new List<PlanRow>();
        for (var at = byRisk.Count - 1; at >= 0; at--)
        {
            var row = byRisk[at];
            if (!CanSpare(row))
            {
                taken.Add(row);
                continue;
            }

            for (var i = 0; i < needs.Count; i++)
                spare[i] -= frees(row, needs[i].Product);
        }

        taken.Reverse();
        return taken;

        bool CanSpare(PlanRow row)
        {
            for (var i = 0; i < needs.Count; i++)
            {
                if (frees(row, needs[i].Product) > spare[i])
                    return false;
            }

            return true;
        }
    }
}
