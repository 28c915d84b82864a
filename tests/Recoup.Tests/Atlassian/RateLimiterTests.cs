using System.Net;
using Microsoft.Extensions.Time.Testing;
using Recoup.Engine.Atlassian;

namespace Recoup.Tests.Atlassian;

public sealed class RateLimiterTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);

    [Theory]
    [InlineData(429, "Retry-After", "30", 30)]
    [InlineData(429, "X-RateLimit-Reset", "2026-11-23T12:01:00Z", 61)]
    [InlineData(429, "X-RateLimit-Reset", "2026-11-23T12:01Z", 61)]
    [InlineData(429, "Retry-After", "Mon, 23 Nov 2026 12:00:45 GMT", 46)]
    [InlineData(503, "Retry-After", "10", 10)]
    [InlineData(429, "Retry-After", "86400", 3600)]
    public void Closes_until_what_the_answer_tells(int status, string header, string value, int seconds)
    {
        var limiter = new RateLimiter(_time);

        Answered(limiter, status, (header, value));

        Enter(limiter).ShouldBe(Start.AddSeconds(seconds));
    }

    [Theory]
    [InlineData("Mon, 23 Nov 2026 12:00:00 GMT", 60)]
    [InlineData("Mon, 23 Nov 2026 11:00:00 GMT", 3600)]
    [InlineData("Mon, 23 Nov 2026 12:00:50 GMT", 10)]
    public void A_clock_that_differs_from_the_servers_changes_no_wait(string date, int seconds)
    {
        var limiter = new RateLimiter(_time);

        Answered(limiter, 429, ("Date", date), ("X-RateLimit-Reset", "2026-11-23T12:01:00Z"));

        Enter(limiter).ShouldBe(Start.AddSeconds(seconds));
    }

    [Fact]
    public void A_refusal_closes_the_host_and_a_server_in_trouble_only_what_was_asked()
    {
        var refused = new RateLimiter(_time);
        var troubled = new RateLimiter(_time);

        Answered(refused, 429, ("Retry-After", "30"));
        Answered(troubled, 503, ("Retry-After", "30"));

        Enter(refused, "another operation").ShouldBe(Start.AddSeconds(30));
        Enter(troubled, "another operation").ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_was_set_back_keeps_nothing_closed_for_days()
    {
        var limiter = new RateLimiter(_time);
        Answered(limiter, 429, ("Retry-After", "30"));

        _time.AdjustTime(Start.AddDays(-2));

        Enter(limiter).ShouldBeNull();
    }

    [Fact]
    public void Opens_again_by_itself()
    {
        var limiter = new RateLimiter(_time);
        Answered(limiter, 429, ("Retry-After", "30"));

        _time.SetUtcNow(Start.AddSeconds(30));

        Enter(limiter).ShouldBeNull();
    }

    [Fact]
    public void Closes_before_the_refusal_when_nothing_is_left()
    {
        var limiter = new RateLimiter(_time);

        Answered(limiter, 200, ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        Enter(limiter).ShouldBe(Start.AddSeconds(21));
    }

    [Fact]
    public void Lets_no_more_under_way_than_are_left()
    {
        var limiter = new RateLimiter(_time);
        Answered(limiter, 200, ("X-RateLimit-Remaining", "2"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        Enter(limiter).ShouldBeNull();
        Enter(limiter).ShouldBeNull();
        Enter(limiter).ShouldBe(DateTimeOffset.MaxValue);
        limiter.Lost("x");
        Enter(limiter).ShouldBeNull();
    }

    [Fact]
    public async Task One_too_many_waits_for_an_answer_which_may_leave_room_after_all()
    {
        var limiter = new RateLimiter(_time);
        Answered(limiter, 200, ("X-RateLimit-Remaining", "2"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));
        Enter(limiter);
        Enter(limiter);
        var third = limiter.EnterAsync("x", TestContext.Current.CancellationToken);
        var fourth = limiter.EnterAsync("x", TestContext.Current.CancellationToken);

        Learn(limiter, 200, ("X-RateLimit-Remaining", "2"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));
        var entered = await await Task.WhenAny(third, fourth);
        foreach (var left in new[] { "1", "0" })
            Learn(limiter, 200, ("X-RateLimit-Remaining", left), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        entered.ShouldBeNull();
        new[] { await third, await fourth }.ShouldBe([null, Start.AddSeconds(21)], ignoreOrder: true);
    }

    [Fact]
    public void Refusals_under_way_at_once_are_one()
    {
        var limiter = new RateLimiter(_time);
        for (var i = 0; i < 8; i++)
            Enter(limiter);

        for (var i = 0; i < 8; i++)
            Learn(limiter, 429);

        limiter.Refusals("x").ShouldBe(1);
        Enter(limiter).ShouldBe(Start.AddSeconds(5));
    }

    [Fact]
    public void Of_answers_in_any_order_the_lowest_count_is_the_newest()
    {
        var limiter = new RateLimiter(_time);
        for (var i = 0; i < 3; i++)
            Enter(limiter);

        foreach (var left in new[] { "0", "2", "1" })
            Learn(limiter, 200, ("X-RateLimit-Remaining", left), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        Enter(limiter).ShouldBe(Start.AddSeconds(21));
    }

    [Fact]
    public void A_new_window_counts_from_its_own_answer()
    {
        var limiter = new RateLimiter(_time);
        Answered(limiter, 200, ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));
        _time.SetUtcNow(Start.AddSeconds(21));

        Answered(limiter, 200, ("X-RateLimit-Remaining", "599"), ("X-RateLimit-Reset", "2026-11-23T12:01:21Z"));

        Enter(limiter).ShouldBeNull();
    }

    [Fact]
    public void Stays_open_while_something_is_left()
    {
        var limiter = new RateLimiter(_time);

        Answered(limiter, 200, ("X-RateLimit-Remaining", "1"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        limiter.ClosedUntil("x").ShouldBeNull();
    }

    [Fact]
    public void Waits_longer_each_time_when_a_refusal_says_nothing()
    {
        var limiter = new RateLimiter(_time);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            Answered(limiter, 429);
            waits.Add(limiter.ClosedUntil("x")!.Value - _time.GetUtcNow());
            _time.SetUtcNow(limiter.ClosedUntil("x")!.Value);
        }

        waits.Select(w => (int)w.TotalSeconds).ShouldBe([5, 10, 20, 40, 80, 160, 300, 300]);
    }

    /// <summary>Null when it may be sent, until when not, or never for one that waits for an answer under way.</summary>
    private static DateTimeOffset? Enter(RateLimiter limiter, string operation = "x") =>
        limiter.EnterAsync(operation, TestContext.Current.CancellationToken) is { IsCompletedSuccessfully: true } entered ? entered.Result : DateTimeOffset.MaxValue;

    private static void Answered(RateLimiter limiter, int status, params (string Name, string Value)[] headers)
    {
        Enter(limiter).ShouldBeNull();
        Learn(limiter, status, headers);
    }

    private static void Learn(RateLimiter limiter, int status, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        limiter.Learn("x", response.StatusCode, response.Headers);
    }
}
