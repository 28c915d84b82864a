namespace Recoup.Core.Runs;

/// <summary>What went wrong in a wave.</summary>
public sealed record Trouble
{
    /// <summary>Rows that Atlassian refused, or of which no answer came.</summary>
    public int Errors { get; init; }

    /// <summary>Refusals because of a limit.</summary>
    public int Limited { get; init; }

    /// <summary>Rows whose seats came back by themselves.</summary>
    public int CameBack { get; init; }
}

/// <summary>Halts a run by itself on trouble, so that a mistake stays small.</summary>
public static class Brake
{
    private const int FewErrors = 3;
    private const int MostLimited = 20;
    private const int FewComebacks = 3;

    /// <summary>Why the run has to be halted, in words; null when it may go on.</summary>
    /// <param name="trouble">Of the wave.</param>
    /// <param name="rows">Rows of the wave that were taken up.</param>
    /// <param name="isOver">Whether that is all of the wave.</param>
    public static string? Because(Trouble trouble, int rows, bool isOver = false) =>
        trouble.Errors >= Math.Max(FewErrors, rows / 10) || (isOver && trouble.Errors == rows) ? $"{trouble.Errors} of {rows} rows of this wave failed"
        : trouble.CameBack >= Math.Max(FewComebacks, rows / 20) ? $"{trouble.CameBack} of {rows} accounts had their seats back soon after"
        : trouble.Limited >= MostLimited ? $"Atlassian's limit of requests was met {trouble.Limited} times"
        : null;
}
