using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Recoup.Emulator;

namespace Recoup.Tests.Emulator;

/// <summary>The official client takes the emulator for the real thing.</summary>
public sealed class AnthropicFacts
{
    [Fact]
    public async Task The_official_client_gets_structured_output_and_typed_errors()
    {
        await using var asking = await Asking.StartAsync();
        asking.Server.Claude.Keep = true;
        using var client = Client(asking.Server.Api, asking.Server.ClaudeKey);

        var message = await client.Messages.Create(Question(), TestContext.Current.CancellationToken);

        message.StopReason!.Raw().ShouldBe("end_turn");
        message.ID.ShouldStartWith("msg_");
        message.Usage.InputTokens.ShouldBeGreaterThan(0);
        message.Usage.CacheCreationInputTokens.ShouldBe(2);
        message.Content.ShouldHaveSingleItem().TryPickText(out var text).ShouldBeTrue();
        JsonDocument.Parse(text!.Text).RootElement.GetProperty("verdicts").EnumerateArray().Select(verdict => verdict.GetProperty("id").GetString()).ShouldBe(["a", "b"]);
        var heard = asking.Server.Claude.Heard.ShouldHaveSingleItem();
        heard.Headers["authorization"].ShouldBe("Bearer (key)");
        JsonDocument.Parse(heard.Body).RootElement.GetProperty("system")[0].GetProperty("cache_control").GetProperty("ttl").GetString().ShouldBe("1h");

        asking.Server.Faults.Next((_, path) => path == "/v1/messages", 1, new Fault.Failed(429));
        var limited = await Should.ThrowAsync<AnthropicRateLimitException>(() => client.Messages.Create(Question()));
        limited.RequestID.ShouldNotBeNull().ShouldStartWith("req_");
        asking.Server.Faults.Next((_, path) => path == "/v1/messages", 1, new Fault.Failed(529));
        (await Should.ThrowAsync<AnthropicApiException>(() => client.Messages.Create(Question()))).ResponseBody.ShouldContain("overloaded_error");
        using var stranger = Client(asking.Server.Api, "wrong");
        await Should.ThrowAsync<AnthropicUnauthorizedException>(() => stranger.Messages.Create(Question()));
    }

    [Fact]
    public async Task The_official_client_tests_a_key_by_the_list_of_models()
    {
        await using var asking = await Asking.StartAsync();
        using var client = Client(asking.Server.Api, asking.Server.ClaudeKey);
        (await client.Models.List(cancellationToken: TestContext.Current.CancellationToken)).Items.Select(model => model.ID).ShouldContain("claude-haiku-5-5");
        (await client.Models.Retrieve("claude-haiku-5-5", cancellationToken: TestContext.Current.CancellationToken)).DisplayName.ShouldBe("Claude Haiku 5.5");
    }

    static AnthropicClient Client(Uri api, string key) => new() { ApiKey = key, BaseUrl = $"{api}".TrimEnd('/'), MaxRetries = 0 };

    static MessageCreateParams Question() => new()
    {
        Model = Model.ClaudeHaiku5_5,
        MaxTokens = 1_000,
        System = new List<TextBlockParam> { new() { Text = "Eight, 8", CacheControl = new CacheControlEphemeral { Ttl = Ttl.Ttl1h } } },
        OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Asking.Verdicts)! } },
        Messages = [new UserMessageParam("""{"things":[{"id":"a","name":"Tom"},{"id":"b","name":"Rex"}]}""")],
    };
}
