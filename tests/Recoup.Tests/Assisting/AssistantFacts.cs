using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using Recoup.Engine.Assisting;
using Recoup.Engine.Atlassian;
using Recoup.Server.Hosting;
using Question = Recoup.Engine.Assisting.Question;

namespace Recoup.Tests.Assisting;

/// <summary>What holds of both ways to Claude: the official SDK and the small request of our own.</summary>
public sealed class AssistantFacts
{
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","additionalProperties":false,"required":["word"],"properties":{"word":{"type":"string"}}}""");

    private static readonly Question AQuestion = new("claude-haiku-5-5", "Say a word.", """{"about":"seats"}""", Schema, 100);

    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_answer_comes_with_what_it_took(bool sdk)
    {
        await using var place = await Place.StartAsync(sdk);
        place.Emulator.Claude.Answer("""{"word":"seat"}""");
        var reply = await place.Assistant.AskAsync(AQuestion, TestContext.Current.CancellationToken);
        (reply.Text, reply.Stop, reply.IsWhole).ShouldBe(("""{"word":"seat"}""", "end_turn", true));
        reply.Tokens.Out.ShouldBeGreaterThan(0);
        (reply.Tokens.In + reply.Tokens.CacheWritten).ShouldBeGreaterThan(0);
        (await place.Assistant.ModelsAsync(TestContext.Current.CancellationToken)).ShouldContain("claude-haiku-5-5");
    }

    [Fact]
    public async Task Both_send_the_same()
    {
        var bodies = new List<string>();
        foreach (var sdk in new[] { false, true })
        {
            await using var place = await Place.StartAsync(sdk);
            await place.Assistant.AskAsync(AQuestion, TestContext.Current.CancellationToken);
            var heard = place.Emulator.Claude.Heard.ShouldHaveSingleItem();
            heard.Headers["anthropic-version"].ShouldBe("2026-10-21");
            bodies.Add(Sorted(JsonNode.Parse(heard.Body)!).ToJsonString());
        }

        bodies[1].ShouldBe(bodies[0]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_failure_has_its_kind_and_tells_neither_key_nor_question(bool sdk)
    {
        await using var place = await Place.StartAsync(sdk);
        foreach (var (fault, failure) in new (Fault, AssistantFailure)[]
        {
            (new Fault.Failed(401), AssistantFailure.KeyRefused),
            (new Fault.Answer(403, "{}"), AssistantFailure.KeyRefused),
            (new Fault.Failed(429), AssistantFailure.Limited),
            (new Fault.Answer(400, "{}"), AssistantFailure.Rejected),
            (new Fault.Failed(500), AssistantFailure.Broken),
            (new Fault.Failed(529), AssistantFailure.Broken),
            (new Fault.Drop(), AssistantFailure.Broken),
            (new Fault.TruncatedJson(), AssistantFailure.Broken),
            (Fault.ProxyPage(), AssistantFailure.Broken),
        })
        {
            // A connection that breaks is tried again by the small request, here as everywhere.
            place.Emulator.Faults.Next((_, path) => path == "/v1/messages", fault is Fault.Drop && !sdk ? 1 + MessagesApi.Retries : 1, fault);
            var asking = place.Assistant.AskAsync(AQuestion, TestContext.Current.CancellationToken);
            var thrown = await Should.ThrowAsync<AssistantException>(asking);
            thrown.Failure.ShouldBe(failure, $"{fault}");
            thrown.ToString().ShouldNotContain(place.Emulator.ClaudeKey);
            thrown.ToString().ShouldNotContain("seats");
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_can_be_broken_off(bool sdk)
    {
        await using var place = await Place.StartAsync(sdk);
        place.Emulator.Faults.Next((_, path) => path == "/v1/messages", 1, new Fault.Hang());
        using var stop = new CancellationTokenSource();
        var asking = place.Assistant.AskAsync(AQuestion, stop.Token);
        while (place.Emulator.Requests.ByEndpoint.GetValueOrDefault("POST /v1/messages") == 0)
            await Task.Yield();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Fact]
    public async Task The_small_request_waits_as_long_as_it_is_told_and_no_longer_than_a_minute()
    {
        await using var place = await Place.StartAsync(sdk: false, retries: true);
        place.Emulator.Faults.Next((_, path) => path == "/v1/messages", 1, new Fault.Answer(429, "{}", Headers: new Dictionary<string, string> { ["retry-after"] = "7" }));
        var before = place.Time.GetUtcNow();
        (await place.Assistant.AskAsync(AQuestion, TestContext.Current.CancellationToken)).IsWhole.ShouldBeTrue();
        (place.Time.GetUtcNow() - before).ShouldBe(TimeSpan.FromSeconds(7));

        place.Emulator.Faults.Next((_, path) => path == "/v1/messages", 1, new Fault.Hang());
        var hanging = place.Assistant.AskAsync(AQuestion, TestContext.Current.CancellationToken);
        while (place.Emulator.Requests.ByEndpoint["POST /v1/messages"] < 3)
            await Task.Yield();
        place.Time.Lose(TimeSpan.FromSeconds(60));
        (await Should.ThrowAsync<AssistantException>(hanging)).Message.ShouldBe("Claude gave no answer within 60 seconds");
    }

    /// <summary>Objects by name: the order of fields is nobody's.</summary>
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : (JsonNode?)Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(i => i is null ? null : Sorted(i))]),
        _ => node.DeepClone(),
    };

    private sealed class Place : IAsyncDisposable
    {
        private readonly HttpClient _http;

        private Place(EmulatorServer emulator, bool sdk, bool retries)
        {
            Emulator = emulator;
            Emulator.Claude.Keep = true;
            _http = new(new EgressGuard([emulator.Api], retries ? new SocketsHttpHandler() : new Once(new SocketsHttpHandler())));
            Assistant = sdk ? new ClaudeSdk(_http, emulator.Api, emulator.ClaudeKey, retries: 0) : new MessagesApi(_http, emulator.Api, emulator.ClaudeKey, Time);
        }

        public Waiting Time { get; } = new();

        public EmulatorServer Emulator { get; }

        public IAssistant Assistant { get; }

        public static async Task<Place> StartAsync(bool sdk, bool retries = false) => new(await EmulatorServer.StartAsync(new(), TestContext.Current.CancellationToken), sdk, retries);

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await Emulator.DisposeAsync();
        }
    }

    /// <summary>Takes the word of a server that the same may be asked again: a test would wait for it.</summary>
    private sealed class Once(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                answer.Headers.RetryAfter = new(TimeSpan.FromHours(1));
            return answer;
        }
    }

    /// <summary>A clock on which what is shorter than patience is waited for at once, and patience is lost when a test says so.</summary>
    private sealed class Waiting : TimeProvider
    {
        private readonly FakeTimeProvider _time = new();

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

        public void Lose(TimeSpan patience) => _time.Advance(patience);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= MessagesApi.Patience || dueTime < TimeSpan.Zero)
                return _time.CreateTimer(callback, state, dueTime, period);
            _time.Advance(dueTime);
            callback(state);
            return _time.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
