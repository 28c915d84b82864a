namespace Recoup.Core.Runs;

/// <summary>How a row of a run stands, where people read it.</summary>
public static class RowWords
{
    /// <summary>What became of it.</summary>
    public static string Outcome(RunRow row) =>
        row.UndoneIn is { } undo ? $"undone in run {undo}"
        : row.Gate is { } gate ? $"{Word(row.Outcome)} ({gate}): {row.Reason}"
        : Word(row.Outcome);

    /// <summary>What a look at its seats showed; empty where there is nothing to see.</summary>
    public static string Verified(RunRow row) => row.Release switch
    {
        null => row.Outcome == RowOutcome.Done ? "not yet known" : "",
        { State: ReleaseState.Released } => "released",
        { State: ReleaseState.Restored } => "restored",
        { State: ReleaseState.StillBillable } still => $"still billable: {still.Because}",
        { State: ReleaseState.Reprovisioned } back => $"re-provisioned: {back.Because}",
        var unknown => $"not yet known: {unknown.Because}",
    };

    private static string Word(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Pending => "to do",
        RowOutcome.Open => "not known yet",
        RowOutcome.Done => "done",
        RowOutcome.Skipped => "skipped",
        _ => "failed",
    };
}
