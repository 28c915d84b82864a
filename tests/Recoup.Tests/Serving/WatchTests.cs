using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Recoup.Emulator;
using Recoup.Engine;

namespace Recoup.Tests.Serving;

/// <summary>What a server does by itself when its time comes, and what it leaves to others.</summary>
public sealed class WatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_begins_at_its_time_once_whatever_the_number_of_replicas()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await using var other = await served.ReplicaAsync();
        await served.Premises.ConnectAsync();
        await served.Premises.DoneAsync("settings set schedule.scan 21:00");
        using var viewer = await served.AsAsync(SignInRole.Viewer);
        await served.UntilClockAsync("20:59:30", viewer);
        (await viewer.GetFromJsonAsync<JsonElement>("/api/v1/scans", Cancel)).GetArrayLength().ShouldBe(0);

        await served.UntilAsync(viewer, "/api/v1/scans", s => s.EnumerateArray().Any(scan => scan.GetProperty("status").GetString() == "complete"));
        await served.UntilClockAsync("21:10:00", viewer);

        (await viewer.GetFromJsonAsync<JsonElement>("/api/v1/scans", Cancel)).GetArrayLength().ShouldBe(1);
        (await served.Premises.JsonAsync("audit list")).EnumerateArray().Single(e => e.GetProperty("action").GetString() == "scan.start")
            .GetProperty("actor").GetString().ShouldBe("schedule");
    }

    [Fact]
    public async Task That_a_key_ends_is_told_at_each_mark_once_whatever_the_number_of_replicas()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await using var other = await served.ReplicaAsync();
        // It is 23 November: in 36 days.
        await served.Premises.ConnectAsync(also: "--key-expires 2026-12-29", site: false);
        await LookAsync();
        served.Log.ShouldNotContain("expires on");

        foreach (var (days, told) in new[] { (6, 1), (0, 1), (15, 1), (1, 2), (7, 3), (1, 3), (7, 3) })
        {
            served.Premises.Shell.Time.Advance(TimeSpan.FromDays(days));
            for (var i = 0; i < 200 && await ToldAsync() < told; i++)
                await LookAsync();
            await LookAsync();
            (await ToldAsync()).ShouldBe(told, $"after {days} more days");
        }

        (served.Log + other.Log).ShouldContain("org.key (ends in …");

        Task LookAsync() => Task.WhenAll(served.Server.LookAsync(Cancel), other.Server.LookAsync(Cancel));

        async Task<int> ToldAsync() => (await served.Premises.ActionsAsync()).Count(a => a == "key.expiring");
    }

    [Fact]
    public async Task A_scan_that_somebody_cancels_elsewhere_writes_nothing_more()
    {
        await using var served = await Served.OverAsync(await Server.Premises.StartAsync());
        await using var other = await served.ReplicaAsync();
        await served.Premises.ConnectAsync();
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var elsewhere = await served.AsAsync(SignInRole.Operator, at: other);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        served.Premises.Emulator.Faults.Next(
            (_, path) => path.EndsWith("/-/users/search", StringComparison.Ordinal) && (asked.TrySetResult() || true), 1, new Fault.Slow(TimeSpan.FromHours(1)));
        using var begun = await operators.PostAsJsonAsync("/api/v1/scans", new { }, Cancel);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("scanId").GetString();
        await asked.Task.WaitAsync(Cancel);

        using var cancelled = await elsewhere.PostAsJsonAsync("/api/v1/scans/cancel", new { }, Cancel);

        cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
        served.Premises.Emulator.Faults.Clear();
        served.Premises.Shell.Time.Advance(TimeSpan.FromHours(1));
        await served.UntilLogAsync("was taken over by another process");
        (await elsewhere.GetFromJsonAsync<JsonElement>($"/api/v1/scans/{id}", Cancel)).GetProperty("status").GetString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_replica_that_lost_its_lease_in_the_middle_of_a_run_writes_nothing_more()
    {
        await using var served = await Served.ScannedAsync();
        await using var other = await served.ReplicaAsync();
        await served.Premises.DoneAsync("settings set verify.afterMinutes 0");
        var plan = (await served.Premises.JsonAsync("plan create --max 4")).GetProperty("id").GetString();
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var elsewhere = await served.AsAsync(SignInRole.Operator, at: other);
        var emulator = served.Premises.Emulator;
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        emulator.Faults.Next((method, path) => method == "POST" && path.EndsWith("/suspend", StringComparison.Ordinal) && held.TrySetResult(), 1, new Fault.Slow(TimeSpan.FromHours(1)));
        using var begun = await operators.PostAsJsonAsync("/api/v1/runs", new { plan, writeKey = emulator.Key }, Cancel);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("runId").GetString();
        await held.Task.WaitAsync(Cancel);
        served.Premises.Shell.Time.Advance(TimeSpan.FromMinutes(3));

        using var resumed = await elsewhere.PostAsJsonAsync($"/api/v1/runs/{id}/resume", new { writeKey = emulator.Key }, Cancel);
        await served.UntilAsync(elsewhere, $"/api/v1/runs/{id}", r => r.GetProperty("status").GetString() == "done");
        var entries = await EntriesAsync();
        served.Premises.Shell.Time.Advance(TimeSpan.FromHours(1));
        await served.UntilLogAsync("was taken over by another process");

        (await EntriesAsync()).ShouldBe(entries);
        emulator.Ledger.Entries.Where(e => e.Changed).Select(e => $"{e.Template} {e.Path.GetValueOrDefault("account")} {e.Body}").ShouldBeUnique();
        (await elsewhere.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{id}", Cancel)).GetProperty("tally").GetProperty("done").GetInt32().ShouldBe(4);

        // The other replica goes on to look at the seats.
        async Task<IEnumerable<string>> EntriesAsync() => (await served.Premises.ActionsAsync()).Where(a => a != "row.verify");
    }

    [Fact]
    public async Task A_run_whose_wave_is_due_goes_on_by_itself_with_the_key_it_was_given()
    {
        await using var served = await Served.ScannedAsync();
        await served.Premises.DoneAsync("settings set waves.soakHours 2");
        var plan = (await served.Premises.JsonAsync("plan create --max 4")).GetProperty("id").GetString();
        using var operators = await served.AsAsync(SignInRole.Operator);
        using var begun = await operators.PostAsJsonAsync("/api/v1/runs", new { plan, writeKey = served.Premises.Emulator.Key }, Cancel);
        begun.StatusCode.ShouldBe(HttpStatusCode.Accepted, await begun.Content.ReadAsStringAsync(Cancel));
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("runId").GetString();
        await served.UntilAsync(operators, $"/api/v1/runs/{id}", r => r.GetProperty("status").GetString() == "waiting");

        var ended = await served.UntilAsync(operators, $"/api/v1/runs/{id}", r =>
        {
            if (r.GetProperty("dueAt") is { ValueKind: JsonValueKind.String } due && due.GetDateTimeOffset() - served.Premises.Shell.Time.GetUtcNow() is var left && left > TimeSpan.Zero)
                served.Premises.Shell.Time.Advance(left);
            return r.GetProperty("status").GetString() == "done";
        });

        (served.Premises.Shell.Time.GetUtcNow() - ended.GetProperty("startedAt").GetDateTimeOffset()).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(2));
        ended.GetProperty("tally").GetProperty("done").GetInt32().ShouldBe(4);
        await served.UntilAsync(operators, $"/api/v1/runs/{id}", r => r.GetProperty("tally").GetProperty("released").GetInt32() == 4);
    }
}
