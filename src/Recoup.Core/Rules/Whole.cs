using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>The organisation when every account has been judged.</summary>
/// <param name="Around">What the scan learned of it.</param>
/// <param name="Groups">How the groups that give seats are used.</param>
/// <param name="Held">How many users each subscription has.</param>
/// <param name="WithoutReady">How many it would have if everything were taken back that can be.</param>
public sealed record Whole(Circumstances Around, IReadOnlyList<GroupUse> Groups, Quantities Held, Quantities WithoutReady)
{
    public Tariff Tariff => Around.Tariff;

    /// <summary>Why counts of a subscription's users cannot be relied on, in words; null when they can.</summary>
    public string? CountDoubt(Subscription subscription) =>
        subscription.Products.Select(CountDoubt).FirstOrDefault(d => d is not null) ?? Partial;

    /// <summary>What a subscription saves where it is renewed for fewer users, those to come among them; null where it has no price.</summary>
    public Saving? Saving(int subscription, int from, int to) => Tariff.Subscriptions[subscription].Renewed(from, to, Around.Survey.Now, Tariff.Zone);

    /// <summary>What giving up seats saves whose holders are not known one by one: where people are counted and not seats, nothing is said. One sum for each currency, the organisation's own first; none where nothing has a price.</summary>
    public IReadOnlyList<Saving> SavingsOf(IReadOnlyList<(Resource Resource, int Seats)> given)
    {
        var left = Held.Copy();
        foreach (var (resource, seats) in given)
            Tariff.Drop(left, resource, seats);
        return Money.Saving.ByCurrency(Tariff.Savings(Held, left, Around.Survey.Now), Tariff.Currency);
    }

    private string? Partial => Around.Survey.IsPartial ? $"the scan is partial: {Around.Survey.Missing[0]}" : null;

    /// <summary>Why counts of a product's seats cannot be relied on, in words; null when they can.</summary>
    public string? CountDoubt(Product product)
    {
        var survey = Around.Survey;
        if (survey.UnreadSeats.FirstOrDefault(r => r.Product == product) is { Product.Value: not null } unread)
            return $"who holds {product.Name} seats on {Around.SiteName(unread.Site)} could not be read";
        return Partial;
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
/// <param name="Savings">Indicative, one sum for each currency; none where nothing tells.</param>
public sealed record WholeVerdict(
    string Id, string Name, Product? Product, Tier Tier, RecommendedAction Action, IReadOnlyList<string> Guards, IReadOnlyList<Evidence> Evidence, IReadOnlyList<Saving> Savings);
