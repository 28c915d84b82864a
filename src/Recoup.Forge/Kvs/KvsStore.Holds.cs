using System.Text.Json;
using Recoup.Core.Directory;

namespace Recoup.Forge.Kvs;

/// <summary>Holds: all of them are read together, so they stand in few documents, by account. A list of thousands is still one transaction.</summary>
public sealed partial class KvsStore
{
    private const int HoldDocuments = 12;

    public async Task<IReadOnlyList<Hold>> HoldsAsync(OrgId org, CancellationToken cancellationToken) =>
        [.. (await kvs.ManyStampedAsync(HoldKeys(org), cancellationToken)).Values.SelectMany(document => JsonSerializer.Deserialize(document.Json, KvsJson.Default.ListHold)!)];

    /// <returns>How many holds were there before for these accounts.</returns>
    private static async Task<int> WriteHoldsAsync(Attempt attempt, OrgId org, IReadOnlyDictionary<AccountId, Hold?> holds)
    {
        var before = 0;
        var documents = holds.GroupBy(h => HoldKey(org, h.Key)).ToList();
        await attempt.LoadAsync(documents.Select(d => d.Key));
        foreach (var document in documents)
        {
            var accounts = document.Select(h => h.Key).ToHashSet();
            var kept = await attempt.TryReadAsync(document.Key, KvsJson.Default.ListHold) ?? [];
            before += kept.Count(h => accounts.Contains(h.Account));
            await attempt.PutAsync(document.Key, [.. kept.Where(h => !accounts.Contains(h.Account)), .. document.Select(h => h.Value).OfType<Hold>()], KvsJson.Default.ListHold);
        }

        return before;
    }

    private static string HoldKey(OrgId org, AccountId account) => Keys.Of(org, "holds", Keys.Number(Keys.Bucket(account.Value, HoldDocuments)));

    private static IEnumerable<string> HoldKeys(OrgId org) => Enumerable.Range(0, HoldDocuments).Select(i => Keys.Of(org, "holds", Keys.Number(i)));
}
