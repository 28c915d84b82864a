using Recoup.Core.Directory;

namespace Recoup.Tests.Accounts;

/// <summary>From when until when a hold holds. Days are UTC days.</summary>
public sealed class HoldDaysTests
{
    private static readonly Hold Leave = new(new("a"), "HR", "leave", new(2026, 12, 20)) { From = new(2026, 12, 1) };

    [Theory]
    [InlineData("2026-11-30T23:59:59.999Z", false)]
    [InlineData("2026-12-01T00:00:00Z", true)]
    [InlineData("2026-12-20T23:59:59.999Z", true)]
    [InlineData("2026-12-21T00:00:00Z", false)]
    public void A_hold_is_live_from_its_first_day_to_the_end_of_its_last(string now, bool live) =>
        Leave.IsLive(DateTimeOffset.Parse(now, null)).ShouldBe(live);

    [Theory]
    [InlineData("2026-11-30T12:00:00Z", 20, false)]
    [InlineData("2026-12-05T23:00:00Z", 15, false)]
    [InlineData("2026-12-06T00:00:00Z", 14, true)]
    [InlineData("2026-12-20T23:00:00Z", 0, true)]
    [InlineData("2026-12-21T00:00:00Z", -1, false)]
    public void It_ends_soon_in_its_last_fourteen_days_and_not_before_it_began(string now, int left, bool soon)
    {
        Leave.DaysLeft(DateTimeOffset.Parse(now, null)).ShouldBe(left);
        Leave.EndsSoon(DateTimeOffset.Parse(now, null)).ShouldBe(soon);
        (Leave with { From = new(2027, 1, 1), Until = new(2026, 12, 20) }).EndsSoon(DateTimeOffset.Parse(now, null)).ShouldBeFalse();
    }
}
