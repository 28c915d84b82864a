namespace Recoup.Engine.Scanning;

/// <summary>What the host should do after a step of a scan. A step ends at a checkpoint; stopping after any of them loses nothing.</summary>
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>The scan has ended; its status says how.</summary>
    public sealed record Done : Step;

    /// <summary>Call again.</summary>
    public sealed record More : Step;

    /// <summary>Call again at a time, not before.</summary>
    /// <param name="At">When.</param>
    /// <param name="Why">What is waited for, in words.</param>
    public sealed record WaitUntil(DateTimeOffset At, string Why) : Step;

    /// <summary>A key was refused: the scan can go on once there is a good one.</summary>
    /// <param name="Why">Which key and what to do, in words.</param>
    public sealed record NeedsKey(string Why) : Step;
}
