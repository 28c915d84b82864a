using System.Globalization;
using Recoup.Core.People;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>What the list of people says, as evidence.</summary>
internal static class PeopleEvidence
{
    public const string Source = "list of people";

    public static Evidence Row(Case c, PersonMatch match, string says) => new(
        $"list of people, of {c.Around.People.List.AsOf.ToString("O", CultureInfo.InvariantCulture)}",
        $"{says}{(match.Person.Sponsor is { } sponsor ? $"; sponsor {sponsor}" : "")} (found by {(match.Exact ? "the account id" : "the address")})",
        Source,
        c.Now);

    /// <summary>What keeps a row from being certain.</summary>
    public static IEnumerable<Evidence> Missing(Case c, IEnumerable<string> doubts) => doubts.Select(d => new Evidence("missing", d, Source, c.Now));

    /// <summary>Why the list says too little about today; null when it is fresh.</summary>
    public static string? Stale(Case c) =>
        c.Around.People.List.IsFresh(c.Now) ? null : $"what the list says today: it is of {c.Around.People.List.AsOf:yyyy-MM-dd}";

    /// <summary>The first moment after a day, in UTC.</summary>
    public static DateTimeOffset After(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>What rules say that need the list of people.</summary>
internal static class PeopleWait
{
    public static string? For(Circumstances around) => around.People.List.IsThere ? null : "a list of people from HR or the identity provider: recoup people import FILE.csv";
}
