using System.Globalization;
using Recoup.Core.Audit;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Acting;

/// <summary>Deals with one row: looks whether everything is as it was, then sends its calls, each written down before and after.</summary>
internal sealed class RowWork
{
    /// <summary>How often a call is sent of which no answer comes, each time after it was seen that it was not carried out.</summary>
    private const int MostTries = 3;

    private readonly ActingDesk _desk;
    private readonly LiveAccounts _live;
    private readonly Preflight _preflight;
    private readonly HashSet<int> _lookedAt = [];
    private IReadOnlyList<RunRow> _ahead = [];

    public RowWork(ActingDesk desk)
    {
        _desk = desk;
        _live = new(desk.Atlassian, desk.Time);
        _preflight = new(desk, _live);
    }

    /// <summary>Whether this process has not looked yet what became of an open row: it may be one from before a stop. Otherwise it waits until the change would show.</summary>
    public bool IsNew(RunRow row) => !_lookedAt.Contains(row.Number) || row.Next is not { State: CallState.Intended };

    /// <summary>Rows that other runs did on a day.</summary>
    public Task<int> DoneElsewhereAsync(Run run, DateOnly day, CancellationToken cancellationToken) => _preflight.DoneElsewhereAsync(run, day, cancellationToken);

    /// <summary>Takes up the next row.</summary>
    public async Task<Run> TakeAsync(Run run, int number, CancellationToken cancellationToken)
    {
        if (_ahead.Count == 0 || _ahead[0].Number > number || _ahead[^1].Number < number)
            _ahead = await _desk.Store.RunRowsAsync(run.Org, new() { Run = run.Id, From = number, Most = OrganizationsApi.MostAccounts }, cancellationToken);
        run = run with { Position = number };
        // A row of somebody who was forgotten is gone, and with it what was to be done.
        return _ahead.FirstOrDefault(r => r.Number == number) is { } row
            ? row.Outcome == RowOutcome.Pending ? await GoAsync(run, row, cancellationToken) : run
            : await _desk.CommitAsync(run, _desk.Event(run.Org, "row.skip", AuditOutcome.Skipped, note: $"run {run.Id}, row {number.ToString(CultureInfo.InvariantCulture)}: forgotten"), cancellationToken);
    }

    /// <summary>Reads what became of a call without an outcome, and goes on from there. Nothing is ever sent again blindly.</summary>
    public async Task<Run> FindOutAsync(Run run, RunRow row, CancellationToken cancellationToken)
    {
        _lookedAt.Add(row.Number);
        _live.Drop(row.AccountId);
        if (row.Next is not { State: CallState.Intended } call)
            return await GoOnAsync((run, row), cancellationToken);
        var image = await _live.TryGetAsync(row.AccountId, [], null, cancellationToken);
        if (image?.Shows(call.Change) == true && IsShown(call))
            return await GoOnAsync(await OutcomeAsync(run, row, call, CallState.Done, AuditOutcome.Done, "found carried out", cancellationToken), cancellationToken);
        if (call.At!.Value + _desk.Propagation > _desk.Time.GetUtcNow())
            return run;
        // In each of these the call stays as it is: undo looks at it again.
        if (image is null)
            return (await EndAsync(run, row, RowOutcome.Failed, "gone", "the account is gone", cancellationToken)).Run;
        if (image.Shows(call.Change) is null)
            return (await EndAsync(run, row, RowOutcome.Failed, "not-told", "whether it was carried out cannot be told from what Atlassian shows", cancellationToken)).Run;
        if (call.Tries >= MostTries)
            return (await EndAsync(run, row, RowOutcome.Failed, "no-answer", $"{MostTries} times no answer came, and nothing shows that it was carried out", cancellationToken)).Run;
        var again = row.With(call, call with { State = CallState.Planned });
        return await GoOnAsync(await WrittenAsync(run, again, RowOutcome.Open, _desk.Event(run.Org, Word(call), AuditOutcome.Failed, row.AccountId, Note(run, row, call, "found not carried out")), cancellationToken), cancellationToken);
    }

    /// <summary>Whether what Atlassian shows is from after the call that this one takes back.</summary>
    private bool IsShown(RowCall call) => call.Since is not { } since || since + _desk.Propagation <= _desk.Time.GetUtcNow();

    private async Task<Run> GoOnAsync((Run Run, RunRow Row) at, CancellationToken cancellationToken) =>
        !_desk.MayWrite && at.Row.Next is not null ? at.Run : await GoAsync(at.Run, at.Row, cancellationToken);

