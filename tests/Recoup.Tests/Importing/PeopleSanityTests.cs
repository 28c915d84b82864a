using Recoup.Core.People;
using Recoup.Engine.Importing;

namespace Recoup.Tests.Importing;

/// <summary>When a list of people looks like the wrong file: on each limit and on both sides of it.</summary>
public sealed class PeopleSanityTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData(100, 70, false)]
    [InlineData(100, 69, true)]
    [InlineData(100, 130, false)]
    [InlineData(100, 131, true)]
    [InlineData(10, 5, false)]
    [InlineData(10, 4, true)]
    [InlineData(10, 15, false)]
    [InlineData(10, 16, true)]
    public void The_number_of_people_may_differ_by_thirty_percent_or_by_a_few(int before, int now, bool doubtful) =>
        IsDoubted(List(before, gone: 0), List(now, gone: 0), $"it holds {now} people, the list of 2026-11-01 held {before}").ShouldBe(doubtful);

    [Theory]
    [InlineData(100, 70, false)]
    [InlineData(100, 69, true)]
    [InlineData(100, 130, false)]
    [InlineData(100, 131, true)]
    [InlineData(0, 5, false)]
    [InlineData(0, 6, true)]
    [InlineData(6, 0, true)]
    public void The_number_of_those_gone_may_differ_by_thirty_percent_or_by_a_few(int before, int now, bool doubtful) =>
        IsDoubted(List(1000, before), List(1000, now), $"{now} of them have left, on the list of 2026-11-01 {before} had").ShouldBe(doubtful);

    [Fact]
    public void The_numbers_say_by_how_much() =>
        Doubts(List(200, 0), List(100, 0)).ShouldBe(["it holds 100 people, the list of 2026-11-01 held 200: 50 % fewer, where 30 % are allowed"]);

    [Fact]
    public void Who_leaves_on_a_day_to_come_is_not_gone_yet() =>
        Doubts(List(100, 0), string.Concat(Enumerable.Range(0, 100).Select(i => $"p{i}@x.test,left,2026-11-23\n"))).ShouldBeEmpty();

    [Theory]
    [InlineData("2026-11-01", false)]
    [InlineData("2026-10-31", true)]
    public void A_list_older_than_the_one_that_is_kept_is_doubted(string asOf, bool doubtful) =>
        (PeopleSanity.Doubts(File(List(20, 0), DateOnly.Parse(asOf, null)), Kept(List(20, 0)), null).Count > 0).ShouldBe(doubtful);

    [Theory]
    [InlineData(100, 30, false)]
    [InlineData(100, 31, true)]
    [InlineData(3, 1, true)]
    [InlineData(4, 1, false)]
    [InlineData(0, 0, false)]
    public void Not_more_than_thirty_percent_of_the_active_accounts_may_be_leavers(int active, int leavers, bool doubtful) =>
        (PeopleSanity.Doubts(File(List(20, 0), Today), PeopleList.None, new(active, active, 0, leavers)).Count > 0).ShouldBe(doubtful);

    [Fact]
    public void A_first_list_has_nothing_to_differ_from() => PeopleSanity.Doubts(File(List(3, 3), Today), PeopleList.None, null).ShouldBeEmpty();

    private static bool IsDoubted(string before, string now, string part)
    {
        var doubts = Doubts(before, now);
        doubts.ShouldAllBe(d => d.StartsWith(part));
        return doubts.Count > 0;
    }

    private static IReadOnlyList<string> Doubts(string before, string now) => PeopleSanity.Doubts(File(now, Today), Kept(before), null);

    private static PeopleList Kept(string rows) => rows.Length == 0 ? PeopleList.None : File(rows, new(2026, 11, 1)).List;

    private static string List(int rows, int gone) => string.Concat(Enumerable.Range(0, rows).Select(i => $"p{i}@x.test,{(i < gone ? "left" : "active")},\n"));

    private static PeopleFile File(string rows, DateOnly asOf)
    {
        using var file = new StringReader($"Email,Status,Left on\n{rows}");
        return PeopleFile.Read(file, asOf);
    }
}
