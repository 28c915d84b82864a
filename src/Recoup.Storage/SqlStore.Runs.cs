using System.Globalization;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    public Task<IReadOnlyList<Run>> RunsAsync(OrgId org, RunQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Run>>(
            async work =>
            {
                var rows = await work.ListAsync<RunDocument>(
                    $"""
                    select doc, wanted from runs
                    where org_id = @org {(query.Id is null ? "" : "and run_id = @run")} {(query.Plan is null ? "" : "and plan_id = @plan")}
                    order by started_at desc, run_id desc limit @most
                    """,
                    new { org = org.Value, run = query.Id?.Value, plan = query.Plan, most = query.Most });
                return [.. rows.Select(r => Read(r.Doc, CoreJson.Default.Run) with { Order = Enum.Parse<RunOrder>(r.Wanted) })];
            },
            cancellationToken);

    public Task<IReadOnlyList<RunRow>> RunRowsAsync(OrgId org, RunRowQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RunRow>>(
            async work => Read(
                await work.ListAsync<string>(
                    $"""
                    select doc from run_rows
                    where org_id = @org and number >= @from {(query.Run is null ? "" : "and run_id = @run")}
                      {(query.Account is null ? "" : "and account_id = @account")} {(query.Outcome is null ? "" : "and outcome = @outcome")}
                    order by run_id, number limit @most
                    """,
                    new { org = org.Value, from = query.From, run = query.Run?.Value, account = query.Account?.Value, outcome = query.Outcome?.ToString(), most = query.Most }),
                CoreJson.Default.RunRow),
            cancellationToken);

    /// <summary>A checkpoint of a run with those of its rows that have changed.</summary>
    /// <exception cref="LeaseLostException">Another process has taken over.</exception>
    private async Task WriteRunAsync(Work work, Run run, IReadOnlyList<RunRow> rows)
    {
        var (org, id) = (run.Org.Value, run.Id.Value);
        await FenceAsync(work, run.Org, Jobs.Run, run.Fence);
        await work.ExecuteAsync(
            """
            insert into runs (org_id, run_id, plan_id, started_at, wanted, doc) values (@org, @id, @plan, @started, @wanted, @doc)
            on conflict (org_id, run_id) do update set doc = excluded.doc
            """,
            new { org, id, plan = run.PlanId, started = run.StartedAt.ToUnixTimeMilliseconds(), wanted = nameof(RunOrder.Go), doc = Write(run, CoreJson.Default.Run) });
        await work.ExecuteAsync(
            $"delete from run_rows where org_id = @org and run_id = @id and cast(number as text) in ({database.TextsIn("@numbers")})",
            new { org, id, numbers = JsonTexts(rows.Select(r => r.Number.ToString(CultureInfo.InvariantCulture))) });
        await work.InsertAsync(
            "run_rows",
            ["org_id", "run_id", "number", "account_id", "outcome", "doc"],
            rows.Select(r => new object?[] { org, id, r.Number, r.AccountId.Value, r.Outcome.ToString(), Write(r, CoreJson.Default.RunRow) }));
    }

    /// <summary>Adds somebody's word to a plan.</summary>
    private static async Task WriteApprovalAsync(Work work, string org, PlanApproval approval)
    {
        var key = new { org, id = approval.PlanId };
        if (await work.TryGetAsync<string>("select doc from plans where org_id = @org and plan_id = @id", key) is not { } doc)
            return;
        var head = Read(doc, CoreJson.Default.PlanHead);
        await work.ExecuteAsync(
            "update plans set doc = @doc where org_id = @org and plan_id = @id",
            new { key.org, key.id, doc = Write(head with { Approvals = [.. head.Approvals, approval] }, CoreJson.Default.PlanHead) });
    }

    private sealed record RunDocument
    {
        public string Doc { get; init; } = "";

        public string Wanted { get; init; } = "";
    }
}
