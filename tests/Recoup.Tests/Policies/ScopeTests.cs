using Recoup.Core.Directory;
using Recoup.Core.Policies;

namespace Recoup.Tests.Policies;

/// <summary>A part of the organisation with numbers of its own.</summary>
public sealed class ScopeTests
{
    private static readonly Survey Survey = Make.Survey with
    {
        Grants = [Make.Grant("g-1", Product.Jira), Make.Grant("g-2", Product.Confluence)],
        Domains = ["acme.example"],
    };

    private static Scope Scope(Selector where, int? inactive = null, int? never = null, int? external = null) => new(where, inactive, never, external);

    private static string[] Found(Account account, params Scope[] scopes) =>
        account.Judged(Survey, Make.Settings with { Scopes = scopes }).Rules();

    /// <summary>Jira so long ago, Confluence yesterday.</summary>
    private static Account LastInJira(TimeSpan ago) => Make.Person((Product.Jira, Make.Ago(ago)), (Product.Confluence, Make.Ago(1)));

    private static Account InGroup(Account account, string group) =>
        account with { Seats = [.. account.Seats.Select((s, i) => i == 0 ? s with { Groups = [new(group)], Path = SeatPath.Group } : s)] };

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Inside_the_scopes_limit_holds_to_the_tick(int ticks, bool idle)
    {
        var account = LastInJira(TimeSpan.FromDays(30) + TimeSpan.FromTicks(ticks));

        Found(account, Scope(new() { Product = Product.Jira }, inactive: 30)).ShouldBe(idle ? ["R01"] : []);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public void Outside_the_general_limit_holds_to_the_tick(int ticks, bool idle)
    {
        var account = LastInJira(TimeSpan.FromDays(90) + TimeSpan.FromTicks(ticks));

        Found(account, Scope(new() { Product = Product.ServiceManagement }, inactive: 30)).ShouldBe(idle ? ["R01"] : []);
    }

    [Fact]
    public void A_longer_limit_leaves_alone_what_the_general_one_would_find()
    {
        var account = LastInJira(TimeSpan.FromDays(100));

        Found(account).ShouldBe(["R01"]);
        Found(account, Scope(new() { Product = Product.Jira }, inactive: 101)).ShouldBeEmpty();
    }

    [Fact]
    public void The_first_scope_that_fits_counts_also_where_it_is_silent()
    {
        var account = LastInJira(TimeSpan.FromDays(50));
        var (wide, narrow) = (Scope(new() { Product = Product.Jira }, inactive: 40), Scope(new() { Product = Product.Jira, Domain = "acme.example" }, inactive: 60));

        Found(account, wide, narrow).ShouldBe(["R01"]);
        Found(account, narrow, wide).ShouldBeEmpty();
        Found(account, Scope(new() { Product = Product.Jira }, never: 10), wide).ShouldBeEmpty();
    }

    public static TheoryData<string, Selector, bool> Parts => new()
    {
        { "the product", new() { Product = Product.Jira }, true },
        { "another product", new() { Product = Product.Confluence }, false },
        { "the site by id", new() { Site = "acme-id" }, true },
        { "the site by name", new() { Site = "acme" }, true },
        { "another site", new() { Site = "other" }, false },
        { "a site in other letters", new() { Site = "Acme" }, false },
        { "the group by id", new() { Group = "g-1" }, true },
        { "the group by name", new() { Group = "g-1 members" }, true },
        { "a group of nobody", new() { Group = "g-2" }, false },
        { "a group that gives no seat", new() { Group = "works council" }, true },
        { "the domain", new() { Domain = "acme.example" }, true },
        { "a domain above it", new() { Domain = "example" }, false },
        { "a domain below it", new() { Domain = "mail.acme.example" }, false },
        { "all of it", new() { Product = Product.Jira, Site = "acme", Group = "g-1", Domain = "acme.example" }, true },
        { "all but one of it", new() { Product = Product.Jira, Site = "other", Group = "g-1", Domain = "acme.example" }, false },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_scope_is_about(string what, Selector where, bool fits)
    {
        var account = InGroup(LastInJira(TimeSpan.FromDays(50)), "g-1") with { InGroups = ["works council"] };

        Found(account, Scope(where, inactive: 40)).ShouldBe(fits ? ["R01"] : [], what);
    }

    [Fact]
    public void A_scope_of_one_site_says_nothing_of_the_same_product_on_another()
    {
        var account = Make.PersonOn((Product.Jira.On(Make.Other), Make.Ago(50)), (Product.Confluence.On(), Make.Ago(1)));

        Found(account, Scope(new() { Product = Product.Jira, Site = "acme" }, inactive: 40)).ShouldBeEmpty();
        Found(account, Scope(new() { Product = Product.Jira, Site = "other" }, inactive: 40)).ShouldBe(["R01"]);
    }

    [Fact]
    public void An_account_without_an_address_is_in_no_domain() =>
        Found(LastInJira(TimeSpan.FromDays(50)) with { Email = null }, Scope(new() { Domain = "acme.example" }, inactive: 40)).ShouldBeEmpty();

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void The_grace_for_what_was_never_used_can_be_another(int ticks, bool over)
    {
        var account = Make.NeverActive() with { AddedToOrg = Make.Now - TimeSpan.FromDays(200) - TimeSpan.FromTicks(ticks) };

        Found(account, Scope(new() { Domain = "acme.example" }, never: 200)).ShouldBe(over ? ["R04"] : []);
        Found(account, Scope(new() { Domain = "acme.com" }, never: 200)).ShouldBe(["R04"]);
    }

    [Theory]
    [InlineData(20, "R15")]
    [InlineData(19, null)]
    public void The_limit_for_externals_can_be_another(int days, string? rule)
    {
        var external = Make.Person((Product.Jira, Make.Ago(days))) with { Email = "ann@agency.example" };

        Found(external, Scope(new() { Domain = "agency.example" }, external: 20)).ShouldBe(rule is null ? [] : [rule]);
        Found(external, Scope(new() { Domain = "other.example" }, external: 20)).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_is_suspended_for_one_seat_while_another_is_in_use_by_its_own_longer_limit()
    {
        // 100 days are idle in Jira and, where 200 are allowed, not in Confluence.
        var account = Make.Person((Product.Jira, Make.Ago(100)), (Product.Confluence, Make.Ago(100)));

        Found(account).ShouldContain("R02");
        Found(account, Scope(new() { Product = Product.Confluence }, inactive: 200)).ShouldBe(["R01"]);
    }
}
