using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>Who may sign in, over the API, on the pages and on the command line: the same calls.</summary>
public sealed class PeopleApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_admin_adds_changes_and_removes_somebody_and_the_log_names_who_did_it()
    {
        await using var served = await ServedAsync();
        using var admin = await served.AsAsync(SignInRole.Admin);

        using var added = await admin.PostAsJsonAsync("/api/v1/people", new { name = "Zoë", roles = new[] { "viewer" } }, Cancel);
        added.StatusCode.ShouldBe(HttpStatusCode.Created);
        var link = (await added.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("url").GetString()!;
        link.ShouldStartWith($"{served.Server.Url}link/");
        using var again = await admin.PostAsJsonAsync("/api/v1/people", new { name = "zoé", roles = new[] { "viewer" } }, Cancel);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict, "names that differ in case and accents only are one");
        (await admin.PutAsJsonAsync("/api/v1/people/Zoë/roles", new { roles = new[] { "operator", "approver" } }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.PostAsync("/api/v1/people/Zoë/unlock", null, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.PostAsJsonAsync("/api/v1/people/Zoë/link", new { takeAuthenticator = true }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var listed = (await admin.GetFromJsonAsync<JsonElement>("/api/v1/people", Cancel)).EnumerateArray().Single(p => p.GetProperty("name").GetString() == "Zoë");
        listed.GetProperty("state").GetString().ShouldBe("invited");
        listed.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["operator", "approver"]);
        (await admin.DeleteAsync("/api/v1/people/zoe", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync("/api/v1/people/zoe", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var log = (await served.Premises.JsonAsync("audit list --chain installation")).EnumerateArray().ToList();
        log.Where(e => e.GetProperty("actor").GetString() == "grace-admin").Select(e => e.GetProperty("action").GetString())
            .ShouldBe(["token.create", "person.add", "person.roles", "person.unlock", "person.link", "person.remove"]);
        log[^1].GetRawText().ShouldContain("Zo");
    }

    [Theory]
    [InlineData("", "viewer", "name")]
    [InlineData(" ", "viewer", "name")]
    [InlineData("schedule", "viewer", "name")]
    [InlineData("a\u202Eb", "viewer", "name")]
    [InlineData("ann", null, "roles")]
    public async Task A_name_that_is_none_and_nobody_without_a_role_is_taken(string name, string? role, string gate)
    {
        await using var served = await ServedAsync();
        using var admin = await served.AsAsync(SignInRole.Admin);

        using var answer = await admin.PostAsJsonAsync("/api/v1/people", new { name, roles = role is null ? [] : new[] { role } }, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("gate").GetString().ShouldBe(gate);
    }

    [Fact]
    public async Task The_last_admin_can_neither_be_removed_nor_lose_the_role()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        // Whom the harness made, so that the server is set up.
        (await admin.SendAsync("/people", "/people/remove", ("name", "root"))).Status.ShouldBe(303);

        (await admin.SendAsync("/people", "/people/remove", ("name", "grace-admin"))).Html.ShouldContain("Somebody has to be an admin");
        (await admin.SendAsync("/people", "/people/roles", ("name", "grace-admin"), ("role", "viewer"))).Html.ShouldContain("Somebody has to be an admin");
        await admin.SendAsync("/people", "/people", ("name", "ann"), ("role", "admin"));
        (await admin.SendAsync("/people", "/people/remove", ("name", "grace-admin"))).Status.ShouldBe(400, "an admin who has no password yet is none");
        await served.PersonAsync(SignInRole.Admin, "bob");

        (await admin.SendAsync("/people", "/people/remove", ("name", "grace-admin"))).Status.ShouldBe(303);
        (await admin.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_admins_who_remove_each_other_at_once_leave_one()
    {
        await using var served = await ServedAsync();
        using var ann = await served.AsAsync(SignInRole.Admin, "ann");
        using var bob = await served.AsAsync(SignInRole.Admin, "bob");
        await ann.DeleteAsync("/api/v1/people/root", Cancel);

        await Task.WhenAll(ann.DeleteAsync("/api/v1/people/bob", Cancel), bob.DeleteAsync("/api/v1/people/ann", Cancel));

        (await served.Workplace.Store.SignInsAsync(Cancel)).Count(p => p.IsAdmin).ShouldBe(1);
    }

    private static async Task<Served> ServedAsync() => await Served.OverAsync(await Server.Premises.StartAsync());
}
