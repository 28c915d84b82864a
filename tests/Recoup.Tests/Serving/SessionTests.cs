using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;
using Recoup.Server.SigningIn;
using Recoup.Storage.SignIns;

namespace Recoup.Tests.Serving;

/// <summary>How long a session lasts, what ends it, and that every replica knows.</summary>
public sealed class SessionTests
{
    private const string Name = "grace-viewer";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_lies_unused_for_30_minutes_is_over()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);

        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(29));
        (await browser.IsInAsync()).ShouldBeTrue();
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(29));
        (await browser.IsInAsync()).ShouldBeTrue();
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(30));
        (await browser.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_in_use_is_over_after_12_hours()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);

        for (var i = 0; i < 35; i++)
        {
            served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(20));
            (await browser.IsInAsync()).ShouldBeTrue($"after {20 * (i + 1)} minutes");
        }

        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(20));
        (await browser.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_is_good_at_every_replica_and_over_at_every_one()
    {
        await using var served = await ServedAsync();
        await using var other = await served.ReplicaAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        var session = (await served.Workplace.Store.SessionsAsync(Name, DateTimeOffset.MinValue, Cancel)).Single();
        using var elsewhere = await served.SignedInAsync(SignInRole.Viewer, at: other);

        (await elsewhere.SendAsync("/account", "/account/sessions/end", ("id", session.Id))).Status.ShouldBe(303);

        (await browser.IsInAsync()).ShouldBeFalse();
        (await elsewhere.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_ends_or_sees_the_session_of_somebody_else()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        using var other = await served.SignedInAsync(SignInRole.Admin);
        var session = (await served.Workplace.Store.SessionsAsync(Name, DateTimeOffset.MinValue, Cancel)).Single();

        (await other.GoAsync("/account")).Html.ShouldNotContain(session.Id);
        (await other.SendAsync("/account/sessions/end", ("id", session.Id))).Status.ShouldBe(404);

        (await browser.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task All_others_end_when_asked_and_when_the_password_is_changed()
    {
        await using var served = await ServedAsync();
        using var first = await served.SignedInAsync(SignInRole.Viewer);
        using var second = await served.SignedInAsync(SignInRole.Viewer);
        (await second.SendAsync("/account", "/account/sessions/end-others")).Status.ShouldBe(303);
        (await first.IsInAsync()).ShouldBeFalse();
        (await second.IsInAsync()).ShouldBeTrue();
        await first.SignInAsync(Name, Served.Password);

        (await first.SendAsync("/account", "/account/password", ("password", Served.Password), ("chosen", "another horse another staple"))).Status.ShouldBe(303);

        (await second.IsInAsync()).ShouldBeFalse();
        (await first.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_the_browser_was_in_and_makes_another_secret()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();
        var first = (await browser.SignInAsync(Name, Served.Password)).Cookies.Single(c => c.StartsWith("recoup=", StringComparison.Ordinal));
        var second = (await browser.SignInAsync(Name, Served.Password)).Cookies.Single(c => c.StartsWith("recoup=", StringComparison.Ordinal));

        second.ShouldNotBe(first);
        (await served.Workplace.Store.SessionsAsync(Name, DateTimeOffset.MinValue, Cancel)).Count.ShouldBe(1);
        served.Premises.Shell.Files().ShouldNotContain(second.Split('=', ';')[1], customMessage: "only its hash is kept");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_once_and_so_is_somebody_who_is_removed()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        await served.PersonAsync(SignInRole.Operator, "ann");
        await served.PersonAsync(SignInRole.Viewer, "ann");
        using var ann = await served.SignedInAsync(SignInRole.Operator, "ann");
        using var script = await served.AsAsync(SignInRole.Operator, "ann");
        using var reader = await served.AsAsync(SignInRole.Viewer, "ann");
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.SendAsync("/people", "/people/roles", ("name", "ann"), ("role", "viewer"))).Status.ShouldBe(303);

        (await ann.GoAsync("/")).Html.ShouldContain("Your roles: viewer.");
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await reader.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await admin.SendAsync("/people", "/people/remove", ("name", "ann"))).Status.ShouldBe(303);

        (await ann.IsInAsync()).ShouldBeFalse();
        (await reader.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await served.PersonAsync(SignInRole.Operator, "ann");
        await served.PersonAsync(SignInRole.Viewer, "ann");
        (await ann.IsInAsync()).ShouldBeFalse("somebody else of that name is another person");
        (await reader.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_is_made_with_the_password_shown_once_and_taken_back()
    {
        await using var served = await ServedAsync();
        using var browser = await served.SignedInAsync(SignInRole.Operator);
        (await browser.SendAsync("/account", "/account/tokens", ("label", "nightly"), ("role", "operator"), ("days", "30"), ("password", "wrong"))).Status.ShouldBe(400);
        (await browser.SendAsync("/account", "/account/tokens", ("label", "nightly"), ("role", "admin"), ("days", "30"), ("password", Served.Password))).Html.ShouldContain("you are no admin");
        (await browser.SendAsync("/account", "/account/tokens", ("label", "nightly"), ("role", "operator"), ("days", "366"), ("password", Served.Password))).Html.ShouldContain("1 to 365 days");

        var secret = (await browser.SendAsync("/account", "/account/tokens", ("label", "nightly"), ("role", "operator"), ("days", "30"), ("password", Served.Password))).Secrets.Single();
        using var script = served.Anybody();
        script.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        var session = await script.GetFromJsonAsync<JsonElement>("/api/v1/session", Cancel);
        var token = (await script.GetFromJsonAsync<JsonElement>("/api/v1/tokens", Cancel)).EnumerateArray().Single();

        session.GetProperty("name").GetString().ShouldBe("grace-operator");
        session.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["operator"]);
        token.GetProperty("secret").ValueKind.ShouldBe(JsonValueKind.Null);
        token.GetProperty("ending").GetString().ShouldBe(secret[^4..]);
        (await browser.GoAsync("/account")).Html.ShouldNotContain(secret);
        served.Premises.Shell.Files().ShouldNotContain(secret);
        (await script.DeleteAsync($"/api/v1/tokens/{token.GetProperty("id").GetString()}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await served.Premises.ActionsAsync("--chain installation")).TakeLast(3).ShouldBe(["sign-in.fail", "token.create", "token.remove"]);
    }

    [Fact]
    public async Task A_token_ends_on_its_day()
    {
        await using var served = await ServedAsync();
        using var script = await served.AsAsync(SignInRole.Viewer);

        served.Premises.Shell.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
        (await script.GetAsync("/api/v1/session", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_over_the_API_asks_for_the_password_and_a_leaked_token_makes_no_other()
    {
        await using var served = await ServedAsync();
        using var script = await served.AsAsync(SignInRole.Operator);

        using var refused = await script.PostAsJsonAsync("/api/v1/tokens", new { password = "wrong", label = "more", role = "operator", days = 5 }, Cancel);
        using var made = await script.PostAsJsonAsync("/api/v1/tokens", new { password = Served.Password, label = "more", role = "operator", days = 5 }, Cancel);

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("password-wrong");
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("secret").GetString()!.ShouldStartWith(TokenSecret.Prefix);
    }

    [Fact]
    public async Task A_browser_uses_the_API_with_the_form_token_of_its_session()
    {
        await using var served = await ServedAsync();
        await served.PersonAsync(SignInRole.Viewer);
        using var handler = new SocketsHttpHandler { UseProxy = false, CookieContainer = new() };
        using var client = new HttpClient(handler) { BaseAddress = served.Server.Url };
        using var browser = served.Browse();
        var cookie = (await browser.SignInAsync("grace-viewer", Served.Password)).Cookies.Single(c => c.StartsWith("recoup=", StringComparison.Ordinal)).Split('=', ';')[1];
        handler.CookieContainer.Add(served.Server.Url, new Cookie("recoup", cookie));
        var formToken = (await client.GetFromJsonAsync<JsonElement>("/api/v1/session", Cancel)).GetProperty("formToken").GetString();

        (await client.PostAsJsonAsync("/api/v1/tokens", new { password = Served.Password, label = "x" }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        client.DefaultRequestHeaders.Add("X-Form-Token", formToken);

        (await client.PostAsJsonAsync("/api/v1/tokens", new { password = Served.Password, label = "x" }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public void A_session_ends_at_the_earlier_of_its_two_ends()
    {
        var began = new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

        new Session("", Name, began, began).Until.ShouldBe(began.AddMinutes(30));
        new Session("", Name, began, began.AddHours(11.75)).Until.ShouldBe(began.AddHours(12));
    }

    private static async Task<Served> ServedAsync() => await Served.OverAsync(await Server.Premises.StartAsync());
}