    private async Task<Run> GoAsync(Run run, RunRow row, CancellationToken cancellationToken)
    {
        var begun = row.ChangedSomething;
        AccountImage? image = null;
        if (row.Next is not null)
        {
            var ahead = _ahead.Where(r => r.Number > row.Number).Select(r => r.AccountId).ToList();
            (image, var skip) = await _preflight.LookAsync(run, row, ahead, cancellationToken);
            if (skip is not null)
                return (await EndAsync(run, row, begun ? RowOutcome.Failed : RowOutcome.Skipped, skip.Gate, skip.Reason, cancellationToken)).Run;
            if (!begun && row.Before is not null)
                row = row with { Image = image };
        }

        while (row.Next is { } call)
        {
            if (image?.Shows(call.Change) == true && IsShown(call))
            {
                (run, row) = await OutcomeAsync(run, row, call, CallState.Already, AuditOutcome.Done, "was so already", cancellationToken);
                continue;
            }

            (run, row) = await WrittenAsync(
                run, row.With(call, call = call with { State = CallState.Intended, At = _desk.Time.GetUtcNow(), Tries = call.Tries + 1 }), RowOutcome.Open,
                _desk.Event(run.Org, Word(call), AuditOutcome.Intended, row.AccountId, Note(run, row, call)), cancellationToken);
            WriteAnswer answer;
            try
            {
                answer = await _desk.Atlassian.Changes.SendAsync(row.AccountId, call.Change, Message(row), cancellationToken);
            }
            catch (AtlassianException e)
            {
                // Surely not carried out: it is sent anew when the run goes on.
                await WrittenAsync(run, row.With(call, call with { State = CallState.Planned, Tries = call.Tries - 1 }), RowOutcome.Open, _desk.Event(run.Org, Word(call), AuditOutcome.Failed, row.AccountId, Note(run, row, call, e.Message)), cancellationToken);
                throw;
            }

            _live.Drop(row.AccountId);
            switch (answer.Result)
            {
                case WriteResult.Done or WriteResult.Already:
                    // Sent before without an answer, it may be so because of that.
                    (run, row) = await OutcomeAsync(run, row, call, answer.Result == WriteResult.Done || call.Tries > 1 ? CallState.Done : CallState.Already, AuditOutcome.Done, answer.Why, cancellationToken);
                    break;
                case WriteResult.Refused when IsProtected(answer) && !row.ChangedSomething:
                    return (await EndAsync(run, row.With(call, call with { State = CallState.Refused }), RowOutcome.Skipped, "group-protected", answer.Why!, cancellationToken)).Run;
                case WriteResult.Refused:
                    return (await EndAsync(run, call.Tries > 1 ? row : row.With(call, call with { State = CallState.Refused }), RowOutcome.Failed, answer.Code ?? "refused", answer.Why!, cancellationToken, AuditOutcome.Refused)).Run;
                default:
                    // Looked into with the next step, by reading.
                    return (await WrittenAsync(run, row, RowOutcome.Open, _desk.Event(run.Org, Word(call), AuditOutcome.Unknown, row.AccountId, Note(run, row, call, answer.Why)), cancellationToken)).Run;
            }
        }

        return (await EndAsync(run, row with { DoneAt = _desk.Time.GetUtcNow() }, RowOutcome.Done, null, null, cancellationToken)).Run;
    }

    /// <summary>Groups that give an admin's role, or a default one: RULES 2 has these skipped with Atlassian's reason.</summary>
    private static bool IsProtected(WriteAnswer answer) => answer.Code is "ADMIN-403-6" or "ADMIN-403-7";

    /// <summary>The outcome of a call. The row is open until its end is written.</summary>
    private Task<(Run Run, RunRow Row)> OutcomeAsync(Run run, RunRow row, RowCall call, CallState state, string outcome, string? why, CancellationToken cancellationToken) =>
        WrittenAsync(RowEnd.Counted(run, call, state), row.With(call, call with { State = state, At = _desk.Time.GetUtcNow() }), RowOutcome.Open, _desk.Event(run.Org, Word(call), outcome, row.AccountId, Note(run, row, call, why)), cancellationToken);

    private async Task<(Run Run, RunRow Row)> EndAsync(Run run, RunRow row, RowOutcome outcome, string? gate, string? reason, CancellationToken cancellationToken, string? how = null)
    {
        var word = how ?? outcome switch { RowOutcome.Done => AuditOutcome.Done, RowOutcome.Skipped => AuditOutcome.Skipped, _ => AuditOutcome.Failed };
        var happened = _desk.Event(run.Org, "row.end", word, row.AccountId, $"run {run.Id}, row {row.Number.ToString(CultureInfo.InvariantCulture)}{(gate is null ? "" : $", {gate}: {reason}")}");
        var also = new Change(run.Org, happened);
        if (outcome == RowOutcome.Failed)
            run = run with { Trouble = run.Trouble with { Errors = run.Trouble.Errors + 1 } };
        if (outcome == RowOutcome.Done || row.ChangedSomething)
            (run, also) = await new RowEnd(_desk).ChangedAsync(run, row, outcome == RowOutcome.Done, also, cancellationToken);
        return await WrittenAsync(run, row with { Gate = gate, Reason = reason }, outcome, happened, cancellationToken, also);
    }

    private async Task<(Run Run, RunRow Row)> WrittenAsync(Run run, RunRow row, RowOutcome outcome, AuditEvent happened, CancellationToken cancellationToken, Change? also = null)
    {
        run = run with { Tally = run.Tally.With(row.Outcome, outcome) };
        row = row with { Outcome = outcome };
        return (await _desk.CommitAsync(run, happened, cancellationToken, row, also), row);
    }

    /// <summary>The call as the audit log calls it.</summary>
    private static string Word(RowCall call) => call.Change.Kind switch
    {
        ChangeKind.Suspend => "suspend",
        ChangeKind.Restore => "restore",
        ChangeKind.LeaveGroup => "leave-group",
        ChangeKind.JoinGroup => "join-group",
        ChangeKind.RevokeRole => "revoke-role",
        ChangeKind.AssignRole => "assign-role",
        ChangeKind.Deactivate => "deactivate",
        _ => "activate",
    };

    private static string Note(Run run, RunRow row, RowCall call, string? why = null)
    {
        var change = call.Change;
        var where = change.GroupName ?? change.Group?.Value ?? (change.Resource is { } resource ? $"{change.Role} on {resource}" : change.Directory is { } directory ? $"directory {directory}" : "");
        return string.Create(CultureInfo.InvariantCulture, $"run {run.Id}, row {row.Number}{(where.Length > 0 ? $", {where}" : "")}{(why is null ? "" : $": {why}")}");
    }

    private static string Message(RunRow row) =>
        row.Action == RecommendedAction.Deactivate ? "Your account was deactivated because it was not used. Ask the Atlassian admin of your organisation if you need it again." : "";
}
