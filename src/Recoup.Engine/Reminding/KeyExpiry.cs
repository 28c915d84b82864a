namespace Recoup.Engine.Reminding;

/// <summary>Keys of Atlassian live a year at the longest, and without them nothing is read: that one ends is told in time.</summary>
public static class KeyExpiry
{
    /// <summary>Days before the end at which it is told.</summary>
    private static readonly int[] Marks = [30, 14, 7];

    /// <summary>Tells of each key whose end has come nearer than a mark that was not told yet; kept with the connection, so that it is told once.</summary>
    /// <returns>What there is to say, a sentence for each key.</returns>
    public static async Task<IReadOnlyList<string>> TellAsync(Desk desk, Connection connection, CancellationToken cancellationToken)
    {
        var said = new List<string>();
        foreach (var key in connection.Keys)
        {
            if (Reached(key, desk.Now) is not var (mark, left))
                continue;
            var text = Text(key, left);
            connection = connection.With(key with { Told = mark });
            var told = desk.Event("key.expiring", note: text) with { Numbers = new Dictionary<string, long> { ["days"] = left } };
            await desk.Store.CommitAsync(new Change(desk.Org, told) { Connection = connection }, cancellationToken);
            said.Add(text);
        }

        return said;
    }

    /// <summary>Whether there is anything to tell.</summary>
    public static bool HasNews(Connection connection, DateTimeOffset now) => connection.Keys.Any(k => Reached(k, now) is not null);

    /// <summary>The mark that was reached and not told yet, and the days that are left.</summary>
    private static (int Mark, int Left)? Reached(KeyInfo key, DateTimeOffset now)
    {
        var left = key.ExpiresAtLatest.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber;
        return Marks.Where(m => left <= m).Select(m => (int?)m).Min() is { } mark && !(key.Told <= mark) ? (mark, left) : null;
    }

    private static string Text(KeyInfo key, int left) =>
        $"{key.Name} (ends in …{key.LastFour}) {(left < 0 ? "expired" : "expires")} on {key.ExpiresAtLatest:yyyy-MM-dd}{(key.Expires is null ? " at the latest" : "")}: make a new one and run recoup connect again";
}
