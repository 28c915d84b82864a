using System.Text.Json.Serialization;

namespace Recoup.Core.Recommendations;

/// <summary>How sure a finding is. Ordered: a guard lowers, nothing but a rule raises.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tier>))]
public enum Tier
{
    /// <summary>Protected or held: listed, never acted on.</summary>
    [JsonStringEnumMemberName("excluded")] Excluded,

    /// <summary>A signal is missing or conflicts: a person decides.</summary>
    [JsonStringEnumMemberName("review")] Review,

    /// <summary>The rule is met and every signal it needs is there.</summary>
    [JsonStringEnumMemberName("probable")] Probable,

    /// <summary>Fact, not inference.</summary>
    [JsonStringEnumMemberName("certain")] Certain,
}

/// <summary>What would be done. The words are Atlassian's own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendedAction>))]
public enum RecommendedAction
{
    [JsonStringEnumMemberName("suspend")] Suspend,
    [JsonStringEnumMemberName("remove-access")] RemoveAccess,
    [JsonStringEnumMemberName("change-role")] ChangeRole,
    [JsonStringEnumMemberName("deactivate")] Deactivate,

    /// <summary>The identity provider owns the account or the group: the change belongs there.</summary>
    [JsonStringEnumMemberName("route-out")] RouteOut,

    /// <summary>Nothing that Recoup would do; a person has to find out first.</summary>
    [JsonStringEnumMemberName("advise")] Advise,
}

/// <summary>Where a recommendation is in its life (MARKET 3.2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendationState>))]
public enum RecommendationState
{
    [JsonStringEnumMemberName("open")] Open,
    [JsonStringEnumMemberName("held")] Held,
    [JsonStringEnumMemberName("dismissed")] Dismissed,
    [JsonStringEnumMemberName("planned")] Planned,
    [JsonStringEnumMemberName("applied")] Applied,
    [JsonStringEnumMemberName("verified")] Verified,
    [JsonStringEnumMemberName("settled")] Settled,
    [JsonStringEnumMemberName("reverted")] Reverted,
    [JsonStringEnumMemberName("closed")] Closed,
}
