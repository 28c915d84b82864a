using System.Globalization;

namespace Recoup.Core.Policies;

/// <summary>When a server scans by itself, in UTC.</summary>
/// <param name="At">The time of day.</param>
/// <param name="Day">The day of the week; null for every day.</param>
public sealed record ScanTimes(TimeOnly At, DayOfWeek? Day)
{
    /// <summary>So long after its planned time a scan is still begun: after a night without a server, not in the middle of the day.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Reads <c>02:30</c> or <c>sun 02:30</c>; null for anything else.</summary>
    public static ScanTimes? TryParse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is not (1 or 2) || !TimeOnly.TryParseExact(words[^1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return null;
        if (words.Length == 1)
            return new(at, null);
        return Array.IndexOf(Days, words[0].ToLowerInvariant()) is >= 0 and var day ? new(at, (DayOfWeek)day) : null;
    }

    /// <summary>The planned time that a scan is to be begun for now; null when there is none.</summary>
    /// <param name="begun">When the last scan began; null when there was none.</param>
    public DateTimeOffset? Due(DateTimeOffset now, DateTimeOffset? begun) =>
        LastBefore(now) is var planned && now - planned <= Late && !(begun >= planned) ? planned : null;

    /// <summary>The last planned time that is not after a moment.</summary>
    public DateTimeOffset LastBefore(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var planned = new DateTimeOffset(today.ToDateTime(At), TimeSpan.Zero);
        if (planned > now)
            planned = planned.AddDays(-1);
        return Day is { } day ? planned.AddDays(-(((int)planned.DayOfWeek - (int)day + 7) % 7)) : planned;
    }

    public override string ToString() => (Day is { } day ? Days[(int)day] + " " : "") + At.ToString("HH:mm", CultureInfo.InvariantCulture);
}
