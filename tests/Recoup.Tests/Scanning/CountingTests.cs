using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;
using Recoup.Tests.Money;
using Recoup.Tests.Plans;

namespace Recoup.Tests.Scanning;

/// <summary>What findings about one account add up to.</summary>
public sealed class CountingTests
{
    private static readonly Account Both = Make.Person((Product.Jira, Make.Ago(200)), (Product.Confluence, Make.Ago(200)));

    private static FindingCounts Counted(Account account, params Recommendation[] found)
    {
        var counting = new Counting(new(), [Make.Sandbox]);
        counting.Add(account, found);
        return counting.Total();
    }

    [Fact]
    public void What_another_finding_goes_before_is_not_had_back_with_it()
    {
        var leading = Both.Finding(product: Product.Jira);
        var later = Both.Finding(RecommendedAction.ChangeRole, Product.Confluence, rule: "R08") with { SupersededBy = leading.Id };

        var counts = Counted(Both, leading, later);

        counts.Recoverable.ShouldBe(new Dictionary<Product, int> { [Product.Jira] = 1 });
        counts.Ready.ShouldBe(Book.Moved(1, Footprint.Of(Both), Book.Holding(Product.Confluence)));
        (counts.Leading[Tier.Probable], counts.Elsewhere).ShouldBe((1, 0));
        // It is no more than what may come back beside it.
        counts.InReview.ShouldBe(new Dictionary<Product, int> { [Product.Confluence] = 1 });
        counts.Review.ShouldBe(Book.Moved(1, Book.Holding(Product.Confluence), Footprint.Nothing));
    }

    [Theory]
    [InlineData("R02", false)]
    [InlineData("R06", true)]
    public void What_is_handed_over_takes_the_seats_of_the_finding_unless_the_person_has_left(string rule, bool all)
    {
        var account = Both with { GuardBillable = true, Seats = [.. Both.Seats, Make.Seat(Product.Jira, Make.Sandbox)] };
        var finding = account.Finding(RecommendedAction.RouteOut, rule: rule);

        var counts = Counted(account, finding with { Seats = [.. finding.Seats.Where(s => s.Site != Make.Sandbox)] });

        counts.Ready.ShouldBe(Book.Moved(1, Footprint.Of(account), all ? Footprint.Nothing : Book.Holding(Product.Jira.On(Make.Sandbox))));
        counts.Recoverable.ShouldBe(new Dictionary<Product, int> { [Product.Jira] = 1, [Product.Confluence] = 1 }, ignoreOrder: true);
        (counts.Leading[Tier.Probable], counts.Elsewhere).ShouldBe((1, 1));
    }
}
