using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class WriteFacts
{
    static bool Invited(Account account) => account is { Managed: true, Source: ManagementSource.Invited, Persona: Persona.Everyday };

    [Theory]
    [InlineData("", "active")]
    [InlineData("suspend", "suspended")]
    [InlineData("suspend suspend", "suspended")]
    [InlineData("suspend restore", "active")]
    [InlineData("restore", "active")]
    [InlineData("disable", "deactivated")]
    [InlineData("suspend disable", "deactivated")]
    [InlineData("suspend disable enable", "suspended")]
    [InlineData("disable disable enable enable", "active")]
    [InlineData("delete", "for_deletion")]
    [InlineData("delete cancel-delete", "active")]
    [InlineData("remove", "not_invited")]
    [InlineData("disable remove", "deactivated")]
    [InlineData("disable remove enable", "not_invited")]
    public async Task Status_follows_what_was_done(string verbs, string status)
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(Invited);
        foreach (var verb in verbs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var answer = verb switch
            {
                "remove" => await emulated.WriteAsync(Delete, $"users/{Emulated.Path(account)}"),
                "suspend" or "restore" => await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/{verb}"),
                _ => (await emulated.LifecycleAsync(account, verb)).Status,
            };
            answer.ShouldBe(verb.Contains("delete", StringComparison.Ordinal) ? 200 : 204);
        }

        (await emulated.StatusAsync(account)).ShouldBe(status);
    }

    [Fact]
    public async Task Writes_that_succeed_say_nothing()
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(Invited);
        (await emulated.LifecycleAsync(account, "disable")).ShouldBe((204, ""));
        (await emulated.LifecycleAsync(account, "enable")).ShouldBe((204, ""));
    }

    [Fact]
    public async Task Suspension_counts_per_directory_and_keeps_groups()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var account = emulated.Someone(account => account.Persona == Persona.TwoSites);
        var groups = account.Groups.ToArray();
        (await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend")).ShouldBe(204);
        (await emulated.StatusAsync(account)).ShouldBe("active");
        emulated.Directory = emulated.Server.Organisation.Directories[0].Id;
        (await emulated.StatusAsync(account)).ShouldBe("suspended");
        account.Groups.ShouldBe(groups);
    }

    [Fact]
    public async Task Removal_takes_groups_and_direct_roles_of_that_directory_only()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var account = emulated.Someone(account => account.Persona == Persona.TwoSites);
        (await emulated.WriteAsync(Delete, $"users/{Emulated.Path(account)}")).ShouldBe(204);
        account.Seats.ShouldNotBeEmpty();
        account.Seats.ShouldAllBe(seat => seat.Site.Directory == emulated.Server.Organisation.Directories[1]);
        (await emulated.WriteAsync(Delete, $"users/{Emulated.Path(account)}")).ShouldBe(404);
    }

    [Fact]
    public async Task An_external_who_was_removed_is_gone()
    {
        await using var emulated = await Emulated.StartAsync();
        var external = emulated.Someone(account => !account.Managed);
        (await emulated.WriteAsync(Delete, $"users/{Emulated.Path(external)}")).ShouldBe(204);
        (await emulated.StatusAsync(external)).ShouldBeNull();
        (await emulated.AdminAsync($"users/{Emulated.Path(external)}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Only_managed_accounts_that_no_provider_owns_are_deactivated()
    {
        await using var emulated = await Emulated.StartAsync();
        (await emulated.LifecycleAsync(emulated.Someone(account => !account.Managed), "disable")).ShouldBe((403, """{"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"managedAccount"}}}"""));
        (await emulated.LifecycleAsync(emulated.Someone(account => account.Source == ManagementSource.Synced), "disable")).ShouldBe((403, """{"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}"""));
        (await emulated.SendAsync(Post, "/users/712020:nobody/manage/lifecycle/disable")).ShouldBe((404, """{"key":"accountNotFound"}"""));
    }

    [Fact]
    public async Task A_deleted_account_is_in_conflict_with_everything_but_its_rescue()
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(Invited);
        (await emulated.LifecycleAsync(account, "delete")).Status.ShouldBe(200);
        foreach (var verb in new[] { "disable", "enable", "delete" })
        {
            var (status, text) = await emulated.LifecycleAsync(account, verb);
            status.ShouldBe(409);
            text.ShouldStartWith("""{"key":"conflict.lifecycleErrors","context":{"accountId":""");
        }
    }

    [Theory]
    [InlineData("everyone-acme", 403, "ADMIN-403-5")]
    [InlineData("jira-admins-acme", 403, "ADMIN-403-7")]
    [InlineData("org-admins", 403, "ADMIN-403-7")]
    public async Task Groups_of_the_provider_and_of_admins_refuse(string group, int status, string code)
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(_ => true);
        var members = $"/admin/v2/orgs/{emulated.Server.Org}/directories/{emulated.Server.Organisation.Directories[0].Id}/groups/{emulated.GroupNamed(group).Id}/memberships";
        foreach (var (answered, text) in new[] { await emulated.SendAsync(Delete, $"{members}/{Emulated.Path(account)}"), await emulated.SendAsync(Post, members, new { accountId = account.Id }) })
        {
            answered.ShouldBe(status);
            text.ShouldContain(code);
        }
    }

    [Fact]
    public async Task A_seat_held_by_two_groups_outlives_one_of_them()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 3_000 });
        var jira = emulated.Server.Organisation.Resources[0];
        var (users, engineering) = (emulated.GroupNamed("jira-users-acme"), emulated.GroupNamed("engineering"));
        var account = emulated.Someone(account => account.DirectRole(jira) == Role.None && account.Groups.Contains(users) && account.Groups.Contains(engineering) && account.Persona == Persona.Everyday);
        var path = $"groups/{users.Id}/memberships";
        (await emulated.WriteAsync(Delete, $"{path}/{Emulated.Path(account)}")).ShouldBe(204);
        account.HoldsSeat(jira).ShouldBeTrue();
        (await emulated.WriteAsync(Delete, $"{path}/{Emulated.Path(account)}")).ShouldBe(404);
        (await emulated.WriteAsync(Delete, $"groups/{engineering.Id}/memberships/{Emulated.Path(account)}")).ShouldBe(204);
        account.HoldsSeat(jira).ShouldBeFalse();
        (await emulated.WriteAsync(Post, path, new { accountId = account.Id })).ShouldBe(204);
        account.HoldsSeat(jira).ShouldBeTrue();
        (await emulated.WriteAsync(Post, path, new { accountId = account.Id })).ShouldBe(409);
    }

    [Fact]
    public async Task Direct_roles_come_and_go_without_the_groups()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var jira = emulated.Server.Organisation.Resources[0];
        var account = emulated.Someone(account => account.DirectRole(jira) == Role.User && account.Groups.All(group => group.Grants.All(grant => grant.Resource != jira)));
        var body = new { role = "atlassian/user", resource = jira.Ari };
        Task<(int Status, string)> Roles(string verb, object asked) => emulated.SendAsync(Post, $"/admin/v1/orgs/{emulated.Server.Org}/users/{Emulated.Path(account)}/{verb}", asked);

        (await Roles("roles/revoke", body)).ShouldBe((204, ""));
        account.HoldsSeat(jira).ShouldBeFalse();
        (await Roles("roles/assign", body)).ShouldBe((204, ""));
        account.HoldsSeat(jira).ShouldBeTrue();
        (await Roles("roles/assign", body with { role = "atlassian/guest" })).Status.ShouldBe(400);
        (await Roles("role-assignments/assign", new { role = "atlassian/org-admin" })).Status.ShouldBe(204);
        account.OrgAdmin.ShouldBeTrue();
        (await Roles("role-assignments/revoke", new { role = "atlassian/org-admin" })).Status.ShouldBe(204);
        account.OrgAdmin.ShouldBeFalse();
    }

    [Fact]
    public async Task A_role_taken_from_a_group_is_taken_from_all_members()
    {
        await using var emulated = await Emulated.StartAsync();
        var confluence = emulated.Server.Organisation.Resources[1];
        var group = emulated.GroupNamed("confluence-users-acme");
        var path = $"groups/{group.Id}/role-assignments";
        var only = emulated.Someone(account => account.HoldsSeat(confluence) && account.DirectRole(confluence) == Role.None && account.Groups.Count(g => g.Grants.Any(grant => grant.Resource == confluence)) == 1 && account.Groups.Contains(group));
        var body = new { resourceId = confluence.Ari, roleId = "atlassian/user" };
        (await emulated.WriteAsync(Post, $"{path}/revoke", body)).ShouldBe(204);
        only.HoldsSeat(confluence).ShouldBeFalse();
        (await emulated.WriteAsync(Post, $"{path}/revoke", body)).ShouldBe(404);
        (await emulated.WriteAsync(Post, $"{path}/assign", body)).ShouldBe(200);
        only.HoldsSeat(confluence).ShouldBeTrue();

        var jira = emulated.GroupNamed("jira-users-acme");
        var (_, text) = await emulated.SendAsync(Post, $"/admin/v2/orgs/{emulated.Server.Org}/directories/{jira.Directory.Id}/groups/{jira.Id}/role-assignments/revoke", new { resourceId = jira.Grants[0].Resource!.Ari, roleId = "atlassian/user" });
        text.ShouldContain("ADMIN-403-6");
    }

    [Fact]
    public async Task Pages_and_counts_show_a_write_at_once()
    {
        await using var emulated = await Emulated.StartAsync();
        var count = "users/count?status=suspended";
        var before = (await emulated.AdminAsync(count)).Body.GetProperty("count").GetInt32();
        var account = emulated.Someone(Invited);
        (await emulated.StatusAsync(account)).ShouldBe("active");
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend");
        (await emulated.StatusAsync(account)).ShouldBe("suspended");
        (await emulated.AdminAsync(count)).Body.GetProperty("count").GetInt32().ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("POST", "directory/users/{account}/suspend-access")]
    [InlineData("POST", "directory/users/{account}/restore-access")]
    [InlineData("DELETE", "directory/users/{account}")]
    [InlineData("POST", "users/search")]
    [InlineData("POST", "directory/groups/{group}/memberships")]
    [InlineData("DELETE", "directory/groups/{group}/memberships/{account}")]
    public async Task Dead_endpoints_are_gone_and_change_nothing(string method, string path)
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(Invited);
        path = path.Replace("{account}", Emulated.Path(account), StringComparison.Ordinal).Replace("{group}", emulated.GroupNamed("engineering").Id, StringComparison.Ordinal);
        var (status, text) = await emulated.SendAsync(new(method), $"/admin/v1/orgs/{emulated.Server.Org}/{path}");
        status.ShouldBe(410);
        text.ShouldContain("ADMIN-410-1");
        (await emulated.StatusAsync(account)).ShouldBe("active");
    }
}
