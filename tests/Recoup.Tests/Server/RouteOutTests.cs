using System.Text.Json;
using Recoup.Server;

namespace Recoup.Tests.Server;

/// <summary><c>recoup route-out pack|list</c>.</summary>
public sealed class RouteOutTests
{
    private static async Task<string> PackedAsync(Premises premises, string more = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(premises.Shell.Write("beside", ""))!, $"pack-{premises.Shell.Time.GetUtcNow().Ticks}");
        (await premises.DoneAsync($"route-out pack {folder} {more}")).ShouldContain("handed over");
        return folder;
    }

    private static async Task<List<JsonElement>> RoutedAsync(Premises premises) =>
        [.. (await premises.JsonAsync("recommendations list --tier certain,probable")).EnumerateArray()
            .Where(f => f.GetProperty("action").GetString() == "route-out" && f.GetProperty("supersededBy").ValueKind == JsonValueKind.Null)];

    [Fact]
    public async Task A_pack_has_a_line_for_each_change_and_a_file_for_each_group_that_the_identity_provider_keeps()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        var routed = await RoutedAsync(premises);

        var folder = await PackedAsync(premises);
        var okta = await File.ReadAllLinesAsync(Path.Combine(folder, "okta.csv"), TestContext.Current.CancellationToken);
        var entra = await File.ReadAllLinesAsync(Path.Combine(folder, "entra-everyone-acme.csv"), TestContext.Current.CancellationToken);
        var ticket = await File.ReadAllTextAsync(Path.Combine(folder, "ticket.txt"), TestContext.Current.CancellationToken);

        routed.Count.ShouldBeGreaterThan(5);
        okta[0].ShouldBe("login,action,group,reason,finding");
        routed.ShouldAllBe(f => okta.Any(line => line.EndsWith(f.GetProperty("id").GetString()!, StringComparison.Ordinal)));
        entra[0].ShouldBe("Member object ID or user principal name [memberObjectIdOrUpn] Required");
        entra.Skip(1).ShouldNotBeEmpty();
        entra.Skip(1).ShouldAllBe(line => line.Contains('@') && !line.Contains(','));
        entra.Skip(1).ShouldBeUnique();
        ticket.ShouldContain("Remove from groups:");
        ticket.ShouldContain($"everyone-acme: {entra.Length - 1} people");
    }

    [Fact]
    public async Task What_was_handed_over_is_followed_until_the_seat_drops()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        await PackedAsync(premises);
        var before = (await premises.JsonAsync("route-out list")).EnumerateArray().ToList();
        var id = before[0].GetProperty("id").GetString()!;
        var account = (await premises.FindingAsync(id)).GetProperty("accountId").GetString()!;

        await SuspendAsync(premises, account);
        await premises.DoneAsync("scan");
        var after = (await premises.JsonAsync("route-out list")).EnumerateArray().ToList();

        before.ShouldAllBe(r => !r.GetProperty("dropped").GetBoolean());
        after.Count.ShouldBe(before.Count);
        after.Single(r => r.GetProperty("id").GetString() == id).GetProperty("state").GetString().ShouldBe("done: the account is suspended");
        after.Count(r => r.GetProperty("dropped").GetBoolean()).ShouldBe(1);
    }

    /// <summary>As the identity provider does it.</summary>
    private static async Task SuspendAsync(Premises premises, string account)
    {
        using var http = new HttpClient { BaseAddress = premises.Emulator.Api, DefaultRequestHeaders = { { "Authorization", $"Bearer {premises.Emulator.Key}" } } };
        var directories = JsonDocument.Parse(await http.GetStringAsync($"admin/v2/orgs/{premises.Org}/directories", TestContext.Current.CancellationToken));
        foreach (var directory in directories.RootElement.GetProperty("data").EnumerateArray())
            await http.PostAsync($"admin/v2/orgs/{premises.Org}/directories/{directory.GetProperty("directoryId").GetString()}/users/{Uri.EscapeDataString(account)}/suspend", null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Nothing_is_handed_over_twice_unless_asked_for()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        var first = await PackedAsync(premises);

        (await premises.DoneAsync($"route-out pack {first}-b")).ShouldContain("Nothing to hand over");
        var again = await PackedAsync(premises, "--again");

        (await File.ReadAllTextAsync(Path.Combine(again, "okta.csv"), TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllTextAsync(Path.Combine(first, "okta.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_left_alone()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);
        var folder = Path.GetDirectoryName(premises.Shell.Write("something", ""))!;

        var refused = await premises.RunAsync($"route-out pack {folder}");

        (refused.Code, refused.Error).ShouldBe((ExitCode.Failed, $"The folder {folder} is not empty. Name a new one: an earlier pack may still be under way.\n"));
        (await premises.DoneAsync("route-out list")).ShouldContain("Nothing was handed over yet");
    }

    [Fact]
    public async Task P14_Handing_over_leaves_its_entry()
    {
        await using var premises = await Premises.ScannedAsync(users: 300);

        await PackedAsync(premises);

        (await premises.ActionsAsync()).ShouldContain("route-out.pack");
    }
}
