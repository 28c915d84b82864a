using System.Text.Json;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Tests.Money;

/// <summary>How many people hold what, and the difference between two of these.</summary>
public sealed class HeadcountTests
{
    private static readonly Footprint Jira = Book.Holding(Product.Jira);
    private static readonly Footprint Both = Book.Holding(Product.Jira, Product.Confluence);

    private static string Json(Headcount headcount) => JsonSerializer.Serialize(headcount);

    private static Headcount Read(string json) => JsonSerializer.Deserialize<Headcount>(json)!;

    [Fact]
    public void Is_written_short_and_reads_back_equal()
    {
        var held = Book.People((3, Both), (5, Jira), (2, Footprint.Of([], GuardCount.Always)), (-1, Footprint.Of([Product.Jira.On(Make.Sandbox)], GuardCount.Never)));

        Json(held).ShouldBe("""
            {"resources":["ari:cloud:confluence::site/acme-id","ari:cloud:jira-software::site/acme-id","ari:cloud:jira-software::site/sandbox-id"],"people":[[2,2],[3,1,0,1],[5,1,1],[-1,0,2]]}
            """);
        Read(Json(held)).ShouldBe(held);
        var left = Book.People((4, Footprint.Of([Product.Jira.On(), Product.Confluence.On()], GuardCount.NotNow).Keeping(r => r.Product == Product.Jira)));
        Json(left).ShouldEndWith(""","people":[[4,3,1,-1]]}""");
        Read(Json(left)).ShouldBe(left);
        Read(Json(new())).ShouldBe(new());
    }

    [Fact]
    public void The_order_in_which_people_came_is_not_in_it()
    {
        var (one, other) = (Book.People((1, Jira), (2, Both), (1, Jira)), Book.People((2, Both), (2, Jira)));

        one.ShouldBe(other);
        one.Equals((object)other).ShouldBeTrue();
        one.GetHashCode().ShouldBe(other.GetHashCode());
        Json(one).ShouldBe(Json(other));
        one.ShouldNotBe(Book.People((2, Both), (3, Jira)));
        one.ShouldNotBe(Book.People((2, Both)));
        one.Equals(null).ShouldBeFalse();
    }

    [Fact]
    public void Nobody_and_those_who_cost_nothing_leave_no_trace()
    {
        Book.People((2, Jira), (-2, Jira), (5, Footprint.Nothing)).People.ShouldBeEmpty();
        Book.People((0, Jira)).ShouldBe(new());
    }

    [Fact]
    public void A_difference_has_negative_numbers_and_added_gives_what_is_left()
    {
        var ready = new Headcount();
        ready.Move(Both, Jira);
        ready.Move(Jira, Footprint.Nothing);
        ready.Move(Both, Both);

        ready.People.ShouldBe(new Dictionary<Footprint, int> { [Both] = -1 }, ignoreOrder: true);
        Book.People((3, Both), (1, Jira)).Plus(ready).ShouldBe(Book.People((2, Both), (1, Jira)));
    }

    [Fact]
    public void A_sum_and_a_copy_are_their_own()
    {
        var held = Book.People((3, Both));
        var copy = held.Copy();
        var sum = held.Plus(copy);
        copy.Add(Jira, 1);
        sum.Add(Jira, 1);

        held.ShouldBe(Book.People((3, Both)));
        sum.ShouldBe(Book.People((6, Both), (1, Jira)));
    }

    [Fact]
    public void Counts_accounts_by_what_they_hold()
    {
        var held = Headcount.Of([Make.IdleInJira(), Make.IdleInJira() with { Id = new("712020:ben") }, Make.IdleEverywhere(), Make.IdleInJira() with { Status = "suspended" }]);

        held.ShouldBe(Book.People((2, Both), (1, Jira)));
    }

    [Theory]
    [InlineData("""{"resources":["jira"],"people":[]}""")]
    [InlineData("""{"resources":[null],"people":[]}""")]
    public void Refuses_what_is_no_resource(string json) => Should.Throw<JsonException>(() => Read(json));
}
