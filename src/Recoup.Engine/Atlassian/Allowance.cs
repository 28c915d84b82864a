namespace Recoup.Engine.Atlassian;

/// <summary>How many requests whatever we run on lets out in a time, wherever they go. Safe for requests under way at once.</summary>
/// <param name="most">So many.</param>
/// <param name="window">In any stretch of this length.</param>
public sealed class Allowance(int most, TimeSpan window, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <summary>Counts a request as sent.</summary>
    /// <returns>Null where it may be; otherwise when one may be again.</returns>
    public DateTimeOffset? Take()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            while (_taken.TryPeek(out var first) && first + window <= now)
                _taken.Dequeue();
            if (_taken.Count >= most)
                return _taken.Peek() + window;
            _taken.Enqueue(now);
            return null;
        }
    }
}
