using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>How an account comes by a role.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeatPath>))]
public enum SeatPath
{
    /// <summary>Not read, or read and not conclusive.</summary>
    Unknown,

    /// <summary>Through the groups in <see cref="Seat.Groups"/>, as far as counts explain.</summary>
    Group,

    /// <summary>By a role given to the account itself.</summary>
    Direct,

    /// <summary>Both: taking one away leaves the other.</summary>
    DirectAndGroup,

    /// <summary>Through another role (Atlassian's <c>inferred</c>).</summary>
    Inferred,
}

/// <summary>A paid role of one account in one product on one site.</summary>
/// <param name="Resource">Product and site.</param>
/// <param name="Role">The strongest billable role held: <see cref="Directory.Role.User"/> or <see cref="Directory.Role.Admin"/>.</param>
/// <param name="Path">How it is held.</param>
/// <param name="Groups">The groups that grant it, in the order of the account's groups.</param>
/// <param name="Directory">The directory through which it is held; null where not read.</param>
public sealed record Seat(Resource Resource, string Role, SeatPath Path, IReadOnlyList<GroupId> Groups, DirectoryId? Directory)
{
    [JsonIgnore]
    public Product Product => Resource.Product;

    [JsonIgnore]
    public SiteId Site => Resource.Site;
}

/// <summary>When an account last used a product on a site, as Atlassian reports it: page views of two seconds and more, up to 24 hours late.</summary>
public readonly record struct Usage(Resource Resource, Signal Last);
