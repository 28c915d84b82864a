using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Engine.Reporting;

/// <summary>Numbers, sums and times as people read them: on a terminal, on the pages and in messages alike.</summary>
public static class Figures
{
    public static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 seat", "2 seats".</summary>
    public static string Count(int count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static string Money(string currency, decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{currency} {amount:#,0.00##}");

    /// <summary>Sums in several currencies beside each other: they are never added.</summary>
    public static string Money(IEnumerable<Saving> savings) => string.Join(" + ", savings.Select(s => Money(s.Currency, s.PerMonth)));

    /// <summary>What one row alone would save; empty where nothing of it has a price.</summary>
    public static string Money(Recommendation row) => row.Saving is { } saving ? Money([saving, .. row.OtherSavings ?? []]) : "";

    /// <summary>"14 Mar 2027".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>When something was last used: "214 days ago", "never", "not known".</summary>
    public static string LastUse(Signal last, DateTimeOffset now) => last.HasValue ? Ago(last.At, now) : last.IsNone ? "never" : "not known";

    /// <summary>The newest use of a finding's seats, by its evidence, without the date: "206 days ago"; null where none was ever seen.</summary>
    public static string? LastUse(Recommendation row) =>
        row.Evidence.Where(e => e.Signal.StartsWith("last use", StringComparison.Ordinal) && e.Value.Contains("ago", StringComparison.Ordinal))
            .Select(e => e.Value).Max(StringComparer.Ordinal)?.Split(", ")[^1];

    /// <summary>"4:05", "1:00:00": minutes and seconds, with hours where there are some.</summary>
    public static string Length(TimeSpan length) => length.ToString(length.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>"4 minutes ago", "in 3 days".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        var (ahead, length) = (span < TimeSpan.Zero, span.Duration());
        var words = length.TotalMinutes < 1 ? "less than a minute"
            : length.TotalHours < 1 ? Count((int)length.TotalMinutes, "minute")
            : length.TotalDays < 2 ? Count((int)length.TotalHours, "hour")
            : Count((int)length.TotalDays, "day");
        return ahead ? $"in {words}" : $"{words} ago";
    }
}
