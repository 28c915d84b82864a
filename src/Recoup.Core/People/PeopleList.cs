using System.Text.Json.Serialization;

namespace Recoup.Core.People;

/// <summary>The list of people as it was imported last; each import replaces it.</summary>
/// <param name="AsOf">The day whose truth it tells, in UTC.</param>
/// <param name="Rows">Every person of the list, each account once, and each address once.</param>
public sealed record PeopleList(DateOnly AsOf, IReadOnlyList<ListedPerson> Rows)
{
    /// <summary>A list older than this says too little about today: nobody is called a leaver for certain from it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(30);

    /// <summary>No list was ever imported.</summary>
    public static readonly PeopleList None = new(default, []);

    [JsonIgnore]
    public bool IsThere => Rows.Count > 0;

    /// <summary>Whether it is recent enough to rely on. A day ahead is one that has begun elsewhere; more than that is a mistake.</summary>
    public bool IsFresh(DateTimeOffset now) => DateOnly.FromDateTime((now - Fresh).UtcDateTime) <= AsOf && AsOf <= DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
}
