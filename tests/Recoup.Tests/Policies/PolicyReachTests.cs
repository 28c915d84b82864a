using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Rules;

namespace Recoup.Tests.Policies;

/// <summary>Names in a policy that nobody has.</summary>
public sealed class PolicyReachTests
{
    private static PolicyReach Over(IReadOnlyList<Selector> selectors, params Account[] accounts)
    {
        var settings = new Settings { Scopes = [.. selectors.Take(1).Select(s => new Scope(s, 30, null, null))], Exclusions = [.. selectors.Skip(1).Select(s => new Exclusion(s, "r", null))] };
        var survey = Make.Survey with { Grants = [Make.Grant("g-1", Product.Jira)] };
        var reach = new PolicyReach(PolicyFile.Of(settings), new Circumstances(survey, settings, []));
        foreach (var account in accounts)
            reach.Add(account);
        return reach;
    }

    private static readonly Account Somebody = Make.IdleEverywhere() with { Seats = [Make.Seat(Product.Jira, groups: "g-1")], InGroups = ["works council"] };

    [Fact]
    public void Names_that_nobody_has_are_told_with_their_path()
    {
        var reach = Over(
            [new() { Product = Product.Discovery, Group = "nobody" }, new() { Site = "other" }, new() { Domain = "acme.com", Site = "acme" }],
            Somebody);

        reach.IsComplete.ShouldBeFalse();
        reach.UnseenGroups.ShouldBe(["nobody"]);
        reach.Unseen().Select(u => $"{u.Path}: {u.Says}").ShouldBe(
        [
            "$.scopes[0].where.product: nobody in the last scan has a seat of Jira Product Discovery",
            "$.scopes[0].where.group: nobody in the last scan is known to be in a group \"nobody\": who is in a group that gives no seat is read from the next scan on",
            "$.exclusions[0].where.site: nobody in the last scan has a seat on a site \"other\": sites are acme, other, acme-sandbox",
            "$.exclusions[1].where.domain: nobody in the last scan has an address at acme.com",
        ]);
    }

    [Fact]
    public void Each_name_counts_for_itself_and_need_not_be_had_by_the_same_account()
    {
        var other = Make.Person((Product.Confluence, Make.Ago(1))) with { Id = new("b"), Email = "b@agency.example" };

        Over([new() { Product = Product.Jira, Domain = "agency.example" }], Somebody, other).IsComplete.ShouldBeTrue();
    }

    [Theory]
    [InlineData("g-1")]
    [InlineData("g-1 members")]
    [InlineData("works council")]
    public void A_group_is_known_by_id_by_name_and_as_the_policy_names_it(string group) => Over([new() { Group = group }], Somebody).IsComplete.ShouldBeTrue();
}
