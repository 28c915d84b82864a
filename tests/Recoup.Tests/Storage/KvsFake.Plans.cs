using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Engine;
using static System.FormattableString;

namespace Recoup.Tests.Storage;

/// <summary>Plans: rows in parts, written before the head that says how many there are, and that before the list that names it.</summary>
public sealed partial class KvsFake
{
    private const int RowsAPart = 100;

    public Task<IReadOnlyList<PlanHead>> PlansAsync(OrgId org, PlanQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PlanHead>>(
        [
            .. Plans(org).Where(p => query.Naming is not { } account || p.Names(account)).Select(p => p.Head)
                .OrderByDescending(h => h.CreatedAt).ThenBy(h => h.Id, StringComparer.Ordinal).Take(query.Most),
        ]);

    public Task<Plan?> TryGetPlanAsync(OrgId org, string id, CancellationToken cancellationToken) => Task.FromResult(TryGetPlan(org, id));

    private IEnumerable<Plan> Plans(OrgId org) => List<string>(Key(org, "plans")).Select(id => TryGetPlan(org, id)).OfType<Plan>();

    private Plan? TryGetPlan(OrgId org, string id) =>
        TryGet(Key(org, "plan", id), CoreJson.Default.PlanHead) is { } head
            ? new(head, Parts(org, id, "rows", CoreJson.Default.IReadOnlyListPlanRow), Parts(org, id, "skipped", CoreJson.Default.IReadOnlyListSkippedRow))
            : null;

    private IReadOnlyList<T> Parts<T>(OrgId org, string id, string kind, JsonTypeInfo<IReadOnlyList<T>> type) =>
        [.. Enumerable.Range(0, PartCount(org, id, kind)).SelectMany(part => TryGet(Key(org, "plan", id, kind, Invariant($"{part}")), type)!)];

    private int PartCount(OrgId org, string id, string kind) =>
        kvs.TryGet(Key(org, "plan", id, kind)) is { } count ? JsonSerializer.Deserialize<int>(count) : 0;

    private IEnumerable<KvsWrite> WritePlan(OrgId org, Plan plan)
    {
        var id = plan.Head.Id;
        Save([.. InParts(plan.Rows, "rows", CoreJson.Default.IReadOnlyListPlanRow), .. InParts(plan.Skipped, "skipped", CoreJson.Default.IReadOnlyListSkippedRow)]);
        return [new(Key(org, "plan", id), JsonSerializer.Serialize(plan.Head, CoreJson.Default.PlanHead)), .. Listed(Key(org, "plans"), id)];

        IEnumerable<KvsWrite> InParts<T>(IReadOnlyList<T> rows, string kind, JsonTypeInfo<IReadOnlyList<T>> type)
        {
            var parts = rows.Chunk(RowsAPart).SelectMany(some => Split(some, type)).ToList();
            return
            [
                .. parts.Select((json, part) => new KvsWrite(Key(org, "plan", id, kind, Invariant($"{part}")), json)),
                new(Key(org, "plan", id, kind), JsonSerializer.Serialize(parts.Count)),
            ];
        }
    }

    /// <summary>Everything of the plans that name a person.</summary>
    private IEnumerable<string> PlansOf(OrgId org, AccountId account) => Plans(org).Where(p => p.Names(account)).ToList().SelectMany(plan =>
    {
        var id = plan.Head.Id;
        string[] kinds = ["rows", "skipped"];
        return new[] { Key(org, "plan", id) }.Concat(kinds.SelectMany(kind =>
            Enumerable.Range(0, PartCount(org, id, kind)).Select(part => Key(org, "plan", id, kind, Invariant($"{part}"))).Append(Key(org, "plan", id, kind))));
    });
}
