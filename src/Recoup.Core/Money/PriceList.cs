using System.Text.Json.Serialization;

namespace Recoup.Core.Money;

/// <summary>How a price list turns a number of users into a sum. Atlassian's texts do not say which holds, so the order form has to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PricedBy>))]
public enum PricedBy
{
    /// <summary>Each user costs what the band says in which they are counted: the first hundred keep their price whatever follows.</summary>
    [JsonStringEnumMemberName("graduated")] Graduated,

    /// <summary>Every user costs what the band says that holds for all of them: one more can make all cheaper, one fewer all dearer.</summary>
    [JsonStringEnumMemberName("all-units")] AllUnits,

    /// <summary>A whole tier is paid, however many of its users there are.</summary>
    [JsonStringEnumMemberName("tier")] Tier,
}

/// <summary>A band of a price list.</summary>
/// <param name="UpTo">The largest number of users in it; null for the last, which has no end.</param>
/// <param name="Price">What a user costs in it for one billing period; by tier, what the tier costs. 0 or more.</param>
public sealed record Band(int? UpTo, decimal Price)
{
    /// <summary>Without zeros at its end: 8.60 and 8.6 are one price, and are to have one hash.</summary>
    public decimal Price { get; init; } = Price / 1.0000000000000000000000000000m;
}

/// <summary>Prices that hold from a day on.</summary>
/// <param name="From">The first day; null for always. A year of a term that began before is paid already.</param>
/// <param name="By">How the bands are read.</param>
/// <param name="Bands">Ascending; only the last may have no end.</param>
public sealed record PriceList(DateOnly? From, PricedBy By, IReadOnlyList<Band> Bands)
{
    /// <summary>One price for every user.</summary>
    public static PriceList Each(decimal price) => new(null, PricedBy.AllUnits, [new(null, price)]);

    /// <summary>What so many users cost for one billing period, not rounded; null beyond the last band, where no price is known.</summary>
    public decimal? For(int users)
    {
        if (users <= 0)
            return 0;
        var sum = 0m;
        var below = 0;
        foreach (var band in Bands)
        {
            var here = Math.Min(users, band.UpTo ?? users);
            if (By == PricedBy.Graduated)
                sum += band.Price * (here - below);
            if (here == users)
            {
                return By switch
                {
                    PricedBy.Graduated => sum,
                    PricedBy.AllUnits => band.Price * users,
                    _ => band.Price,
                };
            }

            below = here;
        }

        return null;
    }

    /// <summary>The largest numbers of users of its tiers, ascending; none where it is not by tier.</summary>
    [JsonIgnore]
    public IEnumerable<int> Edges => By == PricedBy.Tier ? Bands.Select(b => b.UpTo).OfType<int>() : [];
}
