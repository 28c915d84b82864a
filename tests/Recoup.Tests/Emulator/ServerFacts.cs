using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

public sealed class ServerFacts
{
    [Theory]
    [InlineData("-")]
    [InlineData("primary")]
    public async Task Pages_cover_every_account_once(string directory)
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 730 });
        var organisation = emulated.Server.Organisation;
        if (directory != "-") emulated.Directory = organisation.Directories[0].Id;
        var seen = new List<string>();
        for (string? cursor = null; ;)
        {
            var (_, page) = await emulated.SearchAsync(cursor is null ? new { limit = 100 } : new { limit = 100, cursor });
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(user => user.GetProperty("accountId").GetString()!));
            if (!page.GetProperty("links").TryGetProperty("next", out var next)) break;
            cursor = next.GetString();
        }

        seen.ShouldBe(organisation.Accounts.Where(account => directory == "-" || account.In(organisation.Directories[0]) != MembershipStatus.NoMembership).Select(account => account.Id));
    }

    [Fact]
    public async Task Groups_access_and_roles_come_only_when_asked_for()
    {
        await using var emulated = await Emulated.StartAsync();
        foreach (var field in new[] { "groups", "productAccess", "platformRoles" })
        {
            (await emulated.SearchAsync(new { limit = 1 })).Body.GetProperty("data")[0].TryGetProperty(field, out _).ShouldBeFalse();
            (await emulated.SearchAsync(new { limit = 1, expand = new[] { field } })).Body.GetProperty("data")[0].TryGetProperty(field, out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Wrong_questions_are_refused()
    {
        await using var emulated = await Emulated.StartAsync();
        (await emulated.SearchAsync(new { limit = 101 })).Status.ShouldBe(400);
        (await emulated.SearchAsync(new { emails = new[] { "a@acme.test" }, searchTerm = "a" })).Status.ShouldBe(400);
        (await emulated.SearchAsync(new { accountStatus = new[] { "deactivated" } })).Body.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("ADMIN-400-24");
        (await emulated.SearchAsync(new { cursor = "bm9uc2Vuc2U" })).Body.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("ADMIN-400-1");
    }

    [Fact]
    public async Task Counts_holders_by_any_path()
    {
        await using var emulated = await Emulated.StartAsync();
        foreach (var resource in emulated.Server.Organisation.Resources)
        {
            var (_, body) = await emulated.AdminAsync($"users/count?resourceIds={Uri.EscapeDataString(resource.Ari)}&roleIds=atlassian/user&roleIds=atlassian/admin");
            body.GetProperty("count").GetInt32().ShouldBe(emulated.Server.Organisation.Accounts.Count(account => account.HoldsSeat(resource)));
        }
    }

    [Fact]
    public async Task Lists_the_role_held_both_ways_with_both_methods()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 3_000 });
        var resource = emulated.Server.Organisation.Resources[0];
        var both = emulated.Server.Organisation.Accounts.First(account => account.DirectRole(resource) == Role.User && account.Groups.Any(group => group.Grants.Contains(new(resource, Role.User))));
        var (_, body) = await emulated.AdminAsync($"users/{Uri.EscapeDataString(both.Id)}/role-assignments?resourceIds={Uri.EscapeDataString(resource.Ari)}");
        body.GetProperty("data")[0].GetProperty("roleAssignments")[0].GetProperty("roleAssignmentMethods").EnumerateArray().Select(method => method.GetString()).ShouldBe(["direct", "group_direct"]);
        (await emulated.AdminAsync("users/712020:nobody/role-assignments")).Body.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("ADMIN-404-8");
    }

    [Fact]
    public async Task Scoped_key_may_not_manage()
    {
        await using var emulated = await Emulated.StartAsync();
        var synced = emulated.Server.Organisation.Accounts.First(account => account is { Managed: true, Source: ManagementSource.Synced });
        var path = $"/users/{Uri.EscapeDataString(synced.Id)}/manage?privileges=lifecycle.enablement";
        (await emulated.GetAsync(path)).Body.GetProperty("lifecycle.enablement").GetProperty("reason").GetProperty("key").GetString().ShouldBe("externalDirectory.scim");
        emulated.Use(emulated.Server.ScopedKey);
        (await emulated.SearchAsync(new { limit = 1 })).Status.ShouldBe(200);
        var (status, body) = await emulated.GetAsync(path);
        status.ShouldBe(403);
        body.ToString().ShouldBe("""{"key":"forbidden"}""");
        emulated.Use("wrong");
        (await emulated.GetAsync(path)).Body.ToString().ShouldBe("""{"key":"unauthorized"}""");
        (await emulated.SearchAsync(new { })).Body.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("ADMIN-401-2");
        (await emulated.GetAsync("/admin/v1/orgs")).Body.ToString().ShouldBe("""{"code":401,"message":"Unauthorized"}""");
    }

    [Fact]
    public async Task Coming_back_too_early_costs_a_whole_window()
    {
        var clock = new FakeTimeProvider(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
        await using var emulated = await Emulated.StartAsync(new() { Limits = true, AdminPerMinute = 3, Time = clock });
        async Task<int> Ask() => (await emulated.SearchAsync(new { limit = 1 })).Status;

        for (var i = 0; i < 3; i++) (await Ask()).ShouldBe(200);
        (await Ask()).ShouldBe(429);
        emulated.Server.Requests.EarlyRetries.ShouldBe(0);
        clock.Advance(TimeSpan.FromSeconds(50));
        (await Ask()).ShouldBe(429);
        emulated.Server.Requests.EarlyRetries.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(61));
        (await Ask()).ShouldBe(200);
        emulated.Server.Requests.Refusals.ShouldBe(2);
    }

    [Fact]
    public async Task Idle_people_have_reported_nothing_and_reporters_have()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var accounts = emulated.Server.Organisation.Accounts;
        async Task<int> Reported(Account account, int days) => (await emulated.JiraAsync($"reporter in (\"{account.Id}\") AND created >= -{days}d")).Body.GetProperty("count").GetInt32();

        foreach (var idle in accounts.Where(account => account.Persona == Persona.IdleEverywhere)) (await Reported(idle, 120)).ShouldBe(0);
        foreach (var reporter in accounts.Where(account => account.Persona == Persona.Reporter)) (await Reported(reporter, 61)).ShouldBeGreaterThan(0);
        (await emulated.JiraAsync("project = X")).Status.ShouldBe(400);
        (await emulated.JiraAsync("order by created desc")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Faults_happen_as_often_as_asked_for()
    {
        await using var emulated = await Emulated.StartAsync();
        var faults = emulated.Server.Faults;
        static bool Search(string method, string path) => method == "POST" && path.EndsWith("/users/search", StringComparison.Ordinal);
        faults.Next(Search, 1, new Fault.Answer(503, """{"code":503,"message":"later"}"""));
        faults.Next(Search, 1, new Fault.Drop());
        faults.Next(Search, 1, new Fault.TruncatedJson());
        faults.Next(Search, 1, Fault.ProxyPage());

        (await emulated.SearchAsync(new { })).Status.ShouldBe(503);
        await Should.ThrowAsync<HttpRequestException>(() => emulated.SearchAsync(new { }));
        await Should.ThrowAsync<System.Text.Json.JsonException>(() => emulated.SearchAsync(new { }));
        await Should.ThrowAsync<System.Text.Json.JsonException>(() => emulated.SearchAsync(new { }));
        (await emulated.SearchAsync(new { })).Status.ShouldBe(200);
        emulated.Server.Requests["POST /admin/v2/orgs/{org}/directories/{directory}/users/search"].ShouldBe(5);
    }

    [Fact]
    public async Task Unknown_paths_are_counted()
    {
        await using var emulated = await Emulated.StartAsync();
        (await emulated.GetAsync($"/admin/v1/orgs/{emulated.Server.Org}/nothing")).Status.ShouldBe(404);
        emulated.Server.Requests.Unknown.ShouldBe(1);
        (await emulated.GetAsync("/admin/v1/orgs/somebody-elses")).Body.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("ADMIN-404-2");
        emulated.Server.Requests.Total.ShouldBe(2);
    }
}
