using Recoup.Core.Directory;
using Recoup.Engine.Scanning;
using Recoup.Server.Output;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Server;

/// <summary>Whether a scan's data can be relied on, as it is told.</summary>
public sealed class HealthTests
{
    [Fact]
    public void Fresh_and_whole_is_good()
    {
        var health = HealthResult.Of(Healthy);

        health.Verdict.ShouldBe("good");
        health.Healthy.ShouldBeTrue();
        health.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Something_that_could_not_be_read_makes_it_incomplete()
    {
        var health = HealthResult.Of(Healthy.Missing("the groups of acme"));

        health.Verdict.ShouldBe("incomplete");
        health.Healthy.ShouldBeFalse();
    }

    [Fact]
    public void What_a_key_may_not_read_is_told_and_is_no_reason_to_doubt_the_rest()
    {
        var health = HealthResult.Of(Healthy.NotReadable("whom Atlassian Guard bills"));

        health.Verdict.ShouldBe("good");
        health.NotReadable.ShouldBe(["whom Atlassian Guard bills"]);
    }

    [Fact]
    public void Nobody_seen_lately_makes_it_doubtful()
    {
        var stale = Healthy.Survey.Feed[0] with { Newest = Signal.Of(Some.Start.AddDays(-9)) };

        var health = HealthResult.Of(Healthy with { Survey = Healthy.Survey with { Feed = [stale] } });

        health.Verdict.ShouldBe("doubtful");
        health.Warnings.ShouldHaveSingleItem().ShouldContain("nobody's use of Jira");
    }

    [Fact]
    public void A_sites_own_list_that_differs_makes_it_doubtful()
    {
        var health = HealthResult.Of(Healthy with { Survey = Healthy.Survey with { SitePeople = [new(Some.Site, Listed: 12, Known: 10, Unlisted: 1)] } });

        health.Verdict.ShouldBe("doubtful");
        health.Warnings.Count.ShouldBe(2);
        health.Warnings[0].ShouldContain("2 active accounts on the list of");
        health.Warnings[1].ShouldContain("1 account with a Jira seat");
    }

    private static Scan Healthy => Some.Scan() with
    {
        Survey = Some.Scan().Survey with
        {
            Feed = [new(Product.Jira, 100, Signal.Of(Some.Start.AddHours(-1)), 0)],
            SitePeople = [new(Some.Site, Listed: 10, Known: 10, Unlisted: 0)],
        },
    };
}
