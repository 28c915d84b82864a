using System.Net;
using System.Security.Cryptography;
using Recoup.Engine;
using Recoup.Server;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;

namespace Recoup.Tests.Serving;

/// <summary>Signing in through the operator's OpenID provider.</summary>
public sealed class ProviderTests : IAsyncDisposable
{
    private FakeProvider _provider = null!;
    private Served _served = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_opens_an_invitation_through_the_provider_is_that_person_from_then_on()
    {
        await StartAsync();
        using var admin = await _served.SignedInAsync(SignInRole.Admin);
        var link = (await admin.SendAsync("/people", "/people", ("name", "ann"), ("role", "operator"))).Link;
        using var browser = _served.Browse();
        (await browser.GoAsync(link)).Html.ShouldContain($"href=\"{link}/provider\"");

        var entered = await CompleteAsync(browser, $"{link}/provider", "subject-1");

        entered.Status.ShouldBe(200);
        entered.Html.ShouldContain("<meta http-equiv=\"refresh\" content=\"0;url=/\"");
        entered.Cookies.ShouldContain(c => c.StartsWith("recoup=", StringComparison.Ordinal) && c.Contains("samesite=strict"));
        (await browser.GoAsync("/")).Html.ShouldContain("<bdi>ann</bdi>");
        (await browser.GoAsync(link)).Status.ShouldBe(404, "it was used");
        using var later = _served.Browse();
        await CompleteAsync(later, "/sign-in/provider", "subject-1");
        (await later.GoAsync("/")).Html.ShouldContain("<bdi>ann</bdi>");
        (await _served.Premises.ActionsAsync("--chain installation")).TakeLast(2).ShouldBe(["session.begin-bound", "session.begin"]);
    }

