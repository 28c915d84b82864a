using System.Net;
using System.Text.Json;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

public sealed class UsersApiTests
{
    [Fact]
    public async Task Users_are_those_of_the_verb_in_its_shape()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var users = await viewer.AskAsync("/users?take=1000");

        users.Text.ShouldBe((await served.Premises.JsonAsync("users list")).GetRawText());
        users.Total.ShouldBe(users.Json.GetArrayLength());
    }

    [Fact]
    public async Task Users_are_found_by_text_kind_status_claim_product_and_site()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var all = (await viewer.AskAsync("/users?take=1000")).Json.EnumerateArray().ToList();
        var site = all.SelectMany(u => u.GetProperty("seats").EnumerateArray()).First().GetProperty("site").GetString()!;

        await SameAsync("kind=service,bot", u => u.GetProperty("kind").GetString() is "service" or "bot");
        await SameAsync("status=active", u => u.GetProperty("status").GetString() == "active");
        await SameAsync("claim=managed", u => u.GetProperty("claim").GetString() == "managed");
        await SameAsync("product=confluence&kind=human", u => u.GetProperty("kind").GetString() == "human" && u.GetProperty("seats").EnumerateArray().Any(s => s.GetProperty("product").GetString() == "confluence"));
        await SameAsync($"site={site}", u => u.GetProperty("seats").EnumerateArray().Any(s => s.GetProperty("site").GetString() == site));
        (await viewer.AskAsync("/users?search=%25")).Total.ShouldBe(0);
        (await viewer.AskAsync("/users?status=%00")).Total.ShouldBe(0);

        async Task SameAsync(string query, Func<JsonElement, bool> like)
        {
            var wanted = all.Where(like).Select(u => u.GetProperty("accountId").GetString()).ToList();
            wanted.Count.ShouldBeInRange(1, all.Count - 1, query);
            var found = await viewer.AskAsync($"/users?take=1000&{query}");
            found.Of("accountId").ShouldBe(wanted, query);
            found.Total.ShouldBe(wanted.Count);
        }
    }

    [Fact]
    public async Task Users_are_sorted_by_when_they_came_with_those_of_whom_nobody_knows_last()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        foreach (var (sort, turn) in new[] { ("added", 1), ("-added", -1) })
        {
            var added = (await viewer.AskAsync($"/users?take=1000&sort={sort}")).Json.EnumerateArray().Select(u => u.GetProperty("addedToOrg")).Select(a => a.ValueKind == JsonValueKind.Null ? (DateTimeOffset?)null : a.GetDateTimeOffset()).ToList();
            var known = added.TakeWhile(a => a is not null).Select(a => turn * a!.Value.UtcTicks).ToList();
            known.Count.ShouldBeGreaterThan(1);
            known.ShouldBe(known.Order());
            added.Skip(known.Count).ShouldAllBe(a => a == null);
        }
    }

    [Fact]
    public async Task P27_Everything_kept_about_a_person_is_shown_and_handed_over_as_the_verb_shows_it()
    {
        await using var served = await Served.ScannedAsync();
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        var (_, account) = await served.Premises.AFindingAsync();

        var shown = await viewer.AskAsync($"/users/{account}");

        shown.Text.ShouldBe((await served.Premises.JsonAsync($"users show {account}")).GetRawText());
        (await viewer.AskAsync($"/users/{account}/export")).Text.ShouldBe(shown.Text);
        (await viewer.AskAsync("/users/nobody")).Gate.ShouldBe("no-account");
    }

    [Fact]
    public async Task P27_A_person_is_forgotten_by_an_admin_who_types_the_id_again()
    {
        await using var served = await Served.ScannedAsync();
        using var admin = await served.AsAsync(SignInRole.Admin);
        var (_, account) = await served.Premises.AFindingAsync();

        var untyped = await admin.TellAsync($"/users/{account}/forget", new { confirm = "yes" });
        (untyped.Status, (await admin.AskAsync($"/users/{account}")).Status).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.OK));
        var forgotten = await admin.TellAsync($"/users/{account}/forget", new { confirm = account });

        forgotten.Json.GetProperty("wasKept").GetBoolean().ShouldBeTrue();
        (await admin.AskAsync($"/users/{account}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await admin.AskAsync($"/users?search={account}")).Total.ShouldBe(0);
        (await served.LoggedAsync("person.forget")).Single().GetProperty("actor").GetString().ShouldBe("grace-admin");
    }
}
