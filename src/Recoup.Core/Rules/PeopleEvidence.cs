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
}

/// <summary>What rules say that need the list of people.</summary>
internal static class PeopleWait
{
    public static string? For(Circumstances around) => around.People.List.IsThere ? null : "a list of people from HR or the identity provider: recoup people import FILE.csv";
}
