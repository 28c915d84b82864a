using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Forge.Kvs;

/// <summary>
/// Findings: one document each, and an index in 99 shared documents, by account, so that everything about an
/// account is found in one of them. A finding and its row in the index are written together.
/// </summary>
public sealed partial class KvsStore
{
    private const int Buckets = 99;

    /// <summary>So many fit into one transaction with the change that they belong to.</summary>
    private const int FewFindings = 5;

    public async Task SaveRecommendationsAsync(Scan checkpoint, IReadOnlyList<Recommendation> recommendations, CancellationToken cancellationToken)
    {
        if (recommendations.Count > 0)
            await SettleAsync(checkpoint.Org, cancellationToken);
        var few = recommendations.Count <= FewFindings;
        if (!few)
            await WriteFindingsAsync(checkpoint.Org, recommendations, attempt => FenceAsync(attempt, checkpoint.Org, Jobs.Scan, checkpoint.Fence), LeaseKey(checkpoint.Org, Jobs.Scan), cancellationToken);
        await Attempt.MakeAsync(
            kvs,
            async attempt =>
            {
                await LoadCheckpointAsync(attempt, checkpoint);
                if (few)
                    await PutFindingsAsync(attempt, checkpoint.Org, recommendations);
                await CheckpointAsync(attempt, checkpoint);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<Recommendation>> RecommendationsOfAsync(OrgId org, IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken)
    {
        var wanted = accounts.Select(a => a.Value).ToHashSet();
        var rows = await FindingRowsAsync(org, wanted.Select(account => BucketKey(org, account)), cancellationToken);
        return await FindingsAsync(org, rows.Where(r => r.Account is { } account && wanted.Contains(account)), cancellationToken);
    }

    public async Task<IReadOnlyList<Recommendation>> RecommendationsAsync(OrgId org, RecommendationQuery query, CancellationToken cancellationToken)
    {
        if (query.Id is { } id)
        {
            await SettleAsync(org, cancellationToken);
            var one = await kvs.ReadAsync([FindingKey(org, id)], CoreJson.Default.Recommendation, cancellationToken);
            return [.. one.Where(r => Passes(FindingRow.Of(r))).Skip(query.Skip).Take(query.Take)];
        }

        var rows = await FindingRowsAsync(org, BucketKeys(org), cancellationToken);
        return await FindingsAsync(org, rows.Where(Passes).Order(FindingRow.Order(query)).Skip(query.Skip).Take(query.Take), cancellationToken);

        bool Passes(FindingRow row) => row.Passes(query, query.Search is { } search ? Words.Fold(search) : null);
    }

    /// <summary>Writes findings with their rows in the index, some in each transaction.</summary>
    /// <param name="first">What every transaction begins with.</param>
    /// <param name="also">The shared document that this looks at.</param>
    private async Task WriteFindingsAsync(OrgId org, IReadOnlyList<Recommendation> findings, Func<Attempt, Task> first, string also, CancellationToken cancellationToken)
    {
        var buckets = findings.GroupBy(f => f.Id).Select(g => g.Last()).GroupBy(f => BucketKey(org, f.AccountId?.Value ?? f.Id)).ToList();
        string[] keys = [.. buckets.Select(b => b.Key), also];
        var read = await kvs.ManyStampedAsync(keys, cancellationToken);
        var known = keys.ToDictionary(key => key, read.GetValueOrDefault);
        foreach (var some in Grouped(buckets))
        {
            var touched = some.Select(s => s.Bucket).ToHashSet();
            await Attempt.MakeAsync(
                kvs,
                async attempt =>
                {
                    await attempt.LoadAsync([.. touched, also]);
                    await first(attempt);
                    await PutFindingsAsync(attempt, org, [.. some.Select(s => s.Finding)]);
                },
                cancellationToken,
                known.Where(k => k.Key == also || touched.Contains(k.Key)).ToDictionary());
            foreach (var bucket in touched)
                known.Remove(bucket);
        }
    }

    private static async Task PutFindingsAsync(Attempt attempt, OrgId org, IReadOnlyList<Recommendation> findings)
    {
        var buckets = findings.GroupBy(f => BucketKey(org, f.AccountId?.Value ?? f.Id)).ToList();
        await attempt.LoadAsync(buckets.Select(b => b.Key));
        foreach (var finding in findings)
            attempt.Set(FindingKey(org, finding.Id), finding, CoreJson.Default.Recommendation);
        foreach (var bucket in buckets)
        {
            var ids = bucket.Select(f => f.Id).ToHashSet();
            var kept = (await attempt.TryReadAsync(bucket.Key, KvsJson.Small.FindingCells))?.Read().Where(r => !ids.Contains(r.Id)) ?? [];
            await attempt.PutAsync(bucket.Key, FindingCells.Of([.. kept, .. bucket.GroupBy(f => f.Id).Select(g => FindingRow.Of(g.Last()))]), KvsJson.Small.FindingCells);
        }
    }

    /// <summary>Takes findings out of the index and removes them.</summary>
    private static async Task RemoveFindingsAsync(Attempt attempt, string bucket, OrgId org, IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids)
            attempt.Delete(FindingKey(org, id));
        if (await attempt.TryReadAsync(bucket, KvsJson.Small.FindingCells) is { } cells)
            await attempt.PutAsync(bucket, FindingCells.Of(cells.Read().Where(r => !ids.Contains(r.Id))), KvsJson.Small.FindingCells);
    }

    /// <summary>Findings of whole buckets together, as many as fit into a transaction with two further operations; a large bucket in several.</summary>
    private static IEnumerable<List<(Recommendation Finding, string Bucket)>> Grouped(IEnumerable<IGrouping<string, Recommendation>> buckets)
    {
        const int room = KvsLimits.WritesATransaction - 2;
        var some = new List<(Recommendation, string)>();
        var operations = 0;
        foreach (var bucket in buckets)
        {
            foreach (var findings in bucket.Chunk(room - 1))
            {
                if (operations + findings.Length + 1 > room)
                {
                    yield return some;
                    (some, operations) = ([], 0);
                }

                some.AddRange(findings.Select(f => (f, bucket.Key)));
                operations += findings.Length + 1;
            }
        }

        if (some.Count > 0)
            yield return some;
    }

    private async Task<IEnumerable<FindingRow>> FindingRowsAsync(OrgId org, IEnumerable<string> buckets, CancellationToken cancellationToken)
    {
        string[] keys = [PendingKey(org), .. buckets];
        var documents = await kvs.ManyStampedAsync(keys, cancellationToken);
        while (Waits(documents.GetValueOrDefault(PendingKey(org))))
        {
            await SettleAsync(org, cancellationToken);
            documents = await kvs.ManyStampedAsync(keys, cancellationToken);
        }

        return documents.Where(d => d.Key != PendingKey(org)).SelectMany(d => FindingCells.Read(d.Value.Json));
    }

    private async Task<IReadOnlyList<Recommendation>> FindingsAsync(OrgId org, IEnumerable<FindingRow> rows, CancellationToken cancellationToken) =>
        await kvs.ReadAsync([.. rows.Select(r => FindingKey(org, r.Id))], CoreJson.Default.Recommendation, cancellationToken);

    private static string FindingKey(OrgId org, string id) => Keys.Of(org, "finding", id);

    private static string BucketKey(OrgId org, string text) => Keys.Of(org, "findings", Keys.Number(Keys.Bucket(text, Buckets)));

    private static IEnumerable<string> BucketKeys(OrgId org) => Enumerable.Range(0, Buckets).Select(bucket => Keys.Of(org, "findings", Keys.Number(bucket)));
}
