using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using static System.Net.Http.HttpMethod;

namespace Recoup.Tests.Emulator;

public sealed class MessageFacts
{
    [Fact]
    public async Task A_question_gets_one_text_with_what_it_cost()
    {
        await using var asking = await Asking.StartAsync();
        var answer = await asking.AskAsync(Asking.Question("Twelve chars"));
        answer.Status.ShouldBe(200);
        answer.Headers["request-id"].ShouldStartWith("req_");
        var message = answer.Json;
        message.GetProperty("id").GetString().ShouldStartWith("msg_");
        message.GetProperty("type").GetString().ShouldBe("message");
        message.GetProperty("role").GetString().ShouldBe("assistant");
        message.GetProperty("model").GetString().ShouldBe("claude-haiku-5-5");
        message.GetProperty("stop_sequence").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.StopReason.ShouldBe("end_turn");
        (answer.Used("input_tokens"), answer.Used("output_tokens")).ShouldBe((3, (answer.Text.Length + 3) / 4));
        (await asking.AskAsync(Asking.Question("Twelve chars"))).Text.ShouldBe(answer.Text);
        (await asking.AskAsync(Asking.Question("Others chars"))).Text.ShouldNotBe(answer.Text);
        (await asking.AskAsync()).Headers["request-id"].ShouldNotBe(answer.Headers["request-id"]);
    }

