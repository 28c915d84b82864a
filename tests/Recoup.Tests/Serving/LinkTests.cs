using System.Net;
using Recoup.Engine;
using Recoup.Server.SigningIn;

namespace Recoup.Tests.Serving;

/// <summary>The first admin, and links by which people choose a password.</summary>
public sealed class LinkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_answers_before_somebody_is_an_admin_but_what_makes_one()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync(), setUp: false);
        using var client = served.Anybody();
        var answers = new List<string>();
        foreach (var route in served.Server.Routes)
        {
            var method = route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods.Single();
            using var request = new HttpRequestMessage(new(method), route.RoutePattern.RawText!.Replace("{", "x").Replace("}", "x"));
            using var answer = await client.SendAsync(request, Cancel);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                answers.Add($"{method} {route.RoutePattern.RawText} {(int)answer.StatusCode}");
            else
                (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("not-set-up");
        }

        answers.ShouldBe(["GET /health 200", "GET /ready 200", "GET /recoup.css 200", "GET /icon.svg 200", "GET /live.js 200", "GET /recoup.js 200", "GET /turbo.js 200", "GET /echarts.js 200", "GET /link/{secret} 404", "POST /link/{secret} 400"], ignoreOrder: true);
        (await client.GetAsync("/no/such/path", Cancel)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_set_up_link_makes_the_first_admin_and_is_of_no_use_then()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync(), setUp: false);
        var links = new Links(new(served.Workplace));
        var (first, second) = ($"/link/{await links.SetUpAsync("ada", Cancel)}", $"/link/{await links.SetUpAsync("ada", Cancel)}");
        using var browser = served.Browse();

        (await browser.GoAsync(first)).Html.ShouldContain("Set up the first admin");
        (await browser.GoAsync(first)).Status.ShouldBe(200, "opening it uses nothing up");
        (await browser.SendAsync(first, ("name", "zoë"), ("chosen", "short"))).Html.ShouldContain("15 to 128 characters");
        (await browser.SendAsync(first, ("name", "schedule"), ("chosen", Served.Password))).Status.ShouldBe(400);
        (await browser.SendAsync(first, ("name", "zoë"), ("chosen", Served.Password))).Html.ShouldContain("The password is kept");

        (await browser.SignInAsync("zoë", Served.Password)).To.ShouldBe("/");
        (await browser.GoAsync("/people")).Html.ShouldContain("<bdi>zo&#xEB;</bdi>");
        (await browser.GoAsync(first)).Status.ShouldBe(404);
        (await browser.GoAsync(second)).Status.ShouldBe(404);
        (await links.SetUpAsync("ada", Cancel)).ShouldBeNull();
        (await served.Premises.ActionsAsync("--chain installation")).ShouldBe(["set-up.link", "set-up.link", "set-up.end", "session.begin"]);
    }

    [Fact]
    public async Task The_set_up_link_lasts_an_hour()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync(), setUp: false);
        var link = $"/link/{await new Links(new(served.Workplace)).SetUpAsync("ada", Cancel)}";
        using var browser = served.Browse();

        served.Premises.Shell.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        (await browser.GoAsync(link)).Status.ShouldBe(200);
        served.Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
        (await browser.SendAsync(link, ("name", "zoë"), ("chosen", Served.Password))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Somebody_is_added_chooses_a_password_by_the_link_and_signs_in()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        using var browser = served.Browse();

        var link = (await admin.SendAsync("/people", "/people", ("name", " Zoë <b> "), ("role", "operator"), ("role", "viewer"))).Link;
        (await admin.GoAsync("/people")).Html.ShouldContain("Invited; without an authenticator; never signed in.");
        (await browser.SignInAsync("Zoë <b>", "")).Status.ShouldBe(400);
        var page = await browser.GoAsync(link);
        page.Html.ShouldContain("<bdi>Zo&#xEB; &lt;b&gt;</bdi>");
        (await browser.SendAsync(link, ("chosen", Served.Password))).Status.ShouldBe(200);
        (await browser.SendAsync(link, ("chosen", "a second password by the same link"))).Status.ShouldBe(404);

        (await browser.SignInAsync("Zoë <b>", Served.Password)).To.ShouldBe("/");
        (await browser.GoAsync("/")).Html.ShouldContain("Your roles: viewer, operator.");
        served.Premises.Shell.Files().ShouldNotContain(link.Split('/')[^1]);
    }

    [Fact]
    public async Task A_link_lasts_24_hours_and_a_newer_one_takes_its_place()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        using var browser = served.Browse();
        var first = (await admin.SendAsync("/people", "/people", ("name", "ann"), ("role", "viewer"))).Link;
        var second = (await admin.SendAsync("/people", "/people/link", ("name", "ann"))).Link;

        (await browser.GoAsync(first)).Status.ShouldBe(404);
        served.Premises.Shell.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await browser.GoAsync(second)).Status.ShouldBe(200);
        served.Premises.Shell.Time.Advance(TimeSpan.FromSeconds(1));
        (await browser.SendAsync(second, ("chosen", Served.Password))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_reset_unlocks_ends_every_session_and_leaves_the_authenticator_unless_it_says_so()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        using var ann = await served.SignedInAsync(SignInRole.Viewer, "ann");
        var person = await served.PersonAsync(SignInRole.Viewer, "ann");
        var protectedSecret = new Authenticators(served.Workplace).Protect("ann", Authenticators.NewSecret());
        await served.Workplace.Store.KeepAsync(new(SignInBook.Event("ann", "authenticator.on")) { Person = person with { Authenticator = protectedSecret, LockedUntil = DateTimeOffset.MaxValue } }, Cancel);
        using var browser = served.Browse();

        var link = (await admin.SendAsync("/people", "/people/link", ("name", "ann"))).Link;
        (await ann.IsInAsync()).ShouldBeTrue("making a link changes nothing");
        await browser.SendAsync(link, link, ("chosen", "another horse another staple"));
        (await ann.IsInAsync()).ShouldBeFalse();
        (await browser.SignInAsync("ann", Served.Password)).Status.ShouldBe(400);
        (await browser.SignInAsync("ann", "another horse another staple")).Html.ShouldContain("Code of your authenticator");

        link = (await admin.SendAsync("/people", "/people/link", ("name", "ann"), ("authenticator", "take"))).Link;
        (await browser.GoAsync(link)).Html.ShouldContain("The authenticator is taken away");
        await browser.SendAsync(link, link, ("chosen", "a third horse and staple"));
        (await browser.SignInAsync("ann", "a third horse and staple")).To.ShouldBe("/");
        (await served.Premises.ActionsAsync("--chain installation")).ShouldContain("person.link");
    }

    [Fact]
    public async Task A_link_of_somebody_who_was_removed_leads_nowhere()
    {
        await using var served = await ServedAsync();
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        var link = (await admin.SendAsync("/people", "/people", ("name", "ann"), ("role", "viewer"))).Link;
        await admin.SendAsync("/people", "/people/remove", ("name", "ann"));
        using var browser = served.Browse();

        (await browser.GoAsync(link)).Status.ShouldBe(404);
    }

    private static async Task<Served> ServedAsync() => await Served.OverAsync(await Server.Premises.StartAsync());
}
