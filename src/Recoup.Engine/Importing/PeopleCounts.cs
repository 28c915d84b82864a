using Recoup.Core.People;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Importing;

/// <summary>What is in a list of people, in numbers.</summary>
/// <param name="Rows">Everybody.</param>
/// <param name="Gone">Who had left by the day of the list.</param>
/// <param name="ContractEnds">Whose contract has an end.</param>
/// <param name="Numbers">Who has a number of their own.</param>
public sealed record PeopleCounts(int Rows, int Gone, int ContractEnds, int Numbers)
{
    public static PeopleCounts Of(PeopleList list) => new(
        list.Rows.Count,
        list.Rows.Count(p => p.HasLeft(list.AsOf)),
        list.Rows.Count(p => p.ContractEnds is not null),
        list.Rows.Count(p => p.PersonId is not null));
}

/// <summary>A list of people against the active accounts of a scan, in numbers.</summary>
/// <param name="Active">Active accounts.</param>
/// <param name="ByAccount">Those found by their id.</param>
/// <param name="ByAddress">Those found by their address alone.</param>
/// <param name="Leavers">Those found whose person has left, or whose contract has ended, by a day.</param>
public sealed record PeopleMatches(int Active, int ByAccount, int ByAddress, int Leavers)
{
    /// <param name="today">The day.</param>
    public static async Task<PeopleMatches> CountAsync(IStore store, Scan scan, PeopleList list, DateOnly today, CancellationToken cancellationToken)
    {
        var people = new PeopleIndex(list);
        var (active, byAccount, byAddress, leavers) = (0, 0, 0, 0);
        await foreach (var account in store.AllAccountsAsync(scan.Org, scan.Id, cancellationToken))
        {
            if (!account.IsActive)
                continue;
            active++;
            if (people.TryFind(account) is not { } match)
                continue;
            byAccount += match.Exact ? 1 : 0;
            byAddress += match.Exact ? 0 : 1;
            leavers += match.Person.HasLeft(today) || match.Person.ContractEnds < today ? 1 : 0;
        }

        return new(active, byAccount, byAddress, leavers);
    }
}
