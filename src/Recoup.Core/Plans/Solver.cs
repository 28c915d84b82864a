using Recoup.Core.Directory;

namespace Recoup.Core.Plans;

/// <summary>A number of seats that are to be freed.</summary>
internal readonly record struct Need(Product Product, int Seats);

/// <summary>
/// Chooses rows that free the seats wanted, and never a riskier one where less risky ones would do. Of all choices that reach
/// the goals it is the one whose riskiest row is least risky, then the one whose second riskiest is, and so on: beginning with
/// the riskiest, a row is left out whenever the others still reach them.
/// </summary>
internal static class Solver
{
    /// <param name="byRisk">The least risky first.</param>
    /// <param name="needs">What is wanted; where all rows together free less, as near as they come.</param>
    /// <param name="sandboxes">Sites whose seats count for nothing.</param>
    /// <returns>The rows that are taken, the least risky first.</returns>
    public static List<PlanRow> Choose(IReadOnlyList<PlanRow> byRisk, IReadOnlyList<Need> needs, IReadOnlyList<SiteId> sandboxes)
    {
        var spare = needs.Select(need => byRisk.Sum(row => Frees(row, need.Product, sandboxes)) - need.Seats).Select(left => Math.Max(0, left)).ToArray();
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
                spare[i] -= Frees(row, needs[i].Product, sandboxes);
        }

        taken.Reverse();
        return taken;

        bool CanSpare(PlanRow row)
        {
            for (var i = 0; i < needs.Count; i++)
            {
                if (Frees(row, needs[i].Product, sandboxes) > spare[i])
                    return false;
            }

            return true;
        }
    }

    /// <summary>How many seats of a product a row frees.</summary>
    public static int Frees(PlanRow row, Product product, IReadOnlyList<SiteId> sandboxes)
    {
        var frees = 0;
        foreach (var seat in row.Seats)
        {
            if (seat.Product == product && !sandboxes.Contains(seat.Site))
                frees++;
        }

        return frees;
    }
}
