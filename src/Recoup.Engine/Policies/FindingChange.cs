using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Engine.Policies;

/// <summary>A finding that another policy would add, remove or judge otherwise.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="AccountId">Whom it is about; null when about a group or a subscription.</param>
/// <param name="DisplayName">What that is called.</param>
/// <param name="Product">The product of a finding about one seat.</param>
/// <param name="Site">The site of a finding about one seat.</param>
/// <param name="From">The tier as it is; null for a finding that comes new.</param>
/// <param name="To">The tier as it would be; null for a finding that goes.</param>
public sealed record FindingChange(string Id, string Rule, AccountId? AccountId, string DisplayName, Product? Product, SiteId? Site, Tier? From, Tier? To)
{
    /// <summary>Whether the account was not asked about and would be: its answers may change the tier.</summary>
    public bool NeedsScan { get; init; }

    [JsonIgnore]
    public bool IsAdded => From is null;

    [JsonIgnore]
    public bool IsRemoved => To is null;

    /// <summary>The differences between what two judges found about the same.</summary>
    internal static IEnumerable<FindingChange> Between(IReadOnlyList<Recommendation> before, IReadOnlyList<Recommendation> after)
    {
        if (before.Count == 0 && after.Count == 0)
            yield break;
        var were = before.ToDictionary(f => f.Id);
        foreach (var finding in after)
        {
            var was = were.Remove(finding.Id, out var earlier) ? earlier.Tier : (Tier?)null;
            if (was != finding.Tier)
                yield return Of(finding, was, finding.Tier);
        }

        foreach (var gone in before.Where(f => were.ContainsKey(f.Id)))
            yield return Of(gone, gone.Tier, null);
    }

    private static FindingChange Of(Recommendation finding, Tier? from, Tier? to) =>
        new(finding.Id, finding.Rule, finding.AccountId, finding.DisplayName, finding.Product, finding.Site, from, to);
}
