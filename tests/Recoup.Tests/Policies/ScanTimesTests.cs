using System.Globalization;
using Recoup.Core.Policies;

namespace Recoup.Tests.Policies;

/// <summary>When a scan is due by its plan.</summary>
public sealed class ScanTimesTests
{
    [Theory]
    [InlineData("at the moment", "02:30", "2026-11-27 02:30", null, "2026-11-27 02:30")]
    [InlineData("a moment before, yesterday's is too late", "02:30", "2026-11-27 02:29", null, null)]
    [InlineData("an hour late still", "02:30", "2026-11-27 03:30", null, "2026-11-27 02:30")]
    [InlineData("later no more", "02:30", "2026-11-27 03:31", null, null)]
    [InlineData("begun just then", "02:30", "2026-11-27 02:40", "2026-11-27 02:30", null)]
    [InlineData("begun by somebody right before", "02:30", "2026-11-27 02:40", "2026-11-27 02:29", "2026-11-27 02:30")]
    [InlineData("over midnight", "23:50", "2026-11-28 00:20", "2026-11-27 12:00", "2026-11-27 23:50")]
    [InlineData("on its day", "fri 02:30", "2026-11-27 02:45", null, "2026-11-27 02:30")]
    [InlineData("on another day", "sat 02:30", "2026-11-27 02:45", null, null)]
    public void A_scan_is_due_once_for_each_planned_time(string edge, string times, string now, string? begun, string? due) =>
        ScanTimes.TryParse(times)!.Due(At(now)!.Value, At(begun)).ShouldBe(At(due), edge);

    private static DateTimeOffset? At(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
