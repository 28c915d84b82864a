using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class IssueFacts
{
    [Fact]
    public async Task Types_of_projects_part_the_issues()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 50 });
        async Task<int> Count(string jql) => (await emulated.JiraAsync(jql)).Body.GetProperty("count").GetInt32();
        var all = await Count("created >= -9999d");
        var parts = new List<int>();
        foreach (var type in new[] { "software", "business", "\"service_desk\"", "product_discovery" }) parts.Add(await Count($"projectType = {type} AND created >= -9999d"));
        parts.ShouldAllBe(count => count > 0);
        parts.Sum().ShouldBe(all);
        (await Count("projectType in (service_desk, \"product_discovery\")")).ShouldBe(parts[2] + parts[3]);
        (await Count("projectType in (service_desk, software) and projectType = software")).ShouldBe(parts[0]);
        (await emulated.JiraAsync("projectType = whatever")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task What_somebody_updated_is_what_they_reported_and_more()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var organisation = emulated.Server.Organisation;
        async Task<int> Count(string jql) => (await emulated.JiraAsync(jql)).Body.GetProperty("count").GetInt32();
        var (reported, updated) = (0, 0);
        foreach (var account in organisation.Accounts.Where(account => account.Persona == Persona.Everyday && account.LastActive(organisation.Resources[0]) is not null).Take(60))
        {
            var (own, all) = (await Count($"reporter = \"{account.Id}\" AND created >= -90d"), await Count($"issuekey in updatedBy(\"{account.Id}\", \"-90d\")"));
            all.ShouldBeGreaterThanOrEqualTo(own);
            (await Count($"issuekey in updatedBy(\"{account.Id}\", \"-90d\") AND reporter = \"{account.Id}\" AND created >= -90d")).ShouldBe(own);
            (await Count($"issuekey in updatedBy(\"{account.Id}\")")).ShouldBeGreaterThanOrEqualTo(all);
            (await Count($"issuekey in updatedBy(\"{account.Id}\", \"-90d\") AND updated >= -90d")).ShouldBe(all, "an update by somebody is an update");
            (reported, updated) = (reported + own, updated + all);
        }

        updated.ShouldBeGreaterThan(reported + 30);
    }

    [Fact]
    public async Task A_search_and_a_count_agree_on_updates()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var agent = emulated.Someone(account => account.Persona == Persona.Everyday && account.Groups.Any(group => group.Name == "jsm-agents-acme"));
        var jql = $"issuekey in updatedBy(\"{agent.Id}\", \"-90d\") AND projectType = \"service_desk\"";
        var count = (await emulated.JiraAsync(jql)).Body.GetProperty("count").GetInt32();
        count.ShouldBeGreaterThan(0);
        (await emulated.SiteAsync(Post, "rest/api/3/search/jql", new { jql, maxResults = 1_000 })).Body.GetProperty("issues").GetArrayLength().ShouldBe(count);
        (await emulated.JiraGetAsync($"search/jql?jql={Uri.EscapeDataString(jql + " order by updated desc")}&maxResults=1000")).Body.GetProperty("issues").GetArrayLength().ShouldBe(count);
    }

    [Fact]
    public async Task Idle_people_have_updated_nothing_and_machines_have_by_their_tokens()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 3_000 });
        var accounts = emulated.Server.Organisation.Accounts;
        async Task<int> Updated(Account account) => (await emulated.JiraAsync($"issuekey in updatedBy(\"{account.Id}\", \"-90d\")")).Body.GetProperty("count").GetInt32();
        foreach (var idle in accounts.Where(account => account.Persona is Persona.IdleEverywhere or Persona.NeverActive or Persona.PendingInvite)) (await Updated(idle)).ShouldBe(0);
        foreach (var bot in accounts.Where(account => account.Persona == Persona.Bot && account.HoldsSeat(emulated.Server.Organisation.Resources[0]))) (await Updated(bot)).ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("issuekey in updatedBy(somebody)")]
    [InlineData("issuekey in updatedBy(\"a\", \"2026-01-01\")")]
    [InlineData("issuekey in updatedBy(\"a\", \"-99999999999d\")")]
    [InlineData("projectType != software")]
    public async Task What_is_not_understood_is_refused(string jql)
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 50 });
        (await emulated.JiraAsync(jql)).Status.ShouldBe(400);
    }
}
