using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Recoup.Emulator;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class ClaudeFaultFacts
{
    static bool Question(string method, string path) => (method, path) == ("POST", "/v1/messages");

    [Theory]
    [InlineData("401", 401, "authentication_error")]
    [InlineData("403", 403, "permission_error")]
    [InlineData("429", 429, "rate_limit_error")]
    [InlineData("429-untold", 429, "rate_limit_error")]
    [InlineData("500", 500, "api_error")]
    [InlineData("529", 529, "overloaded_error")]
    public async Task A_refusal_is_in_the_words_of_the_api_as_often_as_asked_for(string kind, int status, string type)
    {
        await using var asking = await Asking.StartAsync();
        (await asking.ControlAsync(Post, "faults", new { match = "POST /v1/messages", times = 2, kind })).Status.ShouldBe(204);
        (await asking.SendAsync(Get, "/v1/models")).Status.ShouldBe(200);
        for (var i = 0; i < 2; i++)
        {
            var refused = await asking.AskAsync();
            (refused.Error.Status, refused.Error.Type).ShouldBe((status, type));
            refused.Headers.GetValueOrDefault("retry-after").ShouldBe(kind == "429" ? "2" : null);
        }

        (await asking.AskAsync()).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("refusal", "refusal")]
    [InlineData("max-tokens", "max_tokens")]
    [InlineData("not-json", "end_turn")]
    [InlineData("other-shape", "end_turn")]
    public async Task A_model_that_errs_answers_well_formed_and_wrong(string kind, string reason)
    {
        await using var asking = await Asking.StartAsync();
        var right = await asking.AskAsync(Asking.Question("What?", Asking.Verdicts));
        await asking.ControlAsync(Post, "faults", new { match = "/v1/messages", kind });
        var wrong = await asking.AskAsync(Asking.Question("What?", Asking.Verdicts));
        (wrong.Status, wrong.StopReason).ShouldBe((200, reason));
        wrong.Used("output_tokens").ShouldBe((wrong.Text.Length + 3) / 4);
        wrong.Used("input_tokens").ShouldBe(right.Used("input_tokens"));
        if (kind == "max-tokens") right.Text.ShouldStartWith(wrong.Text);
        if (kind == "other-shape") JsonDocument.Parse(wrong.Text).RootElement.TryGetProperty("verdicts", out _).ShouldBeFalse();
        else Should.Throw<JsonException>(() => JsonDocument.Parse(wrong.Text));
    }

    [Fact]
    public async Task A_model_may_say_nothing_or_the_connection_half_of_it()
    {
        await using var asking = await Asking.StartAsync();
        asking.Server.Faults.Next(Question, 1, new Fault.Distorted(Distortion.NoContent));
        asking.Server.Faults.Next(Question, 1, new Fault.TruncatedJson());
        var silent = await asking.AskAsync();
        (silent.Json.GetProperty("content").GetArrayLength(), silent.Used("output_tokens")).ShouldBe((0, 0));
        var half = await asking.AskAsync();
        half.Status.ShouldBe(200);
        Should.Throw<JsonException>(() => half.Json);
    }

    [Fact]
    public async Task A_proxy_answers_in_html_and_a_connection_breaks()
    {
        await using var asking = await Asking.StartAsync();
        asking.Server.Claude.Keep = true;
        asking.Server.Faults.Next(Question, 1, Fault.ProxyPage());
        asking.Server.Faults.Next(Question, 1, new Fault.Drop());
        asking.Server.Faults.Next(Question, 1, new Fault.AnswerLost());
        var page = await asking.AskAsync();
        page.Body.ShouldStartWith("<!DOCTYPE html>");
        page.Headers.ShouldNotContainKey("request-id");
        await Should.ThrowAsync<HttpRequestException>(() => asking.AskAsync());
        await Should.ThrowAsync<HttpRequestException>(() => asking.AskAsync());
        asking.Server.Claude.Heard.Select(entry => entry.Status).ShouldBe([200, null, 200]);
    }

    [Fact]
    public async Task A_question_may_hang_until_its_client_goes()
    {
        await using var asking = await Asking.StartAsync();
        asking.Server.Claude.Keep = true;
        await asking.ControlAsync(Post, "faults", new { match = "/v1/messages", kind = "hang" });
        using var patience = new CancellationTokenSource();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(Post, new Uri(asking.Server.Api, "/v1/messages")) { Content = new StringContent($"{Asking.Question()}") };
        var asked = http.SendAsync(request, patience.Token);
        while (asking.Server.Claude.Heard.Count == 0) await Task.Yield();
        asked.IsCompleted.ShouldBeFalse();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        asking.Server.Claude.Heard.ShouldHaveSingleItem().Status.ShouldBeNull();
        (await asking.AskAsync()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_answer_is_as_slow_as_asked_for()
    {
        var clock = new FakeTimeProvider();
        await using var asking = await Asking.StartAsync(new() { Time = clock });
        await asking.ControlAsync(Post, "faults", new { match = "/v1/messages", kind = "slow", seconds = 90 });
        var asked = asking.AskAsync();
        while (asking.Server.Requests["POST /v1/messages"] == 0) await Task.Yield();
        var began = clock.GetUtcNow();
        while (!asked.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await asked).Status.ShouldBe(200);
        (clock.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Its_limit_is_told_in_its_own_headers()
    {
        var clock = new FakeTimeProvider(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
        await using var asking = await Asking.StartAsync(new() { Time = clock, Limits = true, ClaudePerMinute = 2 });
        (await asking.AskAsync()).Headers["anthropic-ratelimit-requests-remaining"].ShouldBe("1");
        clock.Advance(TimeSpan.FromSeconds(20));
        (await asking.AskAsync()).Headers["anthropic-ratelimit-requests-limit"].ShouldBe("2");
        var refused = await asking.AskAsync();
        refused.Error.Type.ShouldBe("rate_limit_error");
        refused.Headers["retry-after"].ShouldBe("41");
        DateTimeOffset.Parse(refused.Headers["anthropic-ratelimit-requests-reset"], CultureInfo.InvariantCulture).ShouldBe(new(2026, 11, 20, 9, 31, 1, TimeSpan.Zero));
        refused.Headers.Keys.ShouldNotContain(name => name.StartsWith("X-RateLimit", StringComparison.OrdinalIgnoreCase));
        (await asking.SendAsync(Get, "/v1/models")).Status.ShouldBe(200);
        clock.Advance(TimeSpan.FromSeconds(41));
        (await asking.AskAsync()).Status.ShouldBe(200);
        asking.Server.Requests.Refusals.ShouldBe(1);
    }

    [Fact]
    public void By_chance_a_model_errs_and_a_list_of_models_does_not()
    {
        static Fault?[] Draw(string template)
        {
            var chance = new Chance(new() { Faults = FaultLevel.Heavy }, seed: 1);
            var route = Routes.All.First(route => route.Template == template);
            return [.. Enumerable.Range(0, 20_000).Select(_ => chance.Next(route))];
        }

        foreach (var slip in new Fault[] { new Fault.Failed(529), new Fault.Distorted(Distortion.ModelRefuses), new Fault.Distorted(Distortion.CutShort), new Fault.Distorted(Distortion.NotJson), new Fault.Distorted(Distortion.OtherShape), new Fault.Distorted(Distortion.NoContent) })
            Draw("/v1/messages").ShouldContain(slip);
        Draw("/v1/models").ShouldNotContain(fault => fault is Fault.Distorted);
    }

    [Fact]
    public async Task What_is_wrong_with_a_model_leaves_lists_of_users_alone_and_the_other_way_round()
    {
        await using var asking = await Asking.StartAsync();
        await using var emulated = await Emulated.StartAsync();
        var (_, users) = await emulated.SearchAsync(new { limit = 2 });
        var said = (await asking.AskAsync()).Text;
        foreach (var how in Enum.GetValues<Distortion>())
        {
            if (how >= Distortion.ModelRefuses)
            {
                emulated.Server.Faults.Next((_, _) => true, 1, new Fault.Distorted(how));
                (await emulated.SearchAsync(new { limit = 2 })).Body.ToString().ShouldBe(users.ToString());
            }
            else
            {
                asking.Server.Faults.Next(Question, 1, new Fault.Distorted(how));
                (await asking.AskAsync()).Text.ShouldBe(said, $"{how}");
            }
        }
    }
}
