namespace Recoup.Tests.Emulator;

/// <summary>Who is an agent of a service project, as a client can find out.</summary>
static class Agents
{
    /// <summary>Ids of the groups and of the accounts that hold the permission of an agent in any project, by role or without one.</summary>
    public static async Task<(HashSet<string> Groups, HashSet<string> People)> OfAsync(Emulated emulated)
    {
        var (groups, people, holders) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        var (_, projects) = await emulated.JiraGetAsync("project/search?typeKey=service_desk");
        foreach (var key in projects.GetProperty("values").EnumerateArray().Select(project => project.GetProperty("key").GetString()))
        {
            var (_, scheme) = await emulated.JiraGetAsync($"project/{key}/permissionscheme?expand=permissions");
            foreach (var holder in scheme.GetProperty("permissions").EnumerateArray().Where(grant => grant.GetProperty("permission").GetString() == "SERVICEDESK_AGENT").Select(grant => grant.GetProperty("holder")))
            {
                var value = holder.GetProperty("value").GetString()!;
                holders.Add(holder.GetProperty("type").GetString()!);
                if (holder.GetProperty("type").GetString() == "group") groups.Add(value);
                else if (holder.GetProperty("type").GetString() == "user") people.Add(value);
                else await AddActorsAsync($"project/{key}/role/{value}");
            }
        }

        holders.ShouldBe(["projectRole", "group", "user"], ignoreOrder: true);
        return (groups, people);

        async Task AddActorsAsync(string role)
        {
            foreach (var actor in (await emulated.JiraGetAsync(role)).Body.GetProperty("actors").EnumerateArray())
                if (actor.TryGetProperty("actorGroup", out var group)) groups.Add(group.GetProperty("groupId").GetString()!);
                else people.Add(actor.GetProperty("actorUser").GetProperty("accountId").GetString()!);
        }
    }
}
