using System.Globalization;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;

namespace Recoup.Engine.Acting;

/// <summary>What a row that was done means for findings, holds and counts: kept with its outcome or not at all.</summary>
internal sealed class RowEnd(ActingDesk desk)
{
    /// <summary>How long an account is left alone after something of it was undone (RULES 3).</summary>
    public const int HoldDays = 90;

    /// <param name="run">The run.</param>
    /// <param name="row">The row, all of whose calls are over.</param>
    /// <param name="with">The change that tells of its end.</param>
    /// <returns>The run with its counts, and the change with what goes along.</returns>
    public async Task<(Run Run, Change With)> DoneAsync(Run run, RunRow row, Change with, CancellationToken cancellationToken)
    {
        var findings = (await desk.Store.RecommendationsOfAsync(run.Org, [row.AccountId], cancellationToken)).Where(f => row.Findings.Contains(f.Id)).ToList();
        if (run.Kind == RunKind.Undo)
        {
            await MarkUndoneAsync(run, row, cancellationToken);
            return (run, with with { Recommendations = findings.ConvertAll(f => f with { State = RecommendationState.Reverted, ReleasedAt = null }), Holds = await HoldAsync(run, row.AccountId, cancellationToken) });
        }

        var today = DateOnly.FromDateTime(desk.Time.GetUtcNow().UtcDateTime);
        var left = row.Calls.Where(c => c.Change.Kind == ChangeKind.LeaveGroup && c.State == CallState.Done).Select(c => c.Change.Group!.Value.Value);
        run = run with
        {
            ByDay = Plus(run.ByDay, today),
            OutOfGroups = left.Aggregate(run.OutOfGroups, Plus),
            Regrets = With(run.Regrets, row.Rule, new Regret(Released: 1)),
        };
        return (run, with with { Recommendations = findings.ConvertAll(f => f with { State = RecommendationState.Applied }) });
    }

    /// <summary>Notes in the run that was undone that the row came back: written first, so that nothing counts as undone twice.</summary>
    private async Task MarkUndoneAsync(Run undo, RunRow row, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetRunAsync(undo.Org, undo.Undoes!.Value, cancellationToken) is not { } run)
            return;
        var source = (await desk.Store.RunRowsAsync(undo.Org, new() { Run = run.Id, Account = row.AccountId }, cancellationToken)).FirstOrDefault(r => r.Id == row.Id);
        if (source is null || source.UndoneIn is not null)
            return;
        var marked = CameBack(run, source with { UndoneIn = undo.Id }, desk.Time.GetUtcNow());
        await desk.CommitAsync(marked.Run, desk.Event(undo.Org, "row.undone", AuditOutcome.Done, row.AccountId, string.Create(CultureInfo.InvariantCulture, $"run {run.Id}, row {source.Number}, in run {undo.Id}")), cancellationToken, marked.Row);
    }

    /// <summary>A row whose seats are held again, counted as regret once.</summary>
    public static (Run Run, RunRow Row) CameBack(Run run, RunRow row, DateTimeOffset at)
    {
        if (row.CameBackAt is not null || row.DoneAt is not { } done)
            return (run, row);
        var regret = Regret.Of(done, at) with { Released = 0 };
        return (run with { Regrets = With(run.Regrets, row.Rule, regret) }, row with { CameBackAt = at });
    }

    private async Task<IReadOnlyDictionary<AccountId, Hold?>> HoldAsync(Run run, AccountId account, CancellationToken cancellationToken)
    {
        var until = DateOnly.FromDateTime(desk.Time.GetUtcNow().UtcDateTime).AddDays(HoldDays);
        var longer = (await desk.Store.HoldsAsync(run.Org, cancellationToken)).Any(h => h.Account == account && h.Until >= until);
        return longer ? new Dictionary<AccountId, Hold?>() : new Dictionary<AccountId, Hold?> { [account] = new(account, "Recoup", $"undone in run {run.Id}", until) };
    }

    private static Dictionary<TKey, int> Plus<TKey>(IReadOnlyDictionary<TKey, int> counts, TKey key)
        where TKey : notnull => new(counts) { [key] = counts.GetValueOrDefault(key) + 1 };

    private static Dictionary<string, Regret> With(IReadOnlyDictionary<string, Regret> regrets, string rule, Regret more) =>
        new(regrets) { [rule] = (regrets.GetValueOrDefault(rule) ?? new()).Plus(more) };
}
