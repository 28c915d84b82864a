using System.Globalization;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.People;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    /// <summary>Rows of the list that are kept as one document.</summary>
    private const int PeopleAPart = 500;

    public Task<PeopleList> PeopleAsync(OrgId org, CancellationToken cancellationToken) =>
        database.ReadAsync(work => ReadPeopleAsync(work, org.Value), cancellationToken);

    private static async Task<PeopleList> ReadPeopleAsync(Work work, string org)
    {
        var parts = (await work.ListAsync<PeoplePartRow>("select as_of as asof, doc from people where org_id = @org order by part", new { org })).ToList();
        return parts.Count == 0
            ? PeopleList.None
            : new(DateOnly.ParseExact(parts[0].AsOf, "O", CultureInfo.InvariantCulture), [.. parts.SelectMany(p => Read(p.Doc, CoreJson.Default.IReadOnlyListListedPerson))]);
    }

    private static async Task WritePeopleAsync(Work work, string org, PeopleList people)
    {
        await work.ExecuteAsync("delete from people where org_id = @org", new { org });
        await work.InsertAsync(
            "people",
            ["org_id", "part", "as_of", "doc"],
            people.Rows.Chunk(PeopleAPart).Select((rows, part) => new object?[] { org, part, people.AsOf.ToString("O", CultureInfo.InvariantCulture), Write(rows, CoreJson.Default.IReadOnlyListListedPerson) }));
    }

    /// <summary>Takes the rows about one person out of the list of people.</summary>
    /// <returns>How many there were.</returns>
    private static async Task<int> ErasePersonOfListAsync(Work work, string org, AccountId account)
    {
        var people = await ReadPeopleAsync(work, org);
        if (!people.IsThere)
            return 0;
        var records = await work.ListAsync<string>("select doc from accounts where account_key = @key and org_id = @org and account_id = @account", new { key = account.Number, org, account = account.Value });
        var addresses = Read(records, CoreJson.Default.Account).Select(a => a.Email?.ToLowerInvariant()).OfType<string>().ToHashSet();
        var left = people with { Rows = [.. people.Rows.Where(p => !p.IsAbout(account, addresses))] };
        var removed = people.Rows.Count - left.Rows.Count;
        if (removed > 0)
            await WritePeopleAsync(work, org, left);
        return removed;
    }

    private sealed record PeoplePartRow
    {
        public string AsOf { get; init; } = "";

        public string Doc { get; init; } = "";
    }
}
