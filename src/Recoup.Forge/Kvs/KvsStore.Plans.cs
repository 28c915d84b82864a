using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>Plans: rows in parts, written before the head; a plan never changes but for the words on it, which are in the head.</summary>
public sealed partial class KvsStore
{
    private const int RowsAPart = 100;

    public async Task<IReadOnlyList<PlanHead>> PlansAsync(OrgId org, PlanQuery query, CancellationToken cancellationToken)
    {
        var ids = (await Lists.ReadAsync(kvs, org, Lists.Plans, cancellationToken)).OrderByDescending(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal).Select(e => e.Id).ToList();
        if (query.Naming is not { } account)
            return await kvs.ReadAsync([.. ids.Take(query.Most).Select(id => PlanKey(org, id))], CoreJson.Default.PlanHead, cancellationToken);
        var naming = new List<PlanHead>();
        foreach (var id in ids)
        {
            if (naming.Count < query.Most && await TryGetPlanAsync(org, id, cancellationToken) is { } plan && plan.Names(account))
                naming.Add(plan.Head);
        }

        return naming;
    }

    public async Task<Plan?> TryGetPlanAsync(OrgId org, string id, CancellationToken cancellationToken)
    {
        var (rows, skipped) = (RowsKey(org, id), SkippedKey(org, id));
        var counts = await kvs.GetAsync([PlanKey(org, id), rows, skipped], cancellationToken);
        if (counts.GetValueOrDefault(PlanKey(org, id)) is not { } head)
            return null;
        return new(Read(head, CoreJson.Default.PlanHead), await PartsAsync(rows, CoreJson.Default.IReadOnlyListPlanRow), await PartsAsync(skipped, CoreJson.Default.IReadOnlyListSkippedRow));

        async Task<IReadOnlyList<T>> PartsAsync<T>(string kind, JsonTypeInfo<IReadOnlyList<T>> type) =>
            [.. (await kvs.ReadAsync([.. Numbered(kind, counts)], type, cancellationToken)).SelectMany(part => part)];
    }

    private static async Task WritePlanRowsAsync(Attempt attempt, Plan plan)
    {
        var (org, id) = (plan.Head.Org, plan.Head.Id);
        Write(RowsKey(org, id), plan.Rows, CoreJson.Default.IReadOnlyListPlanRow);
        Write(SkippedKey(org, id), plan.Skipped, CoreJson.Default.IReadOnlyListSkippedRow);
        await Lists.AddAsync(attempt, org, Lists.Plans, new(id, plan.Head.CreatedAt));
        attempt.Set(PlanKey(org, id), plan.Head, CoreJson.Default.PlanHead);

        void Write<T>(string key, IReadOnlyList<T> rows, JsonTypeInfo<IReadOnlyList<T>> type)
        {
            var parts = rows.Chunk(RowsAPart).SelectMany(some => Parts.Of(some, type)).ToList();
            for (var part = 0; part < parts.Count; part++)
                attempt.Set($"{key}:{Keys.Number(part)}", parts[part]);
            attempt.Set(key, new(parts.Count), KvsJson.Default.Count);
        }
    }

    /// <summary>Adds somebody's word to a plan. The head is safe to read and write: nobody changes it but under the log's head.</summary>
    private async Task WriteApprovalAsync(Attempt attempt, OrgId org, PlanApproval approval, CancellationToken cancellationToken)
    {
        if (await kvs.TryReadAsync(PlanKey(org, approval.PlanId), CoreJson.Default.PlanHead, cancellationToken) is { } head)
            attempt.Set(PlanKey(org, approval.PlanId), head with { Approvals = [.. head.Approvals, approval] }, CoreJson.Default.PlanHead);
    }

    /// <summary>Everything of a plan.</summary>
    private async Task<IEnumerable<string>> PlanKeysAsync(OrgId org, string id, CancellationToken cancellationToken)
    {
        var (rows, skipped) = (RowsKey(org, id), SkippedKey(org, id));
        var counts = await kvs.GetAsync([rows, skipped], cancellationToken);
        return [.. Numbered(rows, counts), .. Numbered(skipped, counts), rows, skipped, PlanKey(org, id)];
    }

    private static IEnumerable<string> Numbered(string key, IReadOnlyDictionary<string, string> counts) =>
        Enumerable.Range(0, counts.GetValueOrDefault(key) is { } json ? Read(json, KvsJson.Default.Count).Value : 0).Select(part => $"{key}:{Keys.Number(part)}");

    private static string PlanKey(OrgId org, string id) => Keys.Of(org, "plan", id);

    private static string RowsKey(OrgId org, string id) => Keys.Of(org, "plan", id, "rows");

    private static string SkippedKey(OrgId org, string id) => Keys.Of(org, "plan", id, "skipped");
}
