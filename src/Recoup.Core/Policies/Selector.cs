using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Policies;

/// <summary>Which seats and accounts a part of a policy is about: everything that is named has to fit.</summary>
public sealed record Selector
{
    /// <summary>A product's key, such as <c>confluence</c>.</summary>
    public Product? Product { get; init; }

    /// <summary>A site, by cloud id or name.</summary>
    public string? Site { get; init; }

    /// <summary>A group the account is in, by id or name.</summary>
    public string? Group { get; init; }

    /// <summary>The domain of the account's address, in lower case.</summary>
    public string? Domain { get; init; }

    /// <summary>Whether it is about accounts as a whole: no product and no site is named.</summary>
    [JsonIgnore]
    public bool IsOfAccounts => Product is null && Site is null;

    /// <summary>Whether it names nothing, and so would fit everything.</summary>
    [JsonIgnore]
    public bool IsEmpty => this == new Selector();

    /// <summary>Whether it fits everything that another fits, as far as the two texts tell.</summary>
    public bool Covers(Selector other) =>
        (Product is null || Product == other.Product) && (Site is null || Site == other.Site)
        && (Group is null || Group == other.Group) && (Domain is null || Domain == other.Domain);

    public override string ToString() => string.Join(", ", new[]
    {
        Product is { } product ? $"product {product}" : null,
        Site is null ? null : $"site {Site}",
        Group is null ? null : $"group {Group}",
        Domain is null ? null : $"domain {Domain}",
    }.OfType<string>());
}

/// <summary>Thresholds of their own for a part of the organisation. Of several that fit, the first counts.</summary>
/// <param name="Where">The part.</param>
/// <param name="InactiveDays">D there; null for the general one. 7 to 730.</param>
/// <param name="NeverUsedDays">N there; null for the general one. 1 to 365.</param>
/// <param name="ExternalDays">For externals there; null for the general one. 7 to 730.</param>
public sealed record Scope(Selector Where, int? InactiveDays, int? NeverUsedDays, int? ExternalDays);

/// <summary>A part of the organisation that is left alone: its findings are listed as protected.</summary>
/// <param name="Where">The part.</param>
/// <param name="Reason">Why.</param>
/// <param name="Until">The last day, in UTC; null for as long as the policy says so.</param>
public sealed record Exclusion(Selector Where, string Reason, DateOnly? Until);
