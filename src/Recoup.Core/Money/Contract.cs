using System.Text.Json.Serialization;

namespace Recoup.Core.Money;

/// <summary>How a subscription is billed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Billing>))]
public enum Billing
{
    /// <summary>By the month, for the largest number of users within it.</summary>
    [JsonStringEnumMemberName("monthly")] Monthly,

    /// <summary>By the year, in tiers of users.</summary>
    [JsonStringEnumMemberName("annual")] Annual,

    /// <summary>By a contract of its own, for each user.</summary>
    [JsonStringEnumMemberName("contract")] Contract,
}

/// <summary>A product's plan.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProductPlan>))]
public enum ProductPlan
{
    [JsonStringEnumMemberName("free")] Free,
    [JsonStringEnumMemberName("standard")] Standard,
    [JsonStringEnumMemberName("premium")] Premium,

    /// <summary>One licence for a person on every site.</summary>
    [JsonStringEnumMemberName("enterprise")] Enterprise,
}

/// <summary>What the order form says about one product. No API tells any of it; what is null is not known.</summary>
public sealed record Contract
{
    public Billing? Billing { get; init; }

    public ProductPlan? Plan { get; init; }

    /// <summary>Seats bought, over all sites.</summary>
    public int? Purchased { get; init; }

    /// <summary>The day it is renewed next, in the billing zone.</summary>
    public DateOnly? Renews { get; init; }

    /// <summary>The largest number of users of each tier, ascending.</summary>
    public IReadOnlyList<int> Tiers { get => field ?? []; init; }

    /// <summary>People who are going to be added before the next renewal.</summary>
    public int? Onboarding { get; init; }
}
