using Microsoft.Extensions.Time.Testing;
using Recoup.Engine.Atlassian;

namespace Recoup.Tests.Atlassian;

/// <summary>So many requests in a time, and no more.</summary>
public sealed class AllowanceTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Begin);
    private readonly Allowance _allowance;

    public AllowanceTests() => _allowance = new(3, TimeSpan.FromMinutes(1), _time);

    [Fact]
    public void What_is_used_up_comes_back_all_at_once()
    {
        Take(3).ShouldAllBe(until => until == null);
        _time.Advance(TimeSpan.FromSeconds(20));
        Take(2).ShouldAllBe(until => until == Begin.AddMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(40));
        Take(3).ShouldAllBe(until => until == null);
        Take(1).ShouldAllBe(until => until == Begin.AddMinutes(2));
    }

    [Fact]
    public void A_stretch_begins_with_a_request()
    {
        Take(1);
        _time.Advance(TimeSpan.FromMinutes(5));
        Take(3).ShouldAllBe(until => until == null);
        Take(1).ShouldAllBe(until => until == Begin.AddMinutes(6));
    }

    [Fact]
    public void A_clock_that_is_set_back_closes_nothing_for_long()
    {
        Take(4);
        _time.AdjustTime(Begin.AddDays(-1));
        Take(1).ShouldAllBe(until => until == null);
    }

    private List<DateTimeOffset?> Take(int requests) => [.. Enumerable.Range(0, requests).Select(_ => _allowance.Take())];
}
