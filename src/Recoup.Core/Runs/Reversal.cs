namespace Recoup.Core.Runs;

/// <summary>Turns a row that was applied into the row that takes it back: its calls reversed, the last one first.</summary>
public static class Reversal
{
    /// <param name="row">The row that was applied, one that <see cref="RunRow.CanBeUndone"/>.</param>
    /// <param name="run">The run that undoes it.</param>
    /// <param name="number">Its number there.</param>
    public static RunRow Of(RunRow row, RunId run, int number) => row with
    {
        Run = run,
        Number = number,
        Wave = 1,
        Before = null,
        Calls = [.. row.Calls.Where(c => c.MayHaveChanged).Reverse().Select(c => new RowCall(c.Change.Reversed) { Since = c.At })],
        Outcome = RowOutcome.Pending,
        Gate = null,
        Reason = null,
        Change = null,
        DoneAt = null,
        Release = null,
        CameBackAt = null,
    };
}
