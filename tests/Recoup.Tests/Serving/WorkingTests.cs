using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>Scans and runs that a server does while nobody waits for them.</summary>
public sealed class WorkingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_begun_over_the_API_goes_on_in_the_background_and_ends()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await served.Premises.ConnectAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);

        using var begun = await operators.PostAsJsonAsync("/api/v1/scans", new { full = false }, Cancel);

        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("scanId").GetString();
        var ended = await served.UntilAsync(operators, $"/api/v1/scans/{id}", s => s.GetProperty("status").GetString() != "running");
        ended.GetProperty("status").GetString().ShouldBe("complete");
        ended.GetProperty("accounts").GetInt32().ShouldBeGreaterThan(100);
        (await served.Premises.JsonAsync("audit list")).EnumerateArray().Single(e => e.GetProperty("action").GetString() == "scan.start")
            .GetProperty("actor").GetString().ShouldBe("grace-operator");
    }

    [Fact]
    public async Task A_plan_applied_over_the_API_is_done_in_the_background_with_a_key_kept_in_memory()
    {
        await using var served = await Served.ScannedAsync();
        var plan = await served.Premises.JsonAsync("plan create --max 3");
        using var operators = await served.AsAsync(SignInRole.Operator);

        using var refused = await operators.PostAsJsonAsync("/api/v1/runs", new { plan = plan.GetProperty("id").GetString() }, Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("read-only");
        using var begun = await operators.PostAsJsonAsync("/api/v1/runs", new { plan = plan.GetProperty("id").GetString(), writeKey = served.Premises.Emulator.Key }, Cancel);

        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("runId").GetString();
        var ended = await served.UntilAsync(operators, $"/api/v1/runs/{id}", r => r.GetProperty("status").GetString() == "done");
        ended.GetProperty("tally").GetProperty("done").GetInt32().ShouldBe(3);
        ended.GetRawText().ShouldNotContain(served.Premises.Emulator.Key);
        (await served.UntilAsync(operators, $"/api/v1/runs/{id}", r => r.GetProperty("tally").GetProperty("released").GetInt32() == 3))
            .GetProperty("rows").EnumerateArray().ShouldAllBe(r => r.GetProperty("verified").GetString() == "released");
    }
}
