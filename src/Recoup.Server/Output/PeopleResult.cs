using Recoup.Core.People;
using Recoup.Engine.Importing;

namespace Recoup.Server.Output;

/// <summary>The list of people in numbers, as <c>recoup people show --json</c> prints it.</summary>
/// <param name="AsOf">The day whose truth it tells; null without a list, and so is its age.</param>
/// <param name="AgeDays">Days since.</param>
/// <param name="Fresh">Whether it is recent enough to call somebody a leaver for certain.</param>
/// <param name="Rows">Everybody.</param>
/// <param name="Gone">Who had left by that day.</param>
/// <param name="ContractEnds">Whose contract has an end.</param>
/// <param name="Numbers">Who has a number of their own.</param>
/// <param name="Accounts">The list against the active accounts of the last scan; null without one.</param>
public sealed record PeopleResult(DateOnly? AsOf, int? AgeDays, bool Fresh, int Rows, int Gone, int ContractEnds, int Numbers, PeopleMatches? Accounts)
{
    public static PeopleResult Of(PeopleList list, PeopleMatches? matches, DateTimeOffset now)
    {
        var counts = PeopleCounts.Of(list);
        return list.IsThere
            ? new(list.AsOf, DateOnly.FromDateTime(now.UtcDateTime).DayNumber - list.AsOf.DayNumber, list.IsFresh(now), counts.Rows, counts.Gone, counts.ContractEnds, counts.Numbers, matches)
            : new(null, null, false, 0, 0, 0, 0, matches);
    }
}
