using System.Globalization;
using Recoup.Core.Rules;

namespace Recoup.Core.Policies;

/// <summary>One part in which two policies differ.</summary>
/// <param name="Part">The part, such as <c>thresholds.inactiveDays</c> or <c>scopes</c>.</param>
/// <param name="From">What it was; null for what comes new.</param>
/// <param name="To">What it becomes; null for what goes.</param>
public sealed record PolicyChange(string Part, string? From, string? To)
{
    /// <summary>Every part in which they differ, in the order of the file.</summary>
    public static IReadOnlyList<PolicyChange> Between(PolicyFile before, PolicyFile after) =>
    [
        .. from threshold in Threshold.All
           let numbers = (From: threshold.Get(before.Into(new())), To: threshold.Get(after.Into(new())))
           where numbers.From != numbers.To
           select new PolicyChange($"thresholds.{threshold.Name}", numbers.From.ToString(CultureInfo.InvariantCulture), numbers.To.ToString(CultureInfo.InvariantCulture)),
        .. from rule in StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal)
           let switches = (From: before.Rules.ContainsKey(rule), To: after.Rules.ContainsKey(rule))
           where switches.From != switches.To
           select new PolicyChange($"rules.{rule}", switches.From ? "off" : "on", switches.To ? "off" : "on"),
        .. OfLists("scopes", [.. before.Scopes.Select(PolicyText.Of)], [.. after.Scopes.Select(PolicyText.Of)]),
        .. OfLists("exclusions", [.. before.Exclusions.Select(PolicyText.Of)], [.. after.Exclusions.Select(PolicyText.Of)]),
    ];

    /// <summary>What goes, what comes, and whether what stays stands in another order.</summary>
    private static IEnumerable<PolicyChange> OfLists(string part, List<string> before, List<string> after)
    {
        var (gone, come) = (Without(before, after), Without(after, before));
        foreach (var item in gone)
            yield return new(part, item, null);
        foreach (var item in come)
            yield return new(part, null, item);
        var (kept, still) = (Without(before, gone), Without(after, come));
        for (var i = 0; i < kept.Count; i++)
        {
            if (kept[i] != still[i])
            {
                yield return new(part, "in their order", "in another order, from " + kept[i] + " on");
                yield break;
            }
        }
    }

    /// <summary>A list without the items of another, each as often as it stands there.</summary>
    private static List<string> Without(List<string> all, List<string> some)
    {
        var rest = new List<string>(all);
        foreach (var item in some)
            rest.Remove(item);
        return rest;
    }
}