    [Fact]
    public async Task A_verified_address_that_is_somebodys_name_binds_them_once_and_one_that_is_not_verified_does_not()
    {
        await StartAsync();
        await _served.PersonAsync(SignInRole.Viewer, "ann@example.test");
        using var browser = _served.Browse();

        (await CompleteAsync(browser, "/sign-in/provider", "subject-1", "ann@example.test", verified: false)).Html.ShouldContain("nobody here is that");
        (await CompleteAsync(browser, "/sign-in/provider", "subject-1", "Ann@example.test")).Status.ShouldBe(200);
        (await browser.IsInAsync()).ShouldBeTrue();
        using var other = _served.Browse();
        (await CompleteAsync(other, "/sign-in/provider", "subject-2", "ann@example.test")).Status.ShouldBe(400);
        (await other.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_is_made_by_signing_in()
    {
        await StartAsync();
        using var browser = _served.Browse();

        (await CompleteAsync(browser, "/sign-in/provider", "stranger", "stranger@example.test")).Html.ShouldContain("nobody here is that");

        (await browser.IsInAsync()).ShouldBeFalse();
        (await _served.Workplace.Store.SignInsAsync(Cancel)).Select(p => p.Name).ShouldBe(["root"]);
    }

    [Fact]
    public async Task A_wrong_nonce_a_wrong_state_a_wrong_key_and_no_signature_let_nobody_in()
    {
        await StartAsync();
        await _served.PersonAsync(SignInRole.Viewer, "ann@example.test");
        using var browser = _served.Browse();

        _provider.Nonce = "made-up";
        await RefusedAsync(await CompleteAsync(browser, "/sign-in/provider", "subject-1", "ann@example.test"));
        _provider.Nonce = null;
        using var other = RSA.Create(2048);
        _provider.OtherKey = other;
        await RefusedAsync(await CompleteAsync(browser, "/sign-in/provider", "subject-1", "ann@example.test"));
        _provider.OtherKey = null;
        _provider.Signs = false;
        await RefusedAsync(await CompleteAsync(browser, "/sign-in/provider", "subject-1", "ann@example.test"));
        _provider.Signs = true;
        var back = _provider.Consent((await browser.GoAsync("/sign-in/provider")).To!, "subject-1", "ann@example.test");
        await RefusedAsync(await browser.GoAsync(back.Replace("state=", "state=x")));
        using var elsewhere = _served.Browse();
        await RefusedAsync(await elsewhere.GoAsync(back));

        (await browser.IsInAsync()).ShouldBeFalse();
        (await elsewhere.IsInAsync()).ShouldBeFalse();

        async Task RefusedAsync(Browser.Page page)
        {
            page.Status.ShouldBe(400);
            page.Html.ShouldContain("The provider did not say who you are");
            (await _served.Workplace.Store.TryGetPersonAsync("ann@example.test", Cancel))!.OpenId.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_provider_that_calls_itself_something_else_than_the_operator_does_lets_nobody_in()
    {
        await StartAsync();
        await _served.PersonAsync(SignInRole.Viewer, "ann@example.test");
        _provider.Issuer = "https://another.example.test";
        using var browser = _served.Browse();

        (await CompleteAsync(browser, "/sign-in/provider", "subject-1", "ann@example.test")).Html.ShouldContain("The provider did not say who you are");

        (await browser.IsInAsync()).ShouldBeFalse();
        _served.Log.ShouldContain("The provider calls itself https://another.example.test, and Recoup:OpenId:Authority is http://127.0.0.1");
    }

    [Theory]
    [InlineData("cross-site", "/sign-in/provider", 303, "/sign-in")]
    [InlineData("same-site", "/link/a/provider", 303, "/link/a")]
    [InlineData("same-origin", "/sign-in/provider", 302, null)]
    [InlineData("none", "/sign-in/provider", 302, null)]
    public async Task Another_sites_page_signs_nobody_in(string from, string path, int status, string? to)
    {
        await StartAsync();
        using var client = _served.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Sec-Fetch-Site", from } } };
        // With an admin, so that the server is set up.
        await _served.PersonAsync(SignInRole.Admin);

        using var answer = await client.SendAsync(request, Cancel);

        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.Location!.ToString().ShouldStartWith(to ?? _provider.Url);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_told_and_passwords_go_on()
    {
        await StartAsync();
        await _provider.DisposeAsync();
        using var browser = await _served.SignedInAsync(SignInRole.Viewer);

        (await browser.GoAsync("/sign-in/provider")).Html.ShouldContain("The provider did not say who you are");

        (await browser.IsInAsync()).ShouldBeTrue();
        _served.Log.ShouldContain("The OpenID provider did not let somebody in");
        _served.Log.ShouldNotContain("client-secret");
    }

    [Fact]
    public async Task P23_On_the_way_to_the_provider_there_are_two_more_cookies_that_end_by_themselves()
    {
        await StartAsync();
        using var browser = _served.Browse();

        var cookies = (await browser.GoAsync("/sign-in/provider")).Cookies;

        cookies.Count.ShouldBe(2);
        cookies.ShouldContain(c => c.StartsWith("recoup-correlation.", StringComparison.Ordinal));
        cookies.ShouldContain(c => c.StartsWith("recoup-nonce.", StringComparison.Ordinal));
        cookies.ShouldAllBe(c => c.Contains("samesite=lax") && c.Contains("httponly") && c.Contains("expires=") && c.Contains("path=/sign-in/provider/callback"));
    }

    [Fact]
    public async Task P23_Over_TLS_they_too_are_for_TLS_and_this_host_alone()
    {
        var url = new Uri("https://recoup.example.com");
        await StartAsync(new(IPAddress.Loopback, 0, url));
        await _served.PersonAsync(SignInRole.Admin);
        using var client = _served.Anybody();
        client.DefaultRequestHeaders.Host = url.Host;

        using var answer = await client.GetAsync("/sign-in/provider", Cancel);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();

        cookies.Count.ShouldBe(2);
        cookies.ShouldContain(c => c.StartsWith("__Host-recoup-correlation.", StringComparison.Ordinal));
        cookies.ShouldContain(c => c.StartsWith("__Host-recoup-nonce.", StringComparison.Ordinal));
        cookies.ShouldAllBe(c => c.Contains("; secure;") && c.Contains("; path=/;") && c.Contains("httponly") && !c.Contains("domain="));
    }

    [Fact]
    public async Task P03_What_the_operator_named_is_reached_and_nothing_else()
    {
        await StartAsync();
        using var client = _served.Workplace.OperatorClient([new(_provider.Url)]);

        (await client.GetAsync($"{_provider.Url}/keys", Cancel)).IsSuccessStatusCode.ShouldBeTrue();
        var e = await Should.ThrowAsync<Engine.Atlassian.EgressRefusedException>(() => client.GetAsync("http://127.0.0.1:1/keys", Cancel));

        e.Message.ShouldContain("not among the hosts of Recoup:OpenId");
    }

    [Fact]
    public void Its_settings_are_checked_all_at_once()
    {
        using var shell = new Server.Shell();
        var settings = new Dictionary<string, string>
        {
            ["Recoup__OpenId__Authority"] = "http://idp.example.com",
            ["Recoup__OpenId__Hosts"] = "keys.example.com, https://x/y",
            ["Recoup__OpenId__ClientSecretFile"] = "secret.txt",
        };

        var e = Should.Throw<UserException>(() => RecoupOptions.Read(shell.Data, settings.GetValueOrDefault, postgres: false));

        foreach (var part in new[] { "OpenId:Authority takes", "OpenId:Hosts takes", "OpenId:ClientSecretFile takes a full path" })
            e.Message.ShouldContain(part);
        settings = new() { ["Recoup__OpenId__Authority"] = "https://idp.example.com" };
        Should.Throw<UserException>(() => RecoupOptions.Read(shell.Data, settings.GetValueOrDefault, postgres: false)).Message.ShouldContain("Recoup__OpenId__ClientId");
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
    }

    private async Task StartAsync(WebAddress? address = null)
    {
        var premises = await Server.Premises.StartAsync();
        _provider = await FakeProvider.StartAsync(premises.Shell.Time);
        premises.Shell.Environment["Recoup__OpenId__Authority"] = _provider.Url;
        premises.Shell.Environment["Recoup__OpenId__ClientId"] = "recoup";
        premises.Shell.Environment["Recoup__OpenId__ClientSecretFile"] = premises.Shell.Write("client-secret", "client-secret\n");
        _served = await Served.OverAsync(premises, address);
    }

    private async Task<Browser.Page> CompleteAsync(Browser browser, string from, string subject, string? email = null, bool verified = true)
    {
        var left = await browser.GoAsync(from);
        left.Status.ShouldBe(302, left.Html);
        return await browser.GoAsync(_provider.Consent(left.To!, subject, email, verified));
    }
}
