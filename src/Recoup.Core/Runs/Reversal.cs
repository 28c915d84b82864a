namespace Recoup.Core.Runs;

/// <summary>Turns a row that was applied into the row that takes it back: its calls reversed, the last one first.</summary>
public static class Reversal
{
    /// <summary>Null when it changed nothing, or was undone already.</summary>
    /// <param name="row">The row that was applied.</param>
    /// <param name="run">The run that undoes it.</param>
    /// <param name="number">Its number there.</param>
    public static RunRow? Of(RunRow row, RunId run, int number) => !row.ChangedSomething || row.UndoneIn is not null
        ? null
        : row with
        {
            Run = run,
            Number = number,
            Wave = 1,
            Before = null,
            Calls = [.. row.Calls.Where(c => c.State == CallState.Done).Reverse().Select(c => new RowCall(c.Change.Reversed))],
            Outcome = RowOutcome.Pending,
            Gate = null,
            Reason = null,
            Change = null,
            DoneAt = null,
            Release = null,
            CameBackAt = null,
        };
}
