using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>What a body has to be.</summary>
public sealed class BodyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("text/plain", "{}")]
    [InlineData("application/x-www-form-urlencoded", "full=true")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    public async Task A_body_of_another_kind_than_JSON_is_refused_with_the_kind_that_is_read(string kind, string text)
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var operators = await served.AsAsync(SignInRole.Operator);

        var (status, gate) = await SendAsync(operators, "/api/v1/scans", text, kind);

        (status, gate).ShouldBe((HttpStatusCode.UnsupportedMediaType, "media-type"));
    }

    [Theory]
    [InlineData("/api/v1/scans", "")]
    [InlineData("/api/v1/scans", "{")]
    [InlineData("/api/v1/scans", "[]")]
    [InlineData("/api/v1/scans", "null")]
    [InlineData("/api/v1/scans", """{"full":"true"}""")]
    [InlineData("/api/v1/scans", """{"full":null}""")]
    [InlineData("/api/v1/scans", """{"full":true,"full":false}""")]
    [InlineData("/api/v1/scans", """{"full":true,"actor":"somebody else"}""")]
    [InlineData("/api/v1/scans", """{"full":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""")]
    [InlineData("/api/v1/runs", "{}")]
    [InlineData("/api/v1/runs", """{"plan":null}""")]
    [InlineData("/api/v1/runs", """{"plan":7}""")]
    [InlineData("/api/v1/runs/r/undo", """{"row":"1"}""")]
    public async Task A_body_that_is_not_what_the_route_asks_for_is_refused_and_nothing_begins(string route, string text)
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await served.Premises.ConnectAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);

        var (status, gate) = await SendAsync(operators, route, text, "application/json");

        (status, gate).ShouldBe((HttpStatusCode.BadRequest, "bad-request"));
        (await served.Premises.ActionsAsync()).ShouldNotContain("scan.start");
    }

    [Fact]
    public async Task Another_method_is_told_apart_from_another_role()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var nobody = served.Anybody();

        using var answer = await operators.DeleteAsync("/api/v1/scans", Cancel);
        using var unknown = await nobody.DeleteAsync("/api/v1/scans", Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "POST"], ignoreOrder: true);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"method\"");
        unknown.StatusCode.ShouldNotBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await served.Premises.ConnectAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);

        var (status, gate) = await SendAsync(operators, "/api/v1/scans", new string(' ', (16 << 20) + 1), "application/json");

        (status, gate).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "too-large"));
    }

    [Theory]
    [InlineData("/import", 50, SignInRole.Operator)]
    [InlineData("/settings", 4, SignInRole.Admin)]
    public async Task A_form_that_is_too_large_is_refused_with_a_page(string path, int most, SignInRole role)
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var allowed = await served.AsAsync(role);
        using var viewer = await served.AsAsync(SignInRole.Viewer);

        var (status, page) = await SendAsync(allowed);
        var (other, _) = await SendAsync(viewer);

        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        page.ShouldContain($"What was sent is larger than the {most} MB that are taken here");
        page.ShouldContain("<h1>Not done</h1>");
        other.ShouldBe(HttpStatusCode.Forbidden, "what is too large opens nothing");
        (await served.Premises.ActionsAsync()).ShouldNotContain(a => a.StartsWith("import", StringComparison.Ordinal));

        async Task<(HttpStatusCode Status, string Page)> SendAsync(HttpClient client)
        {
            using var file = new ByteArrayContent(new byte[(most << 20) + 1]);
            using var form = new MultipartFormDataContent { { file, "file", "users.csv" } };
            using var answer = await client.PostAsync(path, form, Cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Theory]
    [InlineData("/api/v1/scans")]
    [InlineData("/api/v1/runs")]
    public async Task Who_brings_nothing_is_told_to_sign_in_and_not_that_a_form_token_is_missing(string route)
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        // With an admin, so that the server is set up.
        using var admin = await served.AsAsync(SignInRole.Admin);
        using var nobody = served.Anybody();

        using var answer = await nobody.PostAsJsonAsync(route, new { }, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<(HttpStatusCode Status, string? Gate)> SendAsync(HttpClient client, string route, string text, string kind)
    {
        using var body = new StringContent(text, Encoding.UTF8);
        body.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(kind);
        // The answer may come before the body is sent: a large one is refused by its length.
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = body, Headers = { ExpectContinue = true } };
        using var answer = await client.SendAsync(request, Cancel);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("gate").GetString());
    }
}
