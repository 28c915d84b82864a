using Recoup.Engine.Scanning;

namespace Recoup.Tests.Scanning;

/// <summary>How far a scan is, and whether anybody works on it.</summary>
public sealed class ProgressTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static Scan Running(ScanPhase phase) => new()
    {
        Org = new("acme"),
        Id = new("scan-1"),
        Survey = new() { Org = new("acme"), Scan = new("scan-1"), Now = Noon, Source = "users/search" },
        Phase = phase,
        SavedAt = Noon,
    };

    [Fact]
    public void The_time_to_go_is_that_of_the_phase_at_its_pace_so_far()
    {
        var scan = Running(ScanPhase.Inventory) with { Accounts = 2_000, Expected = 10_000, SecondsBefore = 30, Seconds = 50 };

        var progress = Progress.Of(scan);

        (progress.Doing, progress.Done, progress.Whole, progress.ToGo).ShouldBe(("reading accounts", 2_000, 10_000, TimeSpan.FromSeconds(80)));
    }

    [Fact]
    public void More_accounts_than_were_counted_leave_no_time_to_go() =>
        Progress.Of(Running(ScanPhase.Inventory) with { Accounts = 110, Expected = 100, Seconds = 10 }).ToGo.ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(ScanPhase.Inventory)] // nothing read yet
    [InlineData(ScanPhase.Groups)] // no such number
    public void Where_nothing_tells_there_is_no_time_to_go(ScanPhase phase) => Progress.Of(Running(phase) with { Expected = 100, Seconds = 10 }).ToGo.ShouldBeNull();

    [Fact]
    public void Later_phases_go_page_by_page()
    {
        var scan = Running(ScanPhase.Judging) with { Pages = 40, Accounts = 4_000, Expected = 4_000, Position = 10, SecondsBefore = 100, Seconds = 110 };

        (Progress.Of(scan).Done, Progress.Of(scan).Whole, Progress.Of(scan).ToGo).ShouldBe((10, 40, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Every_phase_has_words_of_its_own() =>
        Enum.GetValues<ScanPhase>().Select(p => Progress.Of(Running(p)).Doing).Distinct().Count().ShouldBe(Enum.GetValues<ScanPhase>().Length);

    [Theory]
    [InlineData(180, false)] // exactly as long as a step may be silent
    [InlineData(181, true)]
    public void A_scan_without_a_checkpoint_for_minutes_is_left(int seconds, bool left) =>
        Progress.IsLeft(Running(ScanPhase.Groups), Noon.AddSeconds(seconds)).ShouldBe(left);

    [Theory]
    [InlineData(3_600 + 180, false)]
    [InlineData(3_600 + 181, true)]
    public void A_scan_that_waits_is_not_left_before_its_wait_is_over(int seconds, bool left) =>
        Progress.IsLeft(Running(ScanPhase.Groups) with { Halt = new(Noon.AddHours(1), "the limit") }, Noon.AddSeconds(seconds)).ShouldBe(left);

    [Fact]
    public void A_scan_that_cannot_go_on_by_itself_is_left_at_once() =>
        Progress.IsLeft(Running(ScanPhase.Groups) with { Halt = new(null, "the key is wrong") }, Noon).ShouldBeTrue();

    [Fact]
    public void A_scan_that_has_ended_is_not_left() =>
        Progress.IsLeft(Running(ScanPhase.Done) with { Status = ScanStatus.Complete }, Noon.AddDays(9)).ShouldBeFalse();
}
