using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Engine;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    /// <summary>Rows that are kept as one document.</summary>
    private const int RowsAPart = 100;

    private const string RowsKind = "rows";
    private const string SkippedKind = "skipped";

    /// <summary>Plans that name a person: in a row, among the skipped, or as the next that would go.</summary>
    private const string Naming = """
        select plan_id from plans where org_id = @org and doc like @pattern escape '!'
        union select plan_id from plan_parts where org_id = @org and doc like @pattern escape '!'
        """;

    public Task<IReadOnlyList<PlanHead>> PlansAsync(OrgId org, PlanQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PlanHead>>(
            async work => Read(
                await work.ListAsync<string>(
                    $"select doc from plans where org_id = @org {(query.Naming is null ? "" : $"and plan_id in ({Naming})")} order by created_at desc, plan_id limit @most",
                    new { org = org.Value, most = query.Most, pattern = query.Naming is { } account ? Folded.Naming(account) : null }),
                CoreJson.Default.PlanHead),
            cancellationToken);

    public Task<Plan?> TryGetPlanAsync(OrgId org, string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work =>
            {
                var head = (await work.ListAsync<string>("select doc from plans where org_id = @org and plan_id = @id", new { org = org.Value, id })).FirstOrDefault();
                return head is null
                    ? null
                    : new Plan(
                        Read(head, CoreJson.Default.PlanHead),
                        await PartsAsync(work, org.Value, id, RowsKind, CoreJson.Default.IReadOnlyListPlanRow),
                        await PartsAsync(work, org.Value, id, SkippedKind, CoreJson.Default.IReadOnlyListSkippedRow));
            },
            cancellationToken);

    /// <summary>The same plan made twice is one.</summary>
    private static async Task WritePlanAsync(Work work, string org, Plan plan)
    {
        var id = plan.Head.Id;
        await DeletePlanAsync(work, org, id);
        await work.ExecuteAsync(
            "insert into plans (org_id, plan_id, created_at, doc) values (@org, @id, @at, @doc)",
            new { org, id, at = plan.Head.CreatedAt.ToUnixTimeMilliseconds(), doc = Write(plan.Head, CoreJson.Default.PlanHead) });
        await work.InsertAsync(
            "plan_parts",
            ["org_id", "plan_id", "kind", "part", "doc"],
            Parts(plan.Rows, RowsKind, CoreJson.Default.IReadOnlyListPlanRow).Concat(Parts(plan.Skipped, SkippedKind, CoreJson.Default.IReadOnlyListSkippedRow)));

        IEnumerable<object?[]> Parts<T>(IReadOnlyList<T> rows, string kind, JsonTypeInfo<IReadOnlyList<T>> type) =>
            rows.Chunk(RowsAPart).Select((some, part) => new object?[] { org, id, kind, part, Write(some, type) });
    }

    private static async Task<IReadOnlyList<T>> PartsAsync<T>(Work work, string org, string id, string kind, JsonTypeInfo<IReadOnlyList<T>> type) =>
        [.. (await work.ListAsync<string>("select doc from plan_parts where org_id = @org and plan_id = @id and kind = @kind order by part", new { org, id, kind })).SelectMany(doc => Read(doc, type))];

    /// <summary>Removes plans that name a person: without the row they are no longer what their hash says.</summary>
    /// <returns>How many.</returns>
    private static async Task<int> ErasePlansOfAsync(Work work, string org, AccountId account)
    {
        var plans = (await work.ListAsync<string>(Naming, new { org, pattern = Folded.Naming(account) })).ToList();
        foreach (var id in plans)
            await DeletePlanAsync(work, org, id);
        return plans.Count;
    }

    private static async Task DeletePlanAsync(Work work, string org, string id)
    {
        await work.ExecuteAsync("delete from plan_parts where org_id = @org and plan_id = @id", new { org, id });
        await work.ExecuteAsync("delete from plans where org_id = @org and plan_id = @id", new { org, id });
    }
}
