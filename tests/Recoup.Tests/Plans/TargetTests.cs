using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Tests.Money;

namespace Recoup.Tests.Plans;

/// <summary>How many are to be left: what is counted, and what one target says about another.</summary>
public sealed class TargetTests
{
    private static Candidate Idle(string name, params Seat[] seats) =>
        Planned.Holding(name, seats) is var account ? account.With(account.Finding()) : throw new InvalidOperationException();

    private static PlanRequest For(params (Product Product, int Goal)[] targets) => new() { Targets = targets.ToDictionary(t => t.Product, t => t.Goal) };

    private static Settings Enterprise => Book.Settings(Book.For(Product.Jira) with { Plan = ProductPlan.Enterprise }, Book.For(Product.Confluence));

    private static Seat There(Product product) => Make.Seat(product, Make.Other);

    [Fact]
    public void Where_people_are_counted_a_target_is_of_people()
    {
        // Four people on six seats: Ann and Ben use both sites.
        Candidate[] people =
        [
            Idle("ann", Make.Seat(Product.Jira), There(Product.Jira)), Idle("ben", Make.Seat(Product.Jira), There(Product.Jira)), Idle("cy", Make.Seat(Product.Jira)), Idle("dee", There(Product.Jira)),
        ];

        var target = Planned.Sources(people, Enterprise).Made(For((Product.Jira, 2))).Plan!.Head.Targets.ShouldHaveSingleItem();
        var seats = Planned.Sources(people).Made(For((Product.Jira, 4))).Plan!.Head.Targets.ShouldHaveSingleItem();

        (target.Held, target.Reached, target.Possible, target.OfPeople, target.MissedBy).ShouldBe((4, 2, 4, true, 0));
        (seats.Held, seats.Reached, seats.OfPeople).ShouldBe((6, 4, false));
        Planned.Sources(people, Enterprise).Made(For((Product.Jira, 4))).Refusal.ShouldBe(new("target-met", "Jira has 4 people already: for 4 nothing has to be taken back"));
    }

    [Fact]
    public void Whoever_keeps_the_product_on_another_site_frees_nobody()
    {
        var stays = Planned.Holding("ann", Make.Seat(Product.Jira), There(Product.Jira));
        var one = stays.Finding() with { Product = Product.Jira, Site = Make.Acme, Seats = [new(Product.Jira, Make.Acme, Make.Staff)] };

        var (plan, _, _) = Planned.Sources([stays.With(one), Idle("cy", Make.Seat(Product.Jira))], Enterprise).Made(For((Product.Jira, 1)));

        plan!.Rows.Select(r => r.AccountId.Value).ShouldBe(["cy"]);
        plan.Head.Targets.ShouldHaveSingleItem().Possible.ShouldBe(1);
    }

    [Fact]
    public void A_target_that_is_met_keeps_nobody_from_the_others_and_all_of_them_met_are_no_plan()
    {
        Candidate[] people = [Idle("ann", Make.Seat(Product.Jira)), Idle("ben", Make.Seat(Product.Jira)), Idle("cy", Make.Seat(Product.Confluence))];

        var plan = Planned.Sources(people).Made(For((Product.Jira, 1), (Product.Confluence, 5))).Plan.ShouldNotBeNull();
        var none = Planned.Sources(people).Made(For((Product.Jira, 2), (Product.Confluence, 5)));

        plan.Rows.ShouldHaveSingleItem().Seats.ShouldHaveSingleItem().Product.ShouldBe(Product.Jira);
        plan.Head.Targets.Select(t => (t.Product, t.Held, t.Reached, t.MissedBy)).ShouldBe([(Product.Confluence, 1, 1, 0), (Product.Jira, 2, 1, 0)]);
        none.Plan.ShouldBeNull();
        none.Refusal!.Reason.ShouldBe("Confluence has 1 seat already: for 5 nothing has to be taken back; Jira has 2 seats already: for 2 nothing has to be taken back");
    }

    [Theory]
    [InlineData(null, 100, 10)]
    [InlineData(null, 600, 30)]
    [InlineData(null, 9_000, 50)]
    [InlineData(0, 9_000, 0)]
    [InlineData(50, 100, 50)]
    [InlineData(51, 9_000, 50)] // kept before there was a limit
    public void More_than_fifty_seats_are_never_for_one_person_alone(int? setting, int seats, int above) => Approval.Above(setting, seats).ShouldBe(above);
}
