using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class ConfluenceFacts
{
    const string Rest = "wiki/rest/api";

    [Fact]
    public async Task Idle_people_have_changed_no_page_and_active_ones_have()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 1_000 });
        async Task<int> Changed(Account account) =>
            (await emulated.SiteAsync(Get, $"{Rest}/search?cql={Uri.EscapeDataString($"contributor = \"{account.Id}\" AND lastmodified >= now(\"-90d\")")}")).Body.GetProperty("totalSize").GetInt32();

        foreach (var idle in emulated.Server.Organisation.Accounts.Where(account => account.Persona == Persona.IdleEverywhere)) (await Changed(idle)).ShouldBe(0);
        var confluence = emulated.Server.Organisation.Resources[1];
        (await Changed(emulated.Someone(account => account.LastActive(confluence) > emulated.Server.Organisation.Now.AddDays(-3)))).ShouldBeGreaterThan(0);
        (await emulated.SiteAsync(Get, $"{Rest}/search?cql=type=page")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Members_are_listed_page_by_page_and_suspended_ones_are_missing()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 1_500 });
        var group = emulated.GroupNamed("confluence-users-acme");
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(emulated.Someone(account => account.Groups.Contains(group)))}/suspend");
        var seen = new List<string>();
        for (var path = $"/rest/api/group/{group.Id}/membersByGroupId?limit=100"; path.Length > 0;)
        {
            var (_, page) = await emulated.SiteAsync(Get, $"wiki{path}");
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(user => user.GetProperty("accountId").GetString()!));
            path = page.GetProperty("_links").TryGetProperty("next", out var next) ? next.GetString()! : "";
        }

        seen.Count.ShouldBeGreaterThan(100);
        seen.ShouldBe(emulated.Server.Organisation.Accounts.Where(account => account.Status == AccountStatus.Active && account.In(group.Directory) == MembershipStatus.Active && account.Groups.Contains(group)).Select(account => account.Id));
    }

    [Fact]
    public async Task People_and_their_groups_are_found_by_id()
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(account => account.Groups.Any());
        (await emulated.SiteAsync(Get, $"{Rest}/user?accountId={Emulated.Path(account)}")).Body.GetProperty("displayName").GetString().ShouldBe(account.Name);
        (await emulated.SiteAsync(Get, $"{Rest}/user/memberof?accountId={Emulated.Path(account)}")).Body.GetProperty("results").EnumerateArray().Select(group => group.GetProperty("id").GetString())
            .ShouldBe(account.Groups.Where(group => group.Directory == emulated.Server.Organisation.Directories[0]).Select(group => group.Id));
        (await emulated.SiteAsync(Get, $"{Rest}/group")).Body.GetProperty("results").GetArrayLength().ShouldBe(emulated.Server.Organisation.Groups.Count);
        (await emulated.SiteAsync(Get, $"{Rest}/user?accountId=nobody")).Body.GetProperty("statusCode").GetInt32().ShouldBe(404);
    }
}
