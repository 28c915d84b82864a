namespace Recoup.Engine.Acting;

/// <summary>What the host should do after a step of a run. A step ends at a checkpoint; stopping after any of them loses nothing.</summary>
public abstract record ActStep
{
    private ActStep()
    {
    }

    /// <summary>The run has ended.</summary>
    public sealed record Done : ActStep;

    /// <summary>Call again.</summary>
    public sealed record More : ActStep;

    /// <summary>Call again at a time, not before.</summary>
    /// <param name="At">When.</param>
    /// <param name="Why">What is waited for, in words.</param>
    /// <param name="IsLong">Whether the host should end here and come back: hours, not seconds.</param>
    public sealed record WaitUntil(DateTimeOffset At, string Why, bool IsLong = false) : ActStep;

    /// <summary>Halted: it goes on when somebody says so.</summary>
    /// <param name="Why">In words.</param>
    public sealed record Paused(string Why) : ActStep;

    /// <summary>It could go on, but for a key that may write.</summary>
    public sealed record NeedsKey : ActStep;
}
