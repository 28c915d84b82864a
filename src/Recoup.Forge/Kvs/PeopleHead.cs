using System.Text.Json.Serialization;

namespace Recoup.Forge.Kvs;

/// <summary>Where the list of people is.</summary>
/// <param name="Id">The list that counts; null when there is none.</param>
/// <param name="AsOf">Of which day it is.</param>
/// <param name="Lists">Every list of which there may be parts, also of an import that broke off.</param>
internal sealed record PeopleHead(string? Id, DateOnly AsOf, IReadOnlyList<ListParts> Lists)
{
    public static readonly PeopleHead None = new(null, default, []);

    /// <summary>The list that counts.</summary>
    [JsonIgnore]
    public ListParts? Current => Lists.FirstOrDefault(l => l.Id == Id);
}

/// <summary>A list in so many documents.</summary>
internal sealed record ListParts(string Id, int Parts);
