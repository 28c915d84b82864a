using System.Net;
using Microsoft.AspNetCore.Routing;
using Recoup.Core.Audit;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>Whatever changes something comes from a page of ours, and what the browser is given for it.</summary>
public sealed class SafeFormsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_that_changes_something_is_refused_without_a_form_token_and_from_a_foreign_page()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var browser = await served.SignedInAsync(SignInRole.Admin);
        var cookies = await CookiesAsync(served);
        using var client = served.Anybody();
        var changing = served.Server.Routes
            .Select(r => (Method: r.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single(), Path: r.RoutePattern.RawText!.Replace("{", "x").Replace("}", "x")))
            .Where(r => r.Method is not ("GET" or "HEAD")).ToList();
        changing.Count.ShouldBeGreaterThan(25);

        foreach (var (method, path) in changing)
        {
            (await AskAsync(method, path, null)).ShouldBe("400 form-token", $"{method} {path}");
            (await AskAsync(method, path, ("Origin", "https://evil.example"))).ShouldBe("403 foreign-origin", $"{method} {path}");
            (await AskAsync(method, path, ("Origin", "null"))).ShouldBe("403 foreign-origin", $"{method} {path}");
            (await AskAsync(method, path, ("Sec-Fetch-Site", "same-site"))).ShouldBe("403 foreign-origin", $"{method} {path}");
        }

        async Task<string> AskAsync(string method, string path, (string Name, string Value)? header)
        {
            using var request = new HttpRequestMessage(new(method), path) { Content = new FormUrlEncodedContent([new("name", "root"), new("formToken", "made-up")]) };
            if (path.StartsWith("/api", StringComparison.Ordinal))
                request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            request.Headers.Add("Cookie", cookies);
            if (header is { } one)
                request.Headers.Add(one.Name, one.Value);
            using var answer = await client.SendAsync(request, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            return $"{(int)answer.StatusCode} {(text.Contains("\"gate\":\"") ? text.Split("\"gate\":\"")[1].Split('"')[0] : text)}";
        }
    }

    [Fact]
    public async Task A_form_token_of_one_session_is_of_no_use_in_another()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var browser = await served.SignedInAsync(SignInRole.Viewer);
        await browser.GoAsync("/account");
        var old = browser.On.Field("formToken");
        await browser.SignInAsync("grace-viewer", Served.Password);

        (await browser.SendAsync("/account/sessions/end-others", ("formToken", old!))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task P23_There_are_two_cookies_and_no_script_or_other_site_gets_at_them()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await served.PersonAsync(SignInRole.Viewer);
        using var browser = served.Browse();
        var given = (await browser.GoAsync("/sign-in")).Cookies.Concat((await browser.SignInAsync("grace-viewer", Served.Password)).Cookies).Select(Shape).ToList();

        given.ShouldBe(["recoup-form=…; path=/; samesite=strict; httponly", "recoup=…; path=/; samesite=strict; httponly"]);
        foreach (var path in new[] { "/", "/account", "/account/authenticator", "/people", "/recoup.css", "/health", "/api/v1/session" })
            (await browser.GoAsync(path)).Cookies.Select(Shape).Except(given).ShouldBeEmpty(path);
        (await browser.SendAsync("/account", "/sign-out")).Cookies.Select(Shape).ShouldBe(["recoup=…; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/; samesite=strict; httponly"]);
    }

    [Fact]
    public async Task P23_Over_TLS_they_are_for_TLS_and_this_host_alone()
    {
        var url = new Uri("https://recoup.example.com");
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync(), new(IPAddress.Loopback, 0, url));
        await served.PersonAsync(SignInRole.Viewer);
        using var client = served.Anybody();
        client.DefaultRequestHeaders.Host = url.Host;
        using var page = await client.GetAsync("/sign-in", Cancel);
        var form = page.Headers.GetValues("Set-Cookie").Single();
        var token = (await page.Content.ReadAsStringAsync(Cancel)).Split("name=\"formToken\" value=\"")[1].Split('"')[0];
        client.DefaultRequestHeaders.Add("Cookie", form.Split(';')[0]);
        client.DefaultRequestHeaders.Add("Origin", "https://recoup.example.com");
        using var fields = new FormUrlEncodedContent([new("formToken", token), new("name", "grace-viewer"), new("password", Served.Password)]);

        using var signedIn = await client.PostAsync("/sign-in", fields, Cancel);

        Shape(form).ShouldBe("__Host-recoup-form=…; path=/; secure; samesite=strict; httponly");
        Shape(signedIn.Headers.GetValues("Set-Cookie").Single()).ShouldBe("__Host-recoup=…; path=/; secure; samesite=strict; httponly");
    }

    [Fact]
    public async Task P22_The_log_of_the_server_holds_no_name_address_query_or_secret_and_the_audit_log_none_but_the_name()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var admin = await served.SignedInAsync(SignInRole.Admin);
        await admin.GoAsync("/account?from=somewhere");
        var link = (await admin.SendAsync("/people", "/people", ("name", "zenobia"), ("role", "viewer"))).Link;
        await admin.GoAsync(link);
        await admin.SignInAsync("zenobia", "not her password at all");

        // The line comes after the answer.
        await served.UntilLogAsync(" ms sign-in\n");
        served.Log.ShouldContain("POST /people/ 200");
        served.Log.ShouldContain("GET /link/{secret} 200");
        foreach (var text in new[] { "zenobia", "grace", "127.0.0.1", "somewhere", link.Split('/')[^1], "her password", Served.Password })
            served.Log.ShouldNotContain(text);
        var entries = await served.Workplace.Store.AuditAsync(AuditChain.Installation, new(1, 99), Cancel);
        entries.ShouldNotBeEmpty();
        entries.ShouldAllBe(e => !e.Entry.Record.Contains("zenobia") && !e.Entry.Record.Contains("grace"));
        served.Premises.Shell.Files().ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task No_page_has_a_script_or_a_style_of_its_own_and_every_field_has_a_label()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var browser = await served.SignedInAsync(SignInRole.Admin);
        var pages = new List<Browser.Page>();
        foreach (var path in new[] { "/", "/account", "/account/authenticator", "/people", "/sign-in" })
            pages.Add(await browser.GoAsync(path));
        var link = (await browser.SendAsync("/people", "/people", ("name", "ann"), ("role", "viewer"))).Link;
        pages.Add(await browser.GoAsync(link));
        pages.Add(await browser.GoAsync("/link/none"));
        pages.Add(await browser.SignInAsync("nobody", "nothing"));

        foreach (var page in pages)
        {
            page.Html.ShouldContain("<html lang=\"en\">");
            System.Text.RegularExpressions.Regex.Count(page.Html, "<script(?![^>]* src=\"/|[^>]* type=\"application/json\")").ShouldBe(0);
            page.Html.ShouldNotContain("style=");
            page.Html.ShouldNotContain("<style");
            System.Text.RegularExpressions.Regex.Count(page.Html, "<h1>").ShouldBe(1);
            foreach (var id in System.Text.RegularExpressions.Regex.Matches(page.Html, "<(?:input|select) id=\"([^\"]+)\" name=\"(?!role)").Select(m => m.Groups[1].Value))
                page.Html.ShouldContain($"<label for=\"{id}\">");
            var ids = System.Text.RegularExpressions.Regex.Matches(page.Html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
            ids.ShouldBeUnique();
        }
    }

    private static string Shape(string cookie) => $"{cookie.Split('=')[0]}=…{cookie[cookie.IndexOf(';')..]}";

    private static async Task<string> CookiesAsync(Served served)
    {
        using var browser = served.Browse();
        var form = (await browser.GoAsync("/sign-in")).Cookies.Single().Split(';')[0];
        await served.PersonAsync(SignInRole.Admin);
        return $"{form}; {(await browser.SignInAsync("grace-admin", Served.Password)).Cookies.Single().Split(';')[0]}";
    }
}
