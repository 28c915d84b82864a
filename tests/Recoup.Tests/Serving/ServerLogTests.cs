using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Recoup.Engine;
using Recoup.Server.Serving;

namespace Recoup.Tests.Serving;

/// <summary>What the server's log says where an answer only says that it does.</summary>
public sealed class ServerLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_without_a_word_and_logged_with_the_reason()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        using var nobody = served.Anybody();
        await served.Workplace.Store.DropAsync(Cancel);

        using var answer = await viewer.GetAsync("/api/v1/scans", Cancel);
        var told = await answer.Content.ReadAsStringAsync(Cancel);
        using var ready = await nobody.GetAsync("/ready", Cancel);

        (answer.StatusCode, ready.StatusCode).ShouldBe((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable));
        told.ShouldContain("log says why.");
        told.ShouldNotContain(served.Premises.Shell.Data);
        (await ready.Content.ReadAsStringAsync(Cancel)).ShouldBe("the database does not answer\n");
        served.Log.ShouldContain("error A request failed.\n  Recoup.Storage.StoreException: ");
        served.Log.ShouldContain("error Not ready: ");
        served.Log.ShouldContain(served.Premises.Shell.Data);
    }

    [Fact]
    public async Task Who_is_refused_is_a_line_of_the_log_without_a_name_or_a_path()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        using var viewer = await served.AsAsync(SignInRole.Viewer, "canary-name");
        using var nobody = served.Anybody();

        (await nobody.GetAsync("/api/v1/runs?org=canary-org", Cancel)).Dispose();
        (await viewer.PostAsync("/api/v1/runs/canary-run/stop", null, Cancel)).Dispose();
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/runs/canary-run/stop") { Headers = { { "Origin", "https://canary.example" } } };
        (await nobody.SendAsync(foreign, Cancel)).Dispose();
        using var misnamed = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { Host = "canary.example" } };
        (await nobody.SendAsync(misnamed, Cancel)).Dispose();
        (await viewer.GetAsync("/api/v1/scans/canary-scan?org=canary-org", Cancel)).Dispose();

        // The line comes after the answer.
        await served.UntilLogAsync("/scans/{scan} 404 ");
        served.Log.ShouldContain(" GET /api/v1/runs/ 401 ");
        served.Log.ShouldContain(" POST /api/v1/runs/{run}/stop 403 ");
        served.Log.ShouldMatch(" POST /api/v1/runs/{run}/stop 403 [0-9]+ ms foreign-origin\n");
        served.Log.ShouldMatch(" GET - 421 [0-9]+ ms foreign-host\n");
        served.Log.ShouldMatch(" GET /api/v1/scans/{scan} 404 [0-9]+ ms no-organization\n");
        served.Log.ShouldNotContain("canary");
    }

    [Fact]
    public void What_a_message_quotes_cannot_look_like_a_line_of_the_log()
    {
        using var written = new StringWriter { NewLine = "\n" };
        using var log = new LineLog(written, new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero)));

        log.CreateLogger("any").Log(LogLevel.Warning, default, "a\n2026-11-23T20:00:00Z error b\r\u2028c\u001b[2J", null, (state, _) => state);

        written.ToString().ShouldBe("2026-11-23T20:00:00Z warning a\n  2026-11-23T20:00:00Z error b\n  \n  c\uFFFD[2J\n");
    }
}
