using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class FaultFacts
{
    static bool Search(string method, string path) => path.EndsWith("/users/search", StringComparison.Ordinal);

    [Fact]
    public async Task Chance_is_the_same_for_the_same_seed()
    {
        async Task<string> Story(int seed, FaultLevel level)
        {
            var clock = new FakeTimeProvider(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
            await using var emulated = await Emulated.StartAsync(new() { Users = 50, Seed = seed, Faults = level, Time = clock });
            var story = new List<string>();
            for (var i = 0; i < 150; i++)
            {
                var asked = emulated.OrgAsync("domains");
                while (!asked.IsCompleted)
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                    await Task.Yield();
                }

                try
                {
                    story.Add($"{(await asked).Status}");
                }
                catch (Exception error) when (error is HttpRequestException or JsonException)
                {
                    story.Add(error.GetType().Name);
                }
            }

            return string.Join(' ', story);
        }

        var first = await Story(1, FaultLevel.Heavy);
        first.ShouldBe(await Story(1, FaultLevel.Heavy));
        first.ShouldNotBe(await Story(2, FaultLevel.Heavy));
        first.Split(' ').Count(word => word != "200").ShouldBeInRange(5, 30);
        (await Story(1, FaultLevel.None)).Split(' ').ShouldAllBe(word => word == "200");
    }

    [Fact]
    public void Chance_is_one_in_a_hundred_or_one_in_ten_and_loses_answers_of_writes_only()
    {
        static Fault?[] Draw(FaultLevel level, bool writes)
        {
            var chance = new Chance(new() { Faults = level }, seed: 1);
            var route = Routes.All.First(route => route.Writes == writes);
            return [.. Enumerable.Range(0, 20_000).Select(_ => chance.Next(route)).Where(fault => fault is not null)];
        }

        Draw(FaultLevel.Light, false).Length.ShouldBeInRange(150, 250);
        Draw(FaultLevel.Heavy, false).Length.ShouldBeInRange(1_850, 2_150);
        Draw(FaultLevel.Heavy, false).ShouldNotContain(fault => fault is Fault.AnswerLost);
        Draw(FaultLevel.Heavy, true).ShouldContain(fault => fault is Fault.AnswerLost);
        Draw(FaultLevel.Heavy, true).ShouldNotContain(fault => fault is Fault.TruncatedJson);
    }

    [Fact]
    public async Task A_lost_answer_belongs_to_a_write_that_took_effect_and_a_drop_to_one_that_did_not()
    {
        await using var emulated = await Emulated.StartAsync();
        var account = emulated.Someone(account => account.Persona == Persona.Everyday);
        var path = $"users/{Emulated.Path(account)}/suspend";
        emulated.Server.Faults.Next((_, _) => true, 1, new Fault.Drop());
        await Should.ThrowAsync<HttpRequestException>(() => emulated.WriteAsync(Post, path));
        emulated.Server.Ledger.Entries.ShouldBeEmpty();
        emulated.Server.Faults.Next((_, _) => true, 1, new Fault.AnswerLost());
        await Should.ThrowAsync<HttpRequestException>(() => emulated.WriteAsync(Post, path));
        emulated.Server.Ledger.Entries.ShouldHaveSingleItem().Changed.ShouldBeTrue();
        (await emulated.StatusAsync(account)).ShouldBe("suspended");
    }

    [Theory]
    [InlineData(Distortion.RepeatedPage, 1)]
    [InlineData(Distortion.CursorLoop, 0)]
    [InlineData(Distortion.EarlyEnd, -1)]
    public async Task Lists_lead_back_or_end_early(Distortion how, int page)
    {
        await using var emulated = await Emulated.StartAsync();
        var pages = new List<JsonElement> { (await emulated.SearchAsync(new { limit = 50 })).Body };
        var second = pages[0].GetProperty("links").GetProperty("next").GetString()!;
        emulated.Server.Faults.Next(Search, 1, new Fault.Distorted(how));
        var distorted = (await emulated.SearchAsync(new { limit = 50, cursor = second })).Body;
        pages.Add((await emulated.SearchAsync(new { limit = 50, cursor = second })).Body);
        distorted.GetProperty("data").ToString().ShouldBe(pages[1].GetProperty("data").ToString());
        if (page < 0) distorted.GetProperty("links").TryGetProperty("next", out _).ShouldBeFalse();
        else (await emulated.SearchAsync(new { limit = 50, cursor = distorted.GetProperty("links").GetProperty("next").GetString() })).Body.ToString().ShouldBe(pages[page].ToString());
    }

    [Fact]
    public async Task Values_are_missing_in_the_future_or_unheard_of()
    {
        await using var emulated = await Emulated.StartAsync();
        async Task<JsonElement> First(Distortion how)
        {
            emulated.Server.Faults.Next(Search, 1, new Fault.Distorted(how));
            return (await emulated.SearchAsync(new { limit = 1, expand = new[] { "productAccess" } })).Body.GetProperty("data")[0];
        }

        (await First(Distortion.NullAccountId)).GetProperty("accountId").ValueKind.ShouldBe(JsonValueKind.Null);
        (await First(Distortion.NullDates)).GetProperty("addedToOrg").ValueKind.ShouldBe(JsonValueKind.Null);
        (await First(Distortion.FutureDates)).GetProperty("productAccess")[0].GetProperty("lastActiveTimestamp").GetDateTimeOffset().ShouldBeGreaterThan(emulated.Server.Organisation.Now.AddDays(300));
        (await First(Distortion.UnknownValues)).GetProperty("status").GetString().ShouldBe("not_documented");
    }

    [Fact]
    public async Task A_refusal_tells_when_to_come_back_in_the_headers_of_its_api()
    {
        await using var emulated = await Emulated.StartAsync();
        emulated.Server.Faults.Next((_, _) => true, 2, new Fault.Failed(429));
        using var http = new HttpClient();
        using var admin = await http.GetAsync(new Uri(emulated.Server.Api, $"/admin/v1/orgs/{emulated.Server.Org}/domains"), TestContext.Current.CancellationToken);
        admin.StatusCode.ShouldBe(System.Net.HttpStatusCode.TooManyRequests);
        DateTimeOffset.Parse(admin.Headers.GetValues("X-RateLimit-Reset").Single(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(emulated.Server.Organisation.Now);
        using var jira = await http.GetAsync(new Uri($"{emulated.Server.Sites[0].Url}/rest/api/3/myself"), TestContext.Current.CancellationToken);
        jira.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        jira.Headers.GetValues("RateLimit-Reason").Single().ShouldBe("jira-burst-based");
        emulated.Server.Requests.Refusals.ShouldBe(2);
    }

    [Fact]
    public async Task Faults_are_planned_and_cleared_over_http()
    {
        await using var emulated = await Emulated.StartAsync();
        (await emulated.SendAsync(Post, "/_emulator/faults", new { match = "users/search", times = 2, kind = "500" })).ShouldBe((204, ""));
        (await emulated.SearchAsync(new { })).Status.ShouldBe(500);
        (await emulated.OrgAsync("domains")).Status.ShouldBe(200);
        (await emulated.SendAsync(Delete, "/_emulator/faults")).Status.ShouldBe(204);
        (await emulated.SearchAsync(new { })).Status.ShouldBe(200);
        (await emulated.SendAsync(Post, "/_emulator/faults", new { match = "users/search", kind = "flood" })).Text.ShouldContain("early-end");
        (await emulated.SendAsync(Post, "/_emulator/faults", new { kind = "drop" })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Latency_is_waited_for_on_the_clock_that_was_given()
    {
        var clock = new FakeTimeProvider();
        await using var emulated = await Emulated.StartAsync(new() { Time = clock, Latency = TimeSpan.FromMilliseconds(200) });
        var asked = emulated.OrgAsync("domains");
        while (emulated.Server.Requests.Total == 0) await Task.Yield();
        asked.IsCompleted.ShouldBeFalse();
        while (!asked.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Yield();
        }

        (await asked).Status.ShouldBe(200);
    }
}
