using Recoup.Engine;

namespace Recoup.Forge.Relay;

/// <summary>
/// How long one invocation works on something: it ends at a checkpoint with time to spare, and the next one goes on. Short waits are
/// waited here, since what was learned between two checkpoints is lost with the invocation; long ones are the queue's.
/// </summary>
/// <param name="end">When no new step is begun.</param>
internal sealed class Stint(DateTimeOffset end, TimeProvider time)
{
    /// <summary>The limit of requests a minute is over after so long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(70);

    public bool IsOver => time.GetUtcNow() >= end;

    /// <summary>Whether it is waited for here.</summary>
    public bool CanWait(DateTimeOffset until) => until < end && until - time.GetUtcNow() <= LongestWait;

    /// <summary>How long from now.</summary>
    public TimeSpan To(DateTimeOffset at) => at - time.GetUtcNow();

    /// <summary>Keeps a turn while rows are looked at, and ends that when the time is over.</summary>
    /// <exception cref="StintOverException">The time is over.</exception>
    public async Task BetweenAsync(Turn turn)
    {
        if (IsOver)
            throw new StintOverException();
        await turn.KeepAsync(CancellationToken.None);
    }
}

/// <summary>The invocation's time is over; what was done is kept.</summary>
internal sealed class StintOverException() : Exception("The invocation's time is over: the next one goes on.");
