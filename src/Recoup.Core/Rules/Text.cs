using System.Globalization;
using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>How dates and ages are written in evidence: the same bytes on every machine.</summary>
internal static class Text
{
    public static string Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime).ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A date and how long before the scan it lies.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var days = (int)Math.Floor((now - at).TotalDays);
        return days switch
        {
            < 0 => $"{Day(at)}, after this scan began",
            0 => $"{Day(at)}, within the last day",
            1 => $"{Day(at)}, 1 day ago",
            _ => $"{Day(at)}, {days.ToString(CultureInfo.InvariantCulture)} days ago",
        };
    }

    public static string LastUse(Signal last, DateTimeOffset now) => last.State switch
    {
        SignalState.Value => Ago(last.At, now),
        SignalState.None => "never used",
        _ => "not known",
    };
}
