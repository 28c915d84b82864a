using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class ClockFacts
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Clock_is_set_over_http_without_a_key_and_goes_on_from_there()
    {
        var clock = new FakeTimeProvider(Now);
        await using var emulated = await Emulated.StartAsync(new() { Time = clock });
        var account = emulated.Someone(a => a is { Managed: true, Source: ManagementSource.Invited, Persona: Persona.Everyday });
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/suspend");
        (await emulated.SendAsync(Post, "/_emulator/clock", new { now = "2026-12-24T18:00:00Z" })).ShouldBe((204, ""));
        clock.Advance(TimeSpan.FromMinutes(5));
        await emulated.WriteAsync(Post, $"users/{Emulated.Path(account)}/restore");

        emulated.Server.Ledger.Entries.Select(e => e.Time).ShouldBe([Now, new(2026, 12, 24, 18, 5, 0, TimeSpan.Zero)]);
    }

    [Fact]
    public async Task Limits_begin_anew_when_the_clock_says_so()
    {
        await using var emulated = await Emulated.StartAsync(new() { Limits = true, AdminPerMinute = 2, Time = new FakeTimeProvider(Now) });
        async Task<int> AskAsync() => (await emulated.SearchAsync(new { limit = 1 })).Status;
        (await AskAsync(), await AskAsync(), await AskAsync()).ShouldBe((200, 200, 429));
        await emulated.SendAsync(Post, "/_emulator/clock", new { now = Now.AddMinutes(2) });
        (await AskAsync()).ShouldBe(200);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"now": "soon"}""")]
    [InlineData("""{"now": 5}""")]
    public async Task What_is_no_time_is_refused(string body)
    {
        await using var emulated = await Emulated.StartAsync();
        (await emulated.SendAsync(Post, "/_emulator/clock", System.Text.Json.JsonDocument.Parse(body).RootElement)).Status.ShouldBe(400);
    }
}
