using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Core.Policies;

/// <summary>
/// What an admin may set for one organisation. The defaults are RULES 1. They are parameters, because a generated reader
/// gives a property that is missing in the text the default of its type, and zero days would make everybody idle.
/// </summary>
/// <param name="InactiveDays">D: days without use until a seat counts as idle, 7 to 730.</param>
/// <param name="NeverUsedDays">N: days of grace for something never used, 1 to 365.</param>
/// <param name="ExternalDays">Days without use until an external counts as idle, 7 to 730.</param>
/// <param name="Currency">ISO 4217 code of every cost.</param>
/// <param name="Costs">What one seat costs per month, by product.</param>
/// <param name="CompanyDomains">The organisation's own mail domains, in lower case, besides its verified ones.</param>
/// <param name="BillingContact">The account that receives the bills, protected like an admin; null while not set.</param>
public sealed record Settings(
    int InactiveDays = 90,
    int NeverUsedDays = 30,
    int ExternalDays = 45,
    string Currency = "USD",
    IReadOnlyDictionary<Product, decimal>? Costs = null,
    IReadOnlyList<string>? CompanyDomains = null,
    AccountId? BillingContact = null)
{
    /// <summary>What one seat costs per month, by product.</summary>
    public IReadOnlyDictionary<Product, decimal> Costs { get; init; } = Costs ?? new SortedDictionary<Product, decimal>(ByName);

    /// <summary>The organisation's own mail domains, in lower case, besides its verified ones.</summary>
    public IReadOnlyList<string> CompanyDomains { get; init; } = CompanyDomains ?? [];

    [JsonIgnore]
    public TimeSpan Inactive => TimeSpan.FromDays(InactiveDays);

    [JsonIgnore]
    public TimeSpan NeverUsed => TimeSpan.FromDays(NeverUsedDays);

    [JsonIgnore]
    public TimeSpan ExternalIdle => TimeSpan.FromDays(ExternalDays);

    [JsonIgnore]
    public SeatCosts SeatCosts => new(Currency, Costs);

    internal static readonly IComparer<Product> ByName =
        Comparer<Product>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));
}
