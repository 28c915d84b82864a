using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Forge.Kvs;

/// <summary>
/// Changes of many findings: they are written beside, count from the transaction on that has the entry, and are put into their
/// places afterwards, by whoever made the change or, if that broke off, by the next who reads or writes findings.
/// </summary>
public sealed partial class KvsStore
{
    private const int FindingsAPart = 50;

    /// <summary>Writes the findings where nobody looks for them yet, and waits with the write that names them.</summary>
    /// <param name="made">Gets the list's id.</param>
    private static async Task WritePendingAsync(Attempt attempt, OrgId org, IReadOnlyList<Recommendation> findings, List<string> made)
    {
        var key = PendingKey(org);
        var parts = findings.Chunk(FindingsAPart).SelectMany(some => Parts.Of(some, CoreJson.Default.IReadOnlyListRecommendation)).ToList();
        var list = new ListParts(Attempt.NewStamp(), parts.Count);
        var book = await attempt.TryReadAsync(key, KvsJson.Default.PendingBook) ?? new();
        await attempt.PutAsync(key, book with { Begun = [.. book.Begun, list] }, KvsJson.Default.PendingBook);
        await attempt.SaveAsync();
        made.Add(list.Id);
        await attempt.GuardAsync(key);
        foreach (var (part, json) in PendingKeys(org, list).Zip(parts))
            attempt.Set(part, json);
        await attempt.SaveAsync();
        await attempt.PutAsync(key, book with { Ready = [.. book.Ready, list] }, KvsJson.Default.PendingBook);
    }

    /// <summary>Puts findings that wait into their places. Any number may do so at the same time: each write is refused once it is done.</summary>
    private async Task SettleAsync(OrgId org, CancellationToken cancellationToken)
    {
        var key = PendingKey(org);
        while ((await kvs.GetStampedAsync([key], cancellationToken)).GetValueOrDefault(key) is { } document && Read(document.Json, KvsJson.Default.PendingBook).Ready is { Count: > 0 } ready)
        {
            try
            {
                foreach (var list in ready)
                {
                    var parts = await kvs.ReadAsync([.. PendingKeys(org, list)], CoreJson.Default.IReadOnlyListRecommendation, cancellationToken);
                    await WriteFindingsAsync(org, [.. parts.SelectMany(some => some)], attempt => StillAsync(attempt, key, document.Stamp), key, cancellationToken);
                }

                await kvs.DeleteAsync(ready.SelectMany(list => PendingKeys(org, list)), cancellationToken);
                await Attempt.MakeAsync(
                    kvs,
                    async attempt =>
                    {
                        await StillAsync(attempt, key, document.Stamp);
                        await attempt.PutAsync(key, Read(document.Json, KvsJson.Default.PendingBook) with { Ready = [] }, KvsJson.Default.PendingBook);
                    },
                    cancellationToken);
            }
            catch (SettledException)
            {
                // By somebody else, or there is more to settle.
            }
        }
    }

    /// <summary>Removes lists that were begun and will never count.</summary>
    /// <param name="made">Which; null for all of them, which stops whoever is writing one.</param>
    private async Task SweepPendingAsync(OrgId org, IReadOnlyCollection<string>? made, CancellationToken cancellationToken)
    {
        var gone = await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                if (await attempt.TryReadAsync(PendingKey(org), KvsJson.Default.PendingBook) is not { } book || book.Begun.Where(l => made?.Contains(l.Id) != false).ToList() is not { Count: > 0 } lists)
                    return [];
                // A new stamp stops the writer; the names stay until the parts are gone.
                await attempt.PutAsync(PendingKey(org), book, KvsJson.Default.PendingBook);
                return lists;
            },
            cancellationToken);
        if (gone.Count == 0)
            return;
        await kvs.DeleteAsync(gone.SelectMany(list => PendingKeys(org, list)), cancellationToken);
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                if (await attempt.TryReadAsync(PendingKey(org), KvsJson.Default.PendingBook) is { } book)
                    await attempt.PutAsync(PendingKey(org), book with { Begun = [.. book.Begun.Except(gone)] }, KvsJson.Default.PendingBook);
            },
            cancellationToken);
    }

    private static bool Waits(Stamped? pending) => pending is not null && Read(pending.Json, KvsJson.Default.PendingBook).Ready.Count > 0;

    private static async Task StillAsync(Attempt attempt, string key, string stamp)
    {
        if (await attempt.StampAsync(key) != stamp)
            throw new SettledException();
        await attempt.GuardAsync(key);
    }

    private static string PendingKey(OrgId org) => Keys.Of(org, "pending");

    private static IEnumerable<string> PendingKeys(OrgId org, ListParts list) =>
        Enumerable.Range(0, list.Parts).Select(part => Keys.Of(org, "pending", list.Id, Keys.Number(part)));

    private sealed class SettledException : Exception;
}
