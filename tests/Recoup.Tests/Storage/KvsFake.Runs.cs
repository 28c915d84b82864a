using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Runs;
using Recoup.Engine;
using static System.FormattableString;

namespace Recoup.Tests.Storage;

/// <summary>Runs: rows under their numbers, found by the number of rows that the head tells; whose they are stands in a small list by account.</summary>
public sealed partial class KvsFake
{
    public Task<IReadOnlyList<Run>> RunsAsync(OrgId org, RunQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Run>>(
        [
            .. Runs(org).Where(r => query.Id is not { } id || r.Id == id).Where(r => query.Plan is not { } plan || r.PlanId == plan)
                .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id.Value, StringComparer.Ordinal).Take(query.Most),
        ]);

    public Task<IReadOnlyList<RunRow>> RunRowsAsync(OrgId org, RunRowQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunRow>>(
        [
            .. Runs(org).Where(r => query.Run is not { } run || r.Id == run).OrderBy(r => r.Id.Value, StringComparer.Ordinal)
                .SelectMany(r => Enumerable.Range(1, r.Rows).Select(number => TryGet(Key(org, "run", r.Id.Value, Invariant($"{number}")), CoreJson.Default.RunRow)))
                .OfType<RunRow>()
                .Where(r => r.Number >= query.From && (query.Account is not { } account || r.AccountId == account) && (query.Outcome is not { } outcome || r.Outcome == outcome))
                .Take(query.Most),
        ]);

    private IEnumerable<Run> Runs(OrgId org) => List<string>(Key(org, "runs")).Select(id => TryGetRun(org, id)).OfType<Run>();

    private Run? TryGetRun(OrgId org, string id) => TryGet(Key(org, "run", id), CoreJson.Default.Run) is { } run
        ? run with { Order = kvs.TryGet(Key(org, "run", id, "wanted")) is { } wanted ? JsonSerializer.Deserialize<RunOrder>(wanted) : RunOrder.Go }
        : null;

    private IEnumerable<KvsWrite> WriteRun(Run run, IReadOnlyList<RunRow> rows)
    {
        if (TryGetLease(Key(run.Org, "lease", Jobs.Run)) is { } lease && lease.Fence > run.Fence)
            throw new LeaseLostException(run.Org, Jobs.Run);
        return
        [
            .. rows.Select(r => new KvsWrite(Key(run.Org, "run", run.Id.Value, Invariant($"{r.Number}")), JsonSerializer.Serialize(r, CoreJson.Default.RunRow))),
            .. Listed(Key(run.Org, "runs"), run.Id.Value),
            new(Key(run.Org, "run", run.Id.Value), JsonSerializer.Serialize(run, CoreJson.Default.Run)),
        ];
    }

    private IEnumerable<KvsWrite> WriteApproval(OrgId org, PlanApproval approval) =>
        TryGet(Key(org, "plan", approval.PlanId), CoreJson.Default.PlanHead) is { } head
            ? [new(Key(org, "plan", approval.PlanId), JsonSerializer.Serialize(head with { Approvals = [.. head.Approvals, approval] }, CoreJson.Default.PlanHead))]
            : [];

    private List<string> RunRowsOf(OrgId org, AccountId account) =>
    [
        .. Runs(org).SelectMany(r => Enumerable.Range(1, r.Rows).Select(number => Key(org, "run", r.Id.Value, Invariant($"{number}"))))
            .Where(key => TryGet(key, CoreJson.Default.RunRow)?.AccountId == account),
    ];
}
