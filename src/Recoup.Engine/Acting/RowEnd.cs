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
    /// <param name="row">The row, at its end.</param>
    /// <param name="isDone">Whether all of its calls are over; otherwise some were carried out.</param>
    /// <param name="with">The change that tells of its end.</param>
    /// <returns>The run with its counts, and the change with what goes along.</returns>
    public async Task<(Run Run, Change With)> ChangedAsync(Run run, RunRow row, bool isDone, Change with, CancellationToken cancellationToken)
    {
        var findings = (await desk.Store.RecommendationsOfAsync(run.Org, [row.AccountId], cancellationToken))
            .Where(f => row.Findings.Contains(f.Id) && f.State is not (RecommendationState.Dismissed or RecommendationState.Closed)).ToList();
        if (run.Kind == RunKind.Undo)
        {
            await MarkAsync(run, row, isDone, cancellationToken);
            return (run, with with { Recommendations = findings.ConvertAll(f => f with { State = RecommendationState.Reverted, ReleasedAt = null }), Holds = await HoldAsync(run, row.AccountId, cancellationToken) });
        }

        run = run with { ByDay = Plus(run.ByDay, DateOnly.FromDateTime(desk.Time.GetUtcNow().UtcDateTime)) };
        return (run, isDone ? with with { Recommendations = findings.ConvertAll(f => f with { State = RecommendationState.Applied }) } : with);
    }

    /// <summary>The run with one more account out of a group, where a call took it out.</summary>
    public static Run Counted(Run run, RowCall call, CallState state) => call.Change.Kind == ChangeKind.LeaveGroup && state == CallState.Done
        ? run with { OutOfGroups = Plus(run.OutOfGroups, call.Change.Group!.Value.Value) }
        : run;

    /// <summary>Notes in the run that was undone that the row came back: written first, so that nothing counts as undone twice.</summary>
    private async Task MarkAsync(Run undo, RunRow row, bool isDone, CancellationToken cancellationToken)
    {
        if (await SourceAsync(undo, row, cancellationToken) is not { } source || source.Row.UndoneIn is not null)
            return;
        var (run, marked) = source.Row.DoneAt is null ? (source.Run, source.Row) : CameBack(source.Run, source.Row, desk.Time.GetUtcNow());
        marked = marked with { Release = null, UndoneIn = isDone ? undo.Id : null };
        await desk.CommitAsync(run, desk.Event(undo.Org, "row.undone", isDone ? AuditOutcome.Done : AuditOutcome.Failed, row.AccountId, string.Create(CultureInfo.InvariantCulture, $"run {run.Id}, row {marked.Number}, in run {undo.Id}")), cancellationToken, marked);
    }

    /// <summary>What an undo had done and does not hold: it may be undone again.</summary>
    public async Task ReopenAsync(Run undo, RunRow row, CancellationToken cancellationToken)
    {
        if (await SourceAsync(undo, row, cancellationToken) is { } source && source.Row.UndoneIn == undo.Id)
            await desk.CommitAsync(source.Run, desk.Event(undo.Org, "row.undone", AuditOutcome.Failed, row.AccountId, string.Create(CultureInfo.InvariantCulture, $"run {source.Run.Id}, row {source.Row.Number}, in run {undo.Id}: it does not show")), cancellationToken, source.Row with { UndoneIn = null });
    }

    private async Task<(Run Run, RunRow Row)?> SourceAsync(Run undo, RunRow row, CancellationToken cancellationToken)
    {
        if (await desk.Store.TryGetRunAsync(undo.Org, undo.Undoes!.Value, cancellationToken) is not { } run)
            return null;
        var source = (await desk.Store.RunRowsAsync(undo.Org, new() { Run = run.Id, Account = row.AccountId }, cancellationToken)).FirstOrDefault(r => r.Id == row.Id);
        return source is null ? null : (run, source);
    }

    /// <summary>A row whose seats are held again, counted as regret once, and no longer as free.</summary>
    public static (Run Run, RunRow Row) CameBack(Run run, RunRow row, DateTimeOffset at)
    {
        if (row.CameBackAt is not null || row.DoneAt is not { } done)
            return (run, row);
        var wasFree = row.Release?.State == ReleaseState.Released;
        var regret = Regret.OfReturn(done, at) with { Released = wasFree ? 0 : 1 };
        run = run with { Regrets = With(run.Regrets, row.Rule, regret), Tally = run.Tally with { Released = run.Tally.Released - (wasFree ? 1 : 0) } };
        return (run, row with { CameBackAt = at });
    }

    /// <summary>A row that was seen to be free for the first time.</summary>
    public static Run Freed(Run run, RunRow row) => row.CameBackAt is null ? run with { Regrets = With(run.Regrets, row.Rule, new Regret(Released: 1)) } : run;

    private async Task<IReadOnlyDictionary<AccountId, Hold?>> HoldAsync(Run run, AccountId account, CancellationToken cancellationToken)
    {
        var now = desk.Time.GetUtcNow();
        var until = DateOnly.FromDateTime(now.UtcDateTime).AddDays(HoldDays);
        var there = (await desk.Store.HoldsAsync(run.Org, cancellationToken)).FirstOrDefault(h => h.Account == account && !h.HasEnded(now));
        if (there?.Until >= until && there.IsLive(now))
            return new Dictionary<AccountId, Hold?>();
        // A hold that somebody asked for keeps its words, and lasts as long as this one would.
        return new Dictionary<AccountId, Hold?> { [account] = there is null ? new(account, "Recoup", $"undone in run {run.Id}", until) : there with { From = null, Until = there.Until > until ? there.Until : until } };
    }

    private static Dictionary<TKey, int> Plus<TKey>(IReadOnlyDictionary<TKey, int> counts, TKey key)
        where TKey : notnull => new(counts) { [key] = counts.GetValueOrDefault(key) + 1 };

    private static Dictionary<string, Regret> With(IReadOnlyDictionary<string, Regret> regrets, string rule, Regret more) =>
        new(regrets) { [rule] = (regrets.GetValueOrDefault(rule) ?? new()).Plus(more) };
}
