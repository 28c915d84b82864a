namespace Recoup.Engine.Atlassian;

/// <summary>
/// How many requests whatever we run on lets out in a time, wherever they go. When they are used up, the next are all there at once:
/// one by one, each would begin a step anew that needs many. Safe for requests under way at once.
/// </summary>
/// <param name="most">So many.</param>
/// <param name="window">In stretches of this length, the first of which begins with the first request.</param>
public sealed class Allowance(int most, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _end;
    private int _taken;

    /// <summary>Counts a request as sent.</summary>
    /// <returns>Null where it may be; otherwise when it may be.</returns>
    public DateTimeOffset? Take()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            // Further ahead than a stretch is long: our clock was set back since.
            if (_end <= now || _end > now + window)
                (_end, _taken) = (now + window, 0);
            return ++_taken > most ? _end : null;
        }
    }
}