    [Fact]
    public async Task A_key_comes_in_either_header()
    {
        await using var asking = await Asking.StartAsync();
        (await asking.AskAsync()).Status.ShouldBe(200);
        asking.Headers["x-api-key"] = asking.Server.Key;
        (await asking.AskAsync()).Error.ShouldBe((401, "authentication_error", "invalid x-api-key"));
        asking.Headers.Remove("x-api-key");
        (await asking.AskAsync()).Error.ShouldBe((401, "authentication_error", "x-api-key header is required"));
        asking.Headers["authorization"] = $"Bearer {asking.Server.ClaudeKey}";
        (await asking.AskAsync()).Status.ShouldBe(200);
        asking.Headers["authorization"] = "Bearer wrong";
        (await asking.AskAsync()).Error.ShouldBe((401, "authentication_error", "Invalid bearer token"));
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/v1/models")]
    public async Task A_version_is_needed(string path)
    {
        await using var asking = await Asking.StartAsync();
        asking.Headers.Remove("anthropic-version");
        Task<Answered> Ask() => asking.SendAsync(path == "/v1/models" ? Get : Post, path, path == "/v1/models" ? null : new StringContent($"{Asking.Question()}"));
        (await Ask()).Error.ShouldBe((400, "invalid_request_error", "anthropic-version: header is required"));
        asking.Headers["anthropic-version"] = "newest";
        (await Ask()).Status.ShouldBe(400);
        asking.Headers["anthropic-version"] = "2023-06-01";
        (await Ask()).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"model":null}""", 400, "model: Field required")]
    [InlineData("""{"model":"claude-2"}""", 404, "model: claude-2")]
    [InlineData("""{"max_tokens":null}""", 400, "max_tokens: Field required")]
    [InlineData("""{"max_tokens":0}""", 400, "max_tokens: Input should be greater than or equal to 1")]
    [InlineData("""{"max_tokens":"9"}""", 400, "max_tokens: Input should be a valid integer")]
    [InlineData("""{"messages":null}""", 400, "messages: Field required")]
    [InlineData("""{"messages":[]}""", 400, "messages: at least one message is required")]
    [InlineData("""{"messages":[{"role":"system","content":"x"}]}""", 400, "messages.0.role: Input should be 'user' or 'assistant'")]
    [InlineData("""{"messages":[{"role":"assistant","content":"x"},{"role":"user","content":"x"}]}""", 400, "messages: first message must use the \"user\" role")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"{"}]}""", 400, "This model does not support assistant message prefill. The conversation must end with a user message.")]
    [InlineData("""{"messages":[{"role":"user"}]}""", 400, "messages.0.content: Field required")]
    [InlineData("""{"messages":[{"role":"user","content":" "}]}""", 400, "messages: text content blocks must be non-empty")]
    [InlineData("""{"messages":[{"role":"user","content":"x","name":"me"}]}""", 400, "messages.0.name: Extra inputs are not permitted")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image"}]}]}""", 400, "messages.0.content.0.image: the emulator does not imitate this")]
    [InlineData("""{"system":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"2h"}}]}""", 400, "system.0.cache_control.ttl: Input should be '5m' or '1h'")]
    [InlineData("""{"system":[{"type":"text","text":"x","cache_control":{"type":"forever"}}]}""", 400, "system.0.cache_control.type: Input should be 'ephemeral'")]
    [InlineData("""{"output_format":{}}""", 400, "output_format: Extra inputs are not permitted")]
    [InlineData("""{"output_config":{"format":{"type":"json"}}}""", 400, "output_config.format.type: Input should be 'json_schema'")]
    [InlineData("""{"output_config":{"format":{"type":"json_schema"}}}""", 400, "output_config.format.schema: Field required")]
    [InlineData("""{"tools":[]}""", 400, "tools: the emulator does not imitate this")]
    [InlineData("""{"stream":true}""", 400, "stream: the emulator does not imitate this")]
    public async Task A_wrong_question_is_refused_in_words(string part, int status, string message)
    {
        await using var asking = await Asking.StartAsync();
        var question = Asking.Question();
        foreach (var (name, value) in JsonNode.Parse(part)!.AsObject()) question[name] = value?.DeepClone();
        (await asking.AskAsync(question)).Error.ShouldBe((status, status == 404 ? "not_found_error" : "invalid_request_error", message));
    }

    [Fact]
    public async Task What_is_no_question_at_all_is_refused_too()
    {
        await using var asking = await Asking.StartAsync();
        (await asking.SendAsync(Post, "/v1/messages", new StringContent("{"))).Error.ShouldBe((400, "invalid_request_error", "The request body is not valid JSON"));
        (await asking.SendAsync(Post, "/v1/messages", new StringContent("[]"))).Error.ShouldBe((400, "invalid_request_error", "body: Input should be an object"));
        (await asking.SendAsync(Post, "/v1/message")).Error.ShouldBe((404, "not_found_error", "Not found"));
        (await asking.AskAsync(Asking.Question(new('x', 33 * 1024 * 1024)))).Error.ShouldBe((413, "request_too_large", "Request exceeds the maximum size"));
    }

    [Fact]
    public async Task A_beginning_read_before_is_cheap_until_its_time_is_over()
    {
        var clock = new FakeTimeProvider();
        await using var asking = await Asking.StartAsync(new() { Time = clock });
        async Task<(int Input, int Written, int Read)> Cost(string ttl, string text)
        {
            var question = Asking.Question(text);
            question["system"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = new string('r', 400), ["cache_control"] = new JsonObject { ["type"] = "ephemeral", ["ttl"] = ttl } });
            var answer = await asking.AskAsync(question);
            return (answer.Used("input_tokens"), answer.Used("cache_creation_input_tokens"), answer.Used("cache_read_input_tokens"));
        }

        (await Cost("5m", "Four")).ShouldBe((1, 100, 0));
        clock.Advance(TimeSpan.FromMinutes(4));
        (await Cost("5m", "Eight, 8")).ShouldBe((2, 0, 100));
        clock.Advance(TimeSpan.FromMinutes(4));
        (await Cost("1h", "Four")).ShouldBe((1, 0, 100), "every use begins the time anew");
        clock.Advance(TimeSpan.FromMinutes(59));
        (await Cost("1h", "Four")).ShouldBe((1, 0, 100));
        clock.Advance(TimeSpan.FromMinutes(60));
        (await Cost("1h", "Four")).ShouldBe((1, 100, 0));
    }

    [Fact]
    public async Task A_mark_on_the_whole_question_keeps_it_all_and_five_marks_are_too_many()
    {
        await using var asking = await Asking.StartAsync();
        var question = Asking.Question("Twelve chars");
        question["cache_control"] = new JsonObject { ["type"] = "ephemeral" };
        (await asking.AskAsync(question)).Used("cache_creation_input_tokens").ShouldBe(3);
        (await asking.AskAsync(question)).Used("cache_read_input_tokens").ShouldBe(3);
        question["system"] = new JsonArray([.. Enumerable.Range(0, 4).Select(i => new JsonObject { ["type"] = "text", ["text"] = $"{i}", ["cache_control"] = new JsonObject { ["type"] = "ephemeral" } })]);
        (await asking.AskAsync(question)).Error.Message.ShouldBe("A maximum of 4 blocks with cache_control may be provided. Found 5.");
    }

    [Fact]
    public async Task An_answer_ends_at_its_limit_or_at_a_stop_sequence()
    {
        await using var asking = await Asking.StartAsync();
        asking.Server.Claude.Answer("one two three", "one two three");
        var cut = await asking.AskAsync(Asking.Question(most: 2));
        (cut.Text, cut.StopReason, cut.Used("output_tokens")).ShouldBe(("one two ", "max_tokens", 2));
        var question = Asking.Question();
        question["stop_sequences"] = new JsonArray("three", "two");
        var stopped = await asking.AskAsync(question);
        (stopped.Text, stopped.StopReason, stopped.Json.GetProperty("stop_sequence").GetString()).ShouldBe(("one ", "stop_sequence", "two"));
    }

    [Fact]
    public async Task Requests_are_kept_word_for_word_when_that_is_asked_for_and_without_the_key()
    {
        await using var asking = await Asking.StartAsync();
        await asking.AskAsync();
        asking.Server.Claude.Heard.ShouldBeEmpty();
        (await asking.ControlAsync(Post, "messages", new { keep = true })).Status.ShouldBe(204);
        const string Sent = """{ "model": "claude-haiku-5-5", "max_tokens": 9, "messages": [ { "role": "user", "content": "\u00fc" } ] }""";
        await asking.SendAsync(Post, "/v1/messages", new StringContent(Sent, Encoding.UTF8, "application/json"));
        asking.Headers["authorization"] = "Bearer wrong";
        asking.Headers.Remove("x-api-key");
        await asking.AskAsync();

        var heard = (await asking.ControlAsync(Get, "messages")).Json;
        heard.GetArrayLength().ShouldBe(2);
        heard[0].GetProperty("body").GetString().ShouldBe(Sent);
        heard[0].GetProperty("headers").GetProperty("x-api-key").GetString().ShouldBe("(key)");
        heard[0].GetProperty("headers").GetProperty("anthropic-version").GetString().ShouldBe("2026-10-21");
        heard[0].GetProperty("status").GetInt32().ShouldBe(200);
        heard[1].GetProperty("headers").GetProperty("authorization").GetString().ShouldBe("Bearer (key)");
        heard[1].GetProperty("status").GetInt32().ShouldBe(401);
        asking.Server.Claude.Heard.Select(entry => (entry.Sequence, entry.Status)).ShouldBe([(1, 200), (2, 401)]);
        asking.Server.Requests["POST /v1/messages"].ShouldBe(3);
        (await asking.ControlAsync(Delete, "messages")).Status.ShouldBe(204);
        (await asking.ControlAsync(Get, "messages")).Json.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_next_answers_are_what_a_test_says()
    {
        await using var asking = await Asking.StartAsync();
        var usual = (await asking.AskAsync()).Text;
        (await asking.ControlAsync(Post, "messages", new { answers = new[] { """{"a":1}""", "" } })).Status.ShouldBe(204);
        (await asking.AskAsync()).Text.ShouldBe("""{"a":1}""");
        (await asking.AskAsync()).Json.GetProperty("content").GetArrayLength().ShouldBe(0);
        (await asking.AskAsync()).Text.ShouldBe(usual);
        (await asking.ControlAsync(Post, "messages", new { answers = new[] { 1 } })).Status.ShouldBe(400);
        (await asking.ControlAsync(Post, "messages", "text")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_list_of_models_tests_a_key_and_comes_in_pages()
    {
        await using var asking = await Asking.StartAsync();
        var seen = new List<string>();
        for (var query = "?limit=5"; ;)
        {
            var page = (await asking.SendAsync(Get, $"/v1/models{query}")).Json;
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!));
            page.GetProperty("last_id").GetString().ShouldBe(seen[^1]);
            if (!page.GetProperty("has_more").GetBoolean()) break;
            query = $"?limit=5&after_id={seen[^1]}";
        }

        seen.Distinct().Count().ShouldBe(seen.Count);
        seen.ShouldContain("claude-haiku-5-5");
        var back = (await asking.SendAsync(Get, $"/v1/models?limit=2&before_id={seen[3]}")).Json;
        back.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ShouldBe(seen[1..3]);
        back.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        (await asking.SendAsync(Get, "/v1/models/claude-haiku-5-5")).Json.GetProperty("display_name").GetString().ShouldBe("Claude Haiku 5.5");
        (await asking.SendAsync(Get, "/v1/models/claude-2")).Error.ShouldBe((404, "not_found_error", "model: claude-2"));
        (await asking.SendAsync(Get, "/v1/models?limit=0")).Status.ShouldBe(400);
        asking.Headers["x-api-key"] = "wrong";
        (await asking.SendAsync(Get, "/v1/models")).Error.Status.ShouldBe(401);
    }
}
