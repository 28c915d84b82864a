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
