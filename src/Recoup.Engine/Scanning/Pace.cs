namespace Recoup.Engine.Scanning;

/// <summary>How long a step goes on by itself: about a second, so that whoever watches sees it move, however slow or quick the answers come.</summary>
public sealed class Pace(TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    private readonly long _began = time.GetTimestamp();

    /// <summary>Whether there is time for more.</summary>
    public bool GoesOn => time.GetElapsedTime(_began) < Length;
}
