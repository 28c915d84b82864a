using System.Text.Json;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

public sealed class PossessionFacts
{
    [Theory]
    [InlineData("filter")]
    [InlineData("dashboard")]
    public async Task Only_shared_ones_of_others_are_listed_and_idle_people_own_some(string kind)
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 3_000 });
        var seen = new List<JsonElement>();
        for (var start = 0; ; start += 50)
        {
            var (_, page) = await emulated.JiraGetAsync($"{kind}/search?expand=owner,sharePermissions&startAt={start}");
            seen.AddRange(page.GetProperty("values").EnumerateArray());
            page.GetProperty("total").GetInt32().ShouldBeGreaterThan(50);
            if (page.GetProperty("isLast").GetBoolean()) break;
        }

        static string Owner(JsonElement item) => item.GetProperty("owner").GetProperty("accountId").GetString()!;
        seen.Select(item => item.GetProperty("id").GetString()).ShouldBeUnique();
        seen.ShouldAllBe(item => item.GetProperty("sharePermissions").GetArrayLength() == 1);
        seen.Select(item => item.GetProperty("sharePermissions")[0].GetProperty("type").GetString()).Distinct().ShouldBe(["group", "project", "loggedin", "global"], ignoreOrder: true);
        var idle = seen.First(item => emulated.Server.Organisation.Accounts.Find(Owner(item))!.Value.Persona == Persona.IdleEverywhere);
        var (_, theirs) = await emulated.JiraGetAsync($"{kind}/search?accountId={Uri.EscapeDataString(Owner(idle))}&expand=sharePermissions");
        theirs.GetProperty("values").EnumerateArray().Select(item => item.GetProperty("id").GetString()).ShouldBe(seen.Where(item => Owner(item) == Owner(idle)).Select(item => item.GetProperty("id").GetString()));
        theirs.GetProperty("values")[0].TryGetProperty("owner", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_admin_may_list_private_filters_too()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 1_000 });
        async Task<int> Total(string query) => (await emulated.JiraGetAsync($"filter/search{query}")).Body.GetProperty("total").GetInt32();
        (await Total("?overrideSharePermissions=true")).ShouldBeGreaterThan(await Total(""));
        var (_, page) = await emulated.JiraGetAsync("filter/search?overrideSharePermissions=true&expand=sharePermissions&maxResults=100");
        page.GetProperty("values").EnumerateArray().ShouldContain(filter => filter.GetProperty("sharePermissions").GetArrayLength() == 0);
    }

    [Theory]
    [InlineData("filter/search?owner=admin")]
    [InlineData("dashboard/search?expand=everything")]
    [InlineData("filter/search?startAt=-1")]
    public async Task Wrong_questions_are_refused(string path)
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 50 });
        (await emulated.JiraGetAsync(path)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Somebody_unknown_owns_nothing()
    {
        await using var emulated = await Emulated.StartAsync(new() { Users = 50 });
        (await emulated.JiraGetAsync("filter/search?accountId=nobody")).Body.GetProperty("total").GetInt32().ShouldBe(0);
    }
}
