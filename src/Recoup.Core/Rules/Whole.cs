using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>The organisation when every account has been judged.</summary>
/// <param name="Around">What the scan learned of it.</param>
/// <param name="Groups">How the groups that give several products are used.</param>
/// <param name="Seats">Paid seats by product, sandboxes not counted.</param>
/// <param name="Ready">Seats that can be had back, by product.</param>
public sealed record Whole(Circumstances Around, IReadOnlyList<GroupUse> Groups, IReadOnlyDictionary<Product, int> Seats, IReadOnlyDictionary<Product, int> Ready)
{
    /// <summary>Why counts of a product's seats cannot be relied on, in words; null when they can.</summary>
    public string? CountDoubt(Product product)
    {
        var survey = Around.Survey;
        if (survey.UnreadSeats.FirstOrDefault(r => r.Product == product) is { Product.Value: not null } unread)
            return $"who holds {product.Name} seats on {Around.SiteName(unread.Site)} could not be read";
        return survey.IsPartial ? $"the scan is partial: {survey.Missing[0]}" : null;
    }
}

/// <summary>What a rule says about a group or a subscription.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Name">What it is about, as people call it.</param>
/// <param name="Product">The product, where it is about one.</param>
/// <param name="Tier">As sure as the rule can be.</param>
/// <param name="Action">What would be done.</param>
/// <param name="Guards">Guards that lowered it.</param>
/// <param name="Evidence">The signals.</param>
/// <param name="Saving">Indicative; null where nothing tells.</param>
public sealed record WholeVerdict(
    string Id, string Name, Product? Product, Tier Tier, RecommendedAction Action, IReadOnlyList<string> Guards, IReadOnlyList<Evidence> Evidence, Saving? Saving);
