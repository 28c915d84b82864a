using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Runs;
using Recoup.Engine;

namespace Recoup.Forge.Kvs;

/// <summary>Runs: rows under their numbers, found by the number of rows that the head tells.</summary>
public sealed partial class KvsStore
{
    /// <summary>How many rows are read at a time where only some of them are wanted.</summary>
    private const int RowsARead = 100;

    public async Task<IReadOnlyList<Run>> RunsAsync(OrgId org, RunQuery query, CancellationToken cancellationToken)
    {
        var ids = query.Id is { } one ? [one.Value] : (await Lists.ReadAsync(kvs, org, Lists.Runs, cancellationToken)).Select(e => e.Id);
        if (query.Plan is null)
            ids = ids.Take(query.Most);
        return [.. (await ReadRunsAsync(org, [.. ids], cancellationToken)).Where(r => query.Plan is not { } plan || r.PlanId == plan).Take(query.Most)];
    }

    public async Task<IReadOnlyList<RunRow>> RunRowsAsync(OrgId org, RunRowQuery query, CancellationToken cancellationToken)
    {
        var runs = query.Run is { } one ? (IEnumerable<string>)[one.Value] : (await Lists.ReadAsync(kvs, org, Lists.Runs, cancellationToken)).Select(e => e.Id).Order(StringComparer.Ordinal);
        var found = new List<RunRow>();
        foreach (var run in await ReadRunsAsync(org, [.. runs], cancellationToken))
        {
            var numbers = Enumerable.Range(query.From, Math.Max(0, run.Rows - query.From + 1));
            foreach (var some in numbers.Chunk(Math.Clamp(query.Most, 1, RowsARead)).TakeWhile(_ => found.Count < query.Most))
            {
                var rows = await kvs.ReadAsync([.. some.Select(number => RunRowKey(org, run.Id.Value, number))], CoreJson.Default.RunRow, cancellationToken);
                found.AddRange(rows.Where(r => (query.Account is not { } account || r.AccountId == account) && (query.Outcome is not { } outcome || r.Outcome == outcome)));
            }
        }

        return [.. found.Take(query.Most)];
    }

    private async Task<IReadOnlyList<Run>> ReadRunsAsync(OrgId org, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var documents = await kvs.ManyAsync(ids.SelectMany(id => new[] { RunKey(org, id), WantedKey(org, id) }), cancellationToken);
        return
        [
            .. ids.Where(id => documents.ContainsKey(RunKey(org, id))).Select(id => Read(documents[RunKey(org, id)], CoreJson.Default.Run) with
            {
                Order = documents.GetValueOrDefault(WantedKey(org, id)) is { } wanted ? Read(wanted, KvsJson.Default.RunOrder) : RunOrder.Go,
            }),
        ];
    }

    /// <summary>A checkpoint of a run with those of its rows that have changed.</summary>
    private static async Task WriteRunAsync(Attempt attempt, Run run, IReadOnlyList<RunRow> rows)
    {
        foreach (var row in rows)
            attempt.Set(RunRowKey(run.Org, run.Id.Value, row.Number), row, CoreJson.Default.RunRow);
        await Lists.AddAsync(attempt, run.Org, Lists.Runs, new(run.Id.Value, run.StartedAt));
        attempt.Set(RunKey(run.Org, run.Id.Value), run, CoreJson.Default.Run);
    }

    private static string RunKey(OrgId org, string id) => Keys.Of(org, "run", id);

    private static string WantedKey(OrgId org, string id) => Keys.Of(org, "run", id, "wanted");

    private static string RunRowKey(OrgId org, string id, int number) => Keys.Of(org, "run", id, Keys.Number(number));
}
