using System.Net;
using Microsoft.Extensions.Time.Testing;
using Recoup.Engine.Atlassian;

namespace Recoup.Tests.Atlassian;

public sealed class RateLimiterTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Start);

    [Theory]
    [InlineData(429, "Retry-After", "30", 31)]
    [InlineData(429, "X-RateLimit-Reset", "2026-11-23T12:01:00Z", 61)]
    [InlineData(429, "X-RateLimit-Reset", "2026-11-23T12:01Z", 61)]
    [InlineData(429, "Retry-After", "Mon, 23 Nov 2026 12:00:45 GMT", 46)]
    [InlineData(503, "Retry-After", "10", 11)]
    [InlineData(429, "Retry-After", "86400", 3600)]
    public void Closes_until_what_the_answer_tells_and_a_second_more(int status, string header, string value, int seconds)
    {
        var limiter = new RateLimiter(_time);

        Learn(limiter, status, (header, value));

        limiter.ClosedUntil("x").ShouldBe(Start.AddSeconds(seconds));
        limiter.ClosedUntil("another operation").ShouldBeNull();
    }

    [Fact]
    public void Opens_again_by_itself()
    {
        var limiter = new RateLimiter(_time);
        Learn(limiter, 429, ("Retry-After", "30"));

        _time.SetUtcNow(Start.AddSeconds(31));

        limiter.ClosedUntil("x").ShouldBeNull();
    }

    [Fact]
    public void Closes_before_the_refusal_when_nothing_is_left()
    {
        var limiter = new RateLimiter(_time);

        Learn(limiter, 200, ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        limiter.ClosedUntil("x").ShouldBe(Start.AddSeconds(21));
    }

    [Fact]
    public void Stays_open_while_something_is_left()
    {
        var limiter = new RateLimiter(_time);

        Learn(limiter, 200, ("X-RateLimit-Remaining", "1"), ("X-RateLimit-Reset", "2026-11-23T12:00:20Z"));

        limiter.ClosedUntil("x").ShouldBeNull();
    }

    [Fact]
    public void Waits_longer_each_time_when_a_refusal_says_nothing()
    {
        var limiter = new RateLimiter(_time);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            Learn(limiter, 429);
            waits.Add(limiter.ClosedUntil("x")!.Value - _time.GetUtcNow());
            _time.SetUtcNow(limiter.ClosedUntil("x")!.Value);
        }

        waits.Select(w => (int)w.TotalSeconds).ShouldBe([5, 10, 20, 40, 80, 160, 300, 300]);
    }

    private static void Learn(RateLimiter limiter, int status, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        limiter.Learn("x", response.StatusCode, response.Headers);
    }
}
