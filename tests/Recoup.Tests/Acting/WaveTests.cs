using Recoup.Core.Runs;

namespace Recoup.Tests.Acting;

public sealed class WaveTests
{
    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(4, new[] { 1, 4 })]
    [InlineData(5, new[] { 1, 2, 5 })]
    [InlineData(20, new[] { 1, 5, 20 })]
    [InlineData(21, new[] { 2, 6, 21 })]
    [InlineData(300, new[] { 15, 75, 300 })]
    [InlineData(100_001, new[] { 5_001, 25_001, 100_001 })]
    public void Waves_are_5_25_and_100_percent_rounded_up(int rows, int[] ends)
    {
        Waves.Ends(rows).ShouldBe(ends);
        Waves.Of(1, ends).ShouldBe(1);
        Waves.Of(rows, ends).ShouldBe(ends.Length);
        Waves.Of(ends[0], ends).ShouldBe(1);
        if (ends.Length > 1)
            Waves.Of(ends[0] + 1, ends).ShouldBe(2);
    }

    [Theory]
    [InlineData(2, 0, 0, 5, null)]
    [InlineData(3, 0, 0, 5, "3 of 5 rows of this wave failed")]
    [InlineData(9, 0, 0, 100, null)]
    [InlineData(10, 0, 0, 100, "10 of 100 rows of this wave failed")]
    [InlineData(0, 19, 0, 100, null)]
    [InlineData(0, 20, 0, 100, "Atlassian's limit of requests was met 20 times")]
    [InlineData(0, 0, 4, 100, null)]
    [InlineData(0, 0, 5, 100, "5 of 100 accounts had their seats back soon after")]
    public void The_brake_halts_on_errors_limits_and_seats_that_come_back(int errors, int limited, int cameBack, int rows, string? because) =>
        Brake.Because(new() { Errors = errors, Limited = limited, CameBack = cameBack }, rows).ShouldBe(because);

    [Theory]
    [InlineData(1, 1, true, "1 of 1 rows of this wave failed")]
    [InlineData(2, 2, true, "2 of 2 rows of this wave failed")]
    [InlineData(1, 2, true, null)]
    [InlineData(2, 2, false, null)]
    public void A_wave_that_failed_whole_is_not_followed_by_another(int errors, int rows, bool isOver, string? because) =>
        Brake.Because(new() { Errors = errors }, rows, isOver).ShouldBe(because);

    [Theory]
    [InlineData(0, 0, 0.0, 1.0)]
    [InlineData(100, 3, 0.010, 0.085)]
    [InlineData(10, 10, 0.722, 1.0)]
    [InlineData(1_000, 166, 0.144, 0.190)]
    public void Regret_comes_with_Wilsons_interval(int old, int within, double low, double high)
    {
        var interval = new RegretRate(old, within, old, 0, old, within).Interval90;

        interval.Low.ShouldBe(low, 0.001);
        interval.High.ShouldBe(high, 0.001);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(30, 1, 1)]
    [InlineData(31, 0, 1)]
    [InlineData(90, 0, 1)]
    [InlineData(91, 0, 0)]
    public void A_row_that_came_back_counts_within_30_and_90_days(int days, int within30, int within90) =>
        Regret.OfReturn(Done, Done.AddDays(days)).ShouldBe(new(0, within30, within90));

    [Theory]
    [InlineData(29, "of 10 taken back, 3 came back by now")]
    [InlineData(30, "of 10 taken back, 3 came back by now; of 10 that are 30 days old, 2 within 30 days")]
    [InlineData(90, "of 10 taken back, 3 came back by now; of 10 that are 30 days old, 2 within 30 days; of 10 that are 90 days old, 3 within 90 (11 % to 60 %, 19 times of 20)")]
    public void What_is_too_young_to_have_come_back_counts_in_no_share(int days, string says)
    {
        var run = new Run
        {
            Org = new("o"), Id = new("r"), PlanId = "p", PlanHash = "h", StartedAt = Done, FinishedAt = Done, Rows = 10, WaveEnds = [10],
            Regrets = new Dictionary<string, Regret> { ["R01"] = new(10, 2, 3) },
        };

        RegretRate.ByRule([run], Done.AddDays(days))["R01"].ToString().ShouldBe(says);
    }

    private static readonly DateTimeOffset Done = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
