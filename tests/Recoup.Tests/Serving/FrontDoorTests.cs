using System.Net;
using Microsoft.AspNetCore.Routing;
using Recoup.Server.Serving;

namespace Recoup.Tests.Serving;

/// <summary>What is checked of every request before anything else.</summary>
public sealed class FrontDoorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_says_that_it_is_healthy_and_ready()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var client = served.Anybody();
        (await client.GetStringAsync("/health", Cancel)).ShouldBe("healthy\n");
        (await client.GetStringAsync("/ready", Cancel)).ShouldBe("ready\n");
    }

    [Fact]
    public async Task Every_route_says_whom_it_lets_in()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());

        var routes = served.Server.Routes.Select(r => $"{r.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single()} {r.RoutePattern.RawText}: {r.Metadata.OfType<LetsIn>().Single().Role?.ToString() ?? "anybody"}");

        routes.ShouldBe(
            [
                "GET /health: anybody",
                "GET /ready: anybody",
                "GET /recoup.css: anybody",
                "GET /: Viewer",
                "GET /sign-in: anybody",
                "POST /sign-in: anybody",
                "POST /sign-in/code: anybody",
                "POST /sign-out: Viewer",
                "GET /link/{secret}: anybody",
                "POST /link/{secret}: anybody",
                "GET /account/: Viewer",
                "POST /account/password: Viewer",
                "GET /account/authenticator: Viewer",
                "POST /account/authenticator: Viewer",
                "POST /account/authenticator/confirm: Viewer",
                "POST /account/authenticator/remove: Viewer",
                "POST /account/recovery-codes: Viewer",
                "POST /account/sessions/end: Viewer",
                "POST /account/sessions/end-others: Viewer",
                "POST /account/tokens: Viewer",
                "POST /account/tokens/remove: Viewer",
                "GET /people/: Admin",
                "POST /people/: Admin",
                "POST /people/roles: Admin",
                "POST /people/unlock: Admin",
                "POST /people/link: Admin",
                "POST /people/remove: Admin",
                "GET /api/v1/session: Viewer",
                "GET /api/v1/tokens/: Viewer",
                "POST /api/v1/tokens/: Viewer",
                "DELETE /api/v1/tokens/{token}: Viewer",
                "GET /api/v1/people/: Admin",
                "POST /api/v1/people/: Admin",
                "PUT /api/v1/people/{person}/roles: Admin",
                "POST /api/v1/people/{person}/unlock: Admin",
                "POST /api/v1/people/{person}/link: Admin",
                "DELETE /api/v1/people/{person}: Admin",
                "GET /api/v1/scans/: Viewer",
                "GET /api/v1/scans/{scan}: Viewer",
                "POST /api/v1/scans/: Operator",
                "POST /api/v1/scans/cancel: Operator",
                "GET /api/v1/runs/: Viewer",
                "GET /api/v1/runs/{run}: Viewer",
                "POST /api/v1/runs/: Operator",
                "POST /api/v1/runs/{run}/undo: Operator",
                "POST /api/v1/runs/{run}/resume: Operator",
                "POST /api/v1/runs/{run}/verify: Operator",
                "POST /api/v1/runs/{run}/pause: Operator",
                "POST /api/v1/runs/{run}/stop: Operator",
            ],
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.")]
    public async Task A_foreign_host_name_is_refused(string name)
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var client = served.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = name } };
        using var answer = await client.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }
}
