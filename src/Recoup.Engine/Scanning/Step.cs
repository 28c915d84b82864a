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

    /// <summary>The scan cannot go on by itself, because the key is refused or nothing answers; nothing is lost, it goes on once that is mended.</summary>
    /// <param name="Why">What is wrong and what to do, in words.</param>
    public sealed record Stopped(string Why) : Step;
}
