using System.Net;

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
