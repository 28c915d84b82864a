using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class ReadFacts
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Version_1_lists_managed_accounts_by_whole_urls()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 730 });
        var seen = new List<string>();
        JsonElement page = default;
        for (var url = $"/admin/v1/orgs/{emulated.Server.Org}/users"; url.Length > 0;)
        {
            (_, page) = await emulated.GetAsync(url);
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(user => user.GetProperty("account_id").GetString()!));
            url = page.GetProperty("links").TryGetProperty("next", out var next) ? new Uri(next.GetString()!).PathAndQuery : "";
        }

        seen.ShouldBe(emulated.Server.Organisation.Accounts.Where(account => account.Managed).Select(account => account.Id));
        page.GetProperty("meta").GetProperty("total").GetInt32().ShouldBe(seen.Count);
    }

    [Fact]
    public async Task Guard_is_billed_for_active_people_with_a_seat()
    {
        await using var emulated = await Emulated.StartAsync();
        var (_, page) = await emulated.OrgAsync("users");
        foreach (var user in page.GetProperty("data").EnumerateArray())
        {
            var account = emulated.Server.Organisation.Accounts.Find(user.GetProperty("account_id").GetString()!)!.Value;
            if (account.TrelloUsed is not null) continue;
            if (account.Status != AccountStatus.Active || !account.Seats.Any()) user.GetProperty("access_billable").GetBoolean().ShouldBeFalse();
            else if (account.Membership == MembershipStatus.Active) user.GetProperty("access_billable").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Last_active_dates_are_told_of_externals_too()
    {
        await using var emulated = await Emulated.StartAsync();
        var external = emulated.Someone(account => account.Persona == Persona.ExternalActive);
        var (status, body) = await emulated.OrgAsync($"directory/users/{Emulated.Path(external)}/last-active-dates");
        status.ShouldBe(200);
        var first = body.GetProperty("data").GetProperty("product_access")[0];
        var resource = emulated.Server.Organisation.Resources.First(resource => resource.Ari == first.GetProperty("id").GetString());
        (external.LastActive(resource)!.Value - first.GetProperty("last_active_timestamp").GetDateTimeOffset()).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));
        (await emulated.OrgAsync("directory/users/nobody/last-active-dates")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_stalled_feed_knows_of_nobody_who_came_since()
    {
        await using var emulated = await Emulated.StartAsync(new() { Time = new FakeTimeProvider(Now), FeedStalled = TimeSpan.FromHours(72) });
        var (_, body) = await emulated.SearchAsync(new { limit = 100, expand = new[] { "productAccess" } });
        var times = body.GetProperty("data").EnumerateArray().SelectMany(user => user.GetProperty("productAccess").EnumerateArray()).Select(access => access.GetProperty("lastActiveTimestamp").GetDateTimeOffset()).ToArray();
        times.Max().ShouldBeInRange(Now.AddHours(-72).AddSeconds(-1), Now.AddHours(-72));
        times.ShouldContain(time => time < Now.AddDays(-90));
    }

    [Fact]
    public async Task Events_tell_who_got_access_newest_first()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000, Time = new FakeTimeProvider(Now) });
        var account = emulated.Someone(account => account.Persona == Persona.Everyday && account.Groups.Any(group => group.Name == "jira-users-acme"));
        await emulated.WriteAsync(Delete, $"groups/{emulated.GroupNamed("jira-users-acme").Id}/memberships/{Emulated.Path(account)}");
        var (_, names) = await emulated.OrgAsync("event-actions");
        var named = names.GetProperty("data").EnumerateArray().ToDictionary(action => action.GetProperty("id").GetString()!, action => action.GetProperty("attributes").GetProperty("displayName").GetString());
        var events = new List<JsonElement>();
        for (var url = $"/admin/v1/orgs/{emulated.Server.Org}/events?limit=100"; url.Length > 0;)
        {
            var (_, page) = await emulated.GetAsync(url);
            events.AddRange(page.GetProperty("data").EnumerateArray());
            url = page.GetProperty("links").TryGetProperty("next", out var next) ? new Uri(next.GetString()!).PathAndQuery : "";
        }

        static DateTimeOffset Time(JsonElement entry) => entry.GetProperty("attributes").GetProperty("time").GetDateTimeOffset();
        events.Select(Time).ShouldBe(events.Select(Time).OrderDescending());
        events.Select(entry => entry.GetProperty("id").GetString()).Distinct().Count().ShouldBe(events.Count);
        named[events[0].GetProperty("attributes").GetProperty("action").GetString()!].ShouldBe("User removed from group");
        events[0].GetProperty("attributes").GetProperty("context")[0].ToString().ShouldBe($$"""{"id":"{{account.Id}}","type":"user"}""");
        foreach (var name in new[] { "User granted app access", "User added to group", "User invited", "User logged in" })
            events.ShouldContain(entry => named[entry.GetProperty("attributes").GetProperty("action").GetString()!] == name);

        // Somebody idle who was let in again within the last month.
        events.Where(entry => Time(entry) > Now.AddDays(-30)).ShouldContain(entry => emulated.Server.Organisation.Accounts.Find(entry.GetProperty("attributes").GetProperty("context")[0].GetProperty("id").GetString()!)!.Value.Persona == Persona.IdleEverywhere);
    }

    [Fact]
    public async Task A_write_does_not_change_what_happened_before()
    {
        await using var emulated = await Emulated.StartAsync();
        var starter = emulated.Someone(account => account.Persona == Persona.NewStarter && account.Groups.Any(group => group.Name == "confluence-users-acme"));
        var group = emulated.GroupNamed("confluence-users-acme");
        (await emulated.WriteAsync(Delete, $"groups/{group.Id}/memberships/{Emulated.Path(starter)}")).ShouldBe(204);
        var (_, page) = await emulated.OrgAsync("events?action=user_added_to_group&limit=500");
        page.GetProperty("data").EnumerateArray().Select(entry => entry.GetProperty("attributes").GetProperty("context").ToString())
            .ShouldContain(context => context.Contains(starter.Id, StringComparison.Ordinal) && context.Contains(group.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stream_goes_on_where_it_ended()
    {
        await using var emulated = await Emulated.StartAsync();
        var (_, page) = await emulated.OrgAsync("events-stream?limit=500");
        while (page.GetProperty("data").GetArrayLength() > 0) page = (await emulated.GetAsync(Next(page))).Body;
        var account = emulated.Someone(account => account.Persona == Persona.Everyday);
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend");
        page = (await emulated.GetAsync(Next(page))).Body;
        page.GetProperty("data").EnumerateArray().ShouldHaveSingleItem().GetProperty("attributes").GetProperty("action").GetString().ShouldBe("user_suspended");

        static string Next(JsonElement page) => new Uri(page.GetProperty("links").GetProperty("next").GetString()!).PathAndQuery;
    }

    [Theory]
    [InlineData("events", 10)]
    [InlineData("events-stream", 50)]
    [InlineData("directory/users/nobody/last-active-dates", 200)]
    public async Task Some_paths_take_fewer_requests_a_minute(string path, int limit)
    {
        await using var emulated = await Emulated.StartAsync(new() { Limits = true, Time = new FakeTimeProvider(Now) });
        for (var i = 0; i < limit; i++) (await emulated.OrgAsync(path)).Status.ShouldNotBe(429);
        (await emulated.OrgAsync(path)).Status.ShouldBe(429);
        (await emulated.OrgAsync("domains")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_same_question_gets_the_same_bytes_from_two_emulators_and_from_memory()
    {
        async Task<string[]> Answers(Emulated emulated)
        {
            var body = new { limit = 100, expand = new[] { "groups", "productAccess", "platformRoles", "counts.resources" } };
            var answers = new List<string> { (await emulated.SearchAsync(body)).Body.ToString(), (await emulated.OrgAsync("event-actions")).Body.ToString(), (await emulated.AdminAsync("users/stats")).Body.ToString() };
            foreach (var path in new[] { "applicationrole", "project/search?expand=lead", "role", "filter/search?expand=owner,sharePermissions", "dashboard/search", "search/jql?jql=projectType%20%3D%20service_desk&fields=updated,reporter" })
                answers.Add((await emulated.JiraGetAsync(path)).Body.ToString().Replace($":{emulated.Server.Api.Port}/", "", StringComparison.Ordinal));
            return [.. answers];
        }

        await using var one = await Emulated.StartAsync(new() { Time = new FakeTimeProvider(Now) });
        await using var two = await Emulated.StartAsync(new() { Time = new FakeTimeProvider(Now) });
        var answers = await Answers(one);
        (await Answers(one)).ShouldBe(answers);
        (await Answers(two)).ShouldBe(answers);
    }

    [Fact]
    public async Task A_page_kept_in_memory_is_asked_for_with_a_key_all_the_same()
    {
        await using var emulated = await Emulated.StartAsync();
        (await emulated.SearchAsync(new { limit = 100 })).Status.ShouldBe(200);
        emulated.Use("wrong");
        (await emulated.SearchAsync(new { limit = 100 })).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Sites_count_licences_as_the_organisation_does()
    {
        await using var emulated = await Emulated.StartAsync();
        var jira = emulated.Server.Organisation.Resources[0];
        var holders = emulated.Server.Organisation.Accounts.Count(account => account.Status == AccountStatus.Active && account.In(jira.Site.Directory) == MembershipStatus.Active && account.HoldsSeat(jira));
        (await emulated.JiraGetAsync("license/approximateLicenseCount/product/jira-software")).Body.GetProperty("value").GetString().ShouldBe($"{holders}");
        (await emulated.JiraGetAsync("applicationrole")).Body[0].GetProperty("userCount").GetInt32().ShouldBe(holders);
    }

    [Fact]
    public async Task Suspended_members_are_missing_from_a_sites_group_unless_asked_for()
    {
        await using var emulated = await Emulated.StartAsync();
        var group = emulated.GroupNamed("jira-users-acme");
        async Task<int> Members(bool all) => (await emulated.JiraGetAsync($"group/member?groupId={group.Id}&includeInactiveUsers={(all ? "true" : "false")}")).Body.GetProperty("total").GetInt32();
        var before = (Some: await Members(false), All: await Members(true));
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(emulated.Someone(account => account.Groups.Contains(group)))}/suspend");
        (await Members(false)).ShouldBe(before.Some - 1);
        (await Members(true)).ShouldBe(before.All);
    }

    [Fact]
    public async Task Stats_and_counts_agree()
    {
        await using var emulated = await Emulated.StartAsync();
        var (_, stats) = await emulated.AdminAsync("users/stats");
        foreach (var status in stats.GetProperty("accountStatus").EnumerateArray())
            (await emulated.AdminAsync($"users/count?accountStatus={status.GetProperty("status").GetString()}")).Body.GetProperty("count").GetInt32().ShouldBe(status.GetProperty("count").GetInt32());
        var (_, groups) = await emulated.AdminAsync("groups/count");
        groups.GetProperty("count").GetInt32().ShouldBe(emulated.Server.Organisation.Groups.Count);
    }
}
