using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

/// <summary>What a client can see of the personas that a rule is about.</summary>
public sealed class PersonaFacts
{
    const int Jira = 0, ServiceManagement = 2, Discovery = 3;

    [Fact]
    public async Task Idle_agents_look_and_change_nothing_and_those_who_work_do()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 3_000 });
        var organisation = emulated.Server.Organisation;
        var desk = organisation.Resources[ServiceManagement];
        var (groups, people) = await Agents.OfAsync(emulated);
        var (idle, busy) = (0, 0);
        foreach (var account in organisation.Accounts.Where(account => account.HoldsSeat(desk) && account.LastActive(desk) > organisation.Now.AddDays(-85)))
        {
            var actions = await UpdatesAsync(emulated, account, "service_desk");
            var agent = people.Contains(account.Id) || account.Groups.Any(group => groups.Contains(group.Id));
            agent.ShouldBe(account.Persona != Persona.AgentWithoutProject, account.Persona.ToString());
            if (account.Persona is Persona.IdleAgent or Persona.AgentWithoutProject) actions.ShouldBe(0);
            else if (account.Persona != Persona.NewStarter) actions.ShouldBeGreaterThan(0, account.Persona.ToString());
            if (account.Persona == Persona.IdleAgent) idle++;
            if (account.Persona == Persona.Everyday) busy++;
        }

        idle.ShouldBe(Of(emulated, Persona.IdleAgent).Length);
        busy.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Agents_without_a_project_hold_their_seat_by_a_group_or_directly()
    {
        await using var emulated = await Emulated.StartAsync();
        var without = Of(emulated, Persona.AgentWithoutProject);
        var desk = emulated.Server.Organisation.Resources[ServiceManagement];
        without.ShouldAllBe(account => account.HoldsSeat(desk));
        without.ShouldContain(account => account.Groups.Any(group => group.Name == "jsm-licences-acme"));
        without.ShouldContain(account => account.DirectRole(desk) == Role.User);
    }

    [Fact]
    public async Task Creators_who_only_contribute_edit_no_idea_and_some_comment()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 5_000 });
        var organisation = emulated.Server.Organisation;
        var ideas = organisation.Resources[Discovery];
        var comments = new List<int>();
        foreach (var account in organisation.Accounts.Where(account => account.Persona is Persona.ContributingCreator or Persona.Everyday && account.HoldsSeat(ideas)))
        {
            var updates = await UpdatesAsync(emulated, account, "product_discovery");
            if (account.Persona == Persona.Everyday) updates.ShouldBeGreaterThan(0);
            else
            {
                comments.Add(updates);
                (await CountAsync(emulated, $"reporter = \"{account.Id}\" AND projectType = product_discovery")).ShouldBe(0);
                account.LastActive(ideas).ShouldNotBeNull();
            }
        }

        comments.ShouldContain(0);
        comments.ShouldContain(count => count > 0);
    }

    [Fact]
    public async Task A_person_with_two_accounts_has_one_name_two_domains_and_uses_one()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var now = emulated.Server.Organisation.Now;
        foreach (var second in Of(emulated, Persona.Duplicate))
        {
            var first = second.Twin!.Value;
            first.Twin!.Value.Id.ShouldBe(second.Id);
            var (one, two) = (await emulated.FindAsync(first, "productAccess"), await emulated.FindAsync(second, "productAccess"));
            one.GetProperty("name").GetString().ShouldBe(two.GetProperty("name").GetString());
            one.GetProperty("accountId").GetString().ShouldNotBe(two.GetProperty("accountId").GetString());
            var (here, there) = (one.GetProperty("email").GetString()!.Split('@'), two.GetProperty("email").GetString()!.Split('@'));
            here[0].ShouldBe(there[0]);
            new[] { here[1], there[1] }.ShouldBe(["acme.test", "acme.example"], ignoreOrder: true);
            Seen(one).Max().ShouldBeGreaterThan(now.AddDays(-30));
            Seen(two).Max().ShouldBeLessThan(now.AddDays(-90));
            second.Seats.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Programs_hold_seats_look_at_nothing_and_used_a_token_of_late()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var now = emulated.Server.Organisation.Now;
        foreach (var program in Of(emulated, Persona.TechnicalUser))
        {
            program.Seats.ShouldNotBeEmpty();
            program.IsMachine.ShouldBeTrue();
            Seen(await emulated.FindAsync(program, "productAccess")).ShouldAllBe(time => time < now.AddDays(-90));
            var (_, tokens) = await emulated.GetAsync($"/users/{Emulated.Path(program)}/manage/api-tokens");
            tokens[0].GetProperty("lastAccess").GetDateTimeOffset().ShouldBeGreaterThan(now.AddDays(-6));
            if (program.HoldsSeat(emulated.Server.Organisation.Resources[Jira])) (await UpdatesAsync(emulated, program, "software")).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Guard_is_billed_for_Trello_alone_and_for_some_who_are_suspended()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 1_000 });
        var managed = await ManagedAsync(emulated);
        foreach (var account in Of(emulated, Persona.GuardOnly).Concat(Of(emulated, Persona.SuspendedGhost)))
        {
            managed[account.Id].GetProperty("access_billable").GetBoolean().ShouldBeTrue();
            managed[account.Id].GetProperty("product_access").EnumerateArray().Select(access => access.GetProperty("key").GetString()).ShouldContain("trello");
            managed[account.Id].GetProperty("last_active").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(account.TrelloUsed!.Value.AddSeconds(-1));
        }

        Of(emulated, Persona.GuardOnly).ShouldAllBe(account => !account.Seats.Any());
        Of(emulated, Persona.GuardOnly).Select(account => account.Membership).Distinct().Count().ShouldBe(2, "some are in the directory and some in none");
        foreach (var ghost in Of(emulated, Persona.SuspendedGhost)) (await emulated.StatusAsync(ghost)).ShouldBe("suspended");
        foreach (var leaver in Of(emulated, Persona.Leaver)) managed[leaver.Id].GetProperty("access_billable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_ghost_costs_nothing_once_it_is_deactivated()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 2_000 });
        var ghost = Of(emulated, Persona.SuspendedGhost).First(account => account.Source != ManagementSource.Synced);
        (await emulated.LifecycleAsync(ghost, "disable")).Status.ShouldBe(204);
        (await ManagedAsync(emulated))[ghost.Id].GetProperty("access_billable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Half_suspended_people_are_suspended_in_one_directory_and_hold_a_seat_in_the_other()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 1_000 });
        var directories = emulated.Server.Organisation.Directories;
        var kinds = new HashSet<string>();
        foreach (var account in Of(emulated, Persona.HalfSuspended))
        {
            (await emulated.FindAsync(account)).GetProperty("membershipStatus").GetString().ShouldBe("active");
            var statuses = new List<string>();
            foreach (var directory in directories)
            {
                emulated.Directory = directory.Id;
                var (_, listed) = await emulated.AdminAsync($"users/{Emulated.Path(account)}");
                statuses.Add((await emulated.FindAsync(account)).GetProperty("membershipStatus").GetString()!);
                listed.GetProperty("data").GetProperty("membershipStatus").GetString().ShouldBe(statuses[^1]);
                var (_, roles) = await emulated.AdminAsync($"users/{Emulated.Path(account)}/role-assignments?roleIds=atlassian/user");
                roles.GetProperty("data").EnumerateArray().ShouldNotBeEmpty();
                roles.GetProperty("data").EnumerateArray().Select(held => held.GetProperty("userDirectoryStatus").GetString()).Distinct().ShouldBe([statuses[^1]]);
            }

            statuses.Order().ShouldBe(["active", "suspended"]);
            kinds.Add(statuses[0]);
            emulated.Directory = "-";
        }

        kinds.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(2_000)]
    public async Task Three_accounts_are_of_Atlassians_own_kind_for_programs_and_take_no_seat(int users)
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = users });
        var (_, page) = await emulated.SearchAsync(new { emailDomains = new[] { "serviceaccount.atlassian.com" } });
        page.GetProperty("data").EnumerateArray().Select(user => user.GetProperty("accountId").GetString()).ShouldBe(Of(emulated, Persona.NativeService).Select(account => account.Id));
        page.GetProperty("data").GetArrayLength().ShouldBe(3);
        Of(emulated, Persona.NativeService).ShouldAllBe(account => !account.Seats.Any() && account.TokenUsed != null);
    }

    [Fact]
    public async Task Two_sites_sandboxes_and_admins_show_who_is_idle_where()
    {
        await using var emulated = await Emulated.StartAsync();
        var organisation = emulated.Server.Organisation;
        double[] Days(Account account, Func<Resource, bool> seats) => [.. account.Seats.Where(seats).Select(seat => (organisation.Now - account.LastActive(seat)!.Value).TotalDays).Order()];
        foreach (var account in Of(emulated, Persona.TwoSites)) (Days(account, seat => seat.Product == Product.Jira && !seat.Site.Sandbox) is [< 10, > 90]).ShouldBeTrue();
        var sandbox = Of(emulated, Persona.SandboxOnly);
        sandbox.ShouldAllBe(account => account.Seats.All(seat => seat.Site.Sandbox));
        var idle = sandbox.Select(account => Days(account, _ => true)).ToArray();
        idle.ShouldContain(days => days.Max() < 21);
        idle.ShouldContain(days => days.Min() > 90);
        Of(emulated, Persona.IdleAdmin).ShouldAllBe(account => account.Groups.Any(group => group.Grants.Any(grant => grant.Role == Role.Admin)));
        Of(emulated, Persona.IdleAdmin).SelectMany(account => Days(account, _ => true)).ShouldAllBe(days => days > 90);
        Of(emulated, Persona.ActiveLeaver).ShouldAllBe(account => account.Status == AccountStatus.Active && account.Membership == MembershipStatus.Active && account.Seats.Any());
        Of(emulated, Persona.ExpiredContractor).ShouldAllBe(account => !account.Managed && account.Seats.Any());
        Of(emulated, Persona.ExpiredContractor).SelectMany(account => Days(account, _ => true)).ShouldAllBe(days => days < 11);
    }

    [Fact]
    public void One_group_gives_many_people_a_product_they_do_not_use_and_another_does_not()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var organisation = Organisation.Generate(500, seed, new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
            Unused(organisation, "analytics").ShouldBeGreaterThanOrEqualTo(0.4, $"seed {seed}");
            Unused(organisation, "everyone-acme").ShouldBeLessThan(0.4);
        }

        static double Unused(Organisation organisation, string name)
        {
            var group = organisation.Groups.First(group => group.Name == name);
            var members = organisation.Accounts.Where(account => account.Groups.Contains(group) && account is { Status: AccountStatus.Active, Membership: MembershipStatus.Active }).ToArray();
            members.Length.ShouldBeGreaterThanOrEqualTo(10);
            return group.Grants.Max(grant => (double)members.Count(account => account.LastActive(grant.Resource!) is not { } seen || seen < organisation.Now.AddDays(-90)) / members.Length);
        }
    }

    static Account[] Of(Emulated emulated, Persona persona)
    {
        var found = emulated.Server.Organisation.Accounts.Where(account => account.Persona == persona).ToArray();
        found.ShouldNotBeEmpty();
        return found;
    }

    static DateTimeOffset[] Seen(JsonElement user) => [.. user.GetProperty("productAccess").EnumerateArray().Select(access => access.GetProperty("lastActiveTimestamp").GetDateTimeOffset())];

    static async Task<int> CountAsync(Emulated emulated, string jql) => (await emulated.JiraAsync(jql)).Body.GetProperty("count").GetInt32();

    static Task<int> UpdatesAsync(Emulated emulated, Account account, string type) => CountAsync(emulated, $"issuekey in updatedBy(\"{account.Id}\", \"-90d\") AND projectType = \"{type}\"");

    static async Task<Dictionary<string, JsonElement>> ManagedAsync(Emulated emulated)
    {
        var found = new Dictionary<string, JsonElement>();
        for (var url = $"/admin/v1/orgs/{emulated.Server.Org}/users"; url.Length > 0;)
        {
            var (_, page) = await emulated.GetAsync(url);
            foreach (var user in page.GetProperty("data").EnumerateArray()) found.Add(user.GetProperty("account_id").GetString()!, user);
            url = page.GetProperty("links").TryGetProperty("next", out var next) ? new Uri(next.GetString()!).PathAndQuery : "";
        }

        return found;
    }
}
