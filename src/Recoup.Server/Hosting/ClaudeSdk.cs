using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Anthropic.Services;
using Recoup.Engine.Assisting;

namespace Recoup.Server.Hosting;

/// <summary>Claude by the official SDK, over a client that reaches the API and nothing else.</summary>
internal sealed class ClaudeSdk : IAssistant
{
    private readonly IMessageService _messages;
    private readonly IModelService _models;

    /// <param name="http">That client, which stays its owner's.</param>
    /// <param name="api">The API's base address.</param>
    /// <param name="key">The key.</param>
    /// <param name="retries">How often the SDK asks again what was not answered; it waits as long as Claude says.</param>
    public ClaudeSdk(HttpClient http, Uri api, string key, int retries = MessagesApi.Retries)
    {
        // Everything is set, so that the SDK looks for nothing in the environment or in files.
        var client = new AnthropicClient(new ClientOptions
        {
            HttpClient = http,
            BaseUrl = api.ToString().TrimEnd('/'),
            ApiKey = key,
            AuthToken = null,
            MaxRetries = retries,
            Timeout = MessagesApi.Patience,
        });
        (_messages, _models) = (client.Messages, client.Models);
    }

    public async Task<Reply> AskAsync(Question question, CancellationToken cancellationToken)
    {
        var message = await SendAsync(
            () => _messages.Create(
                new MessageCreateParams
                {
                    Model = question.Model,
                    MaxTokens = question.MostTokens,
                    System = new List<TextBlockParam> { new() { Text = question.Rules, CacheControl = new CacheControlEphemeral() } },
                    OutputConfig = new OutputConfig { Format = new JsonOutputFormat { Schema = question.Schema.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) } },
                    Messages = [new UserMessageParam(question.Data)],
                },
                cancellationToken),
            charged: true,
            cancellationToken);
        return await SendAsync(() => Task.FromResult(Read(message)), charged: true, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ModelsAsync(CancellationToken cancellationToken) =>
        await SendAsync<IReadOnlyList<string>>(async () => [.. (await _models.List(cancellationToken: cancellationToken)).Items.Select(m => m.ID)], charged: false, cancellationToken);

    private static Reply Read(Message message)
    {
        var usage = message.Usage;
        return new(
            string.Concat(message.Content.Select(b => b.TryPickText(out var text) ? text.Text : "")),
            message.StopReason?.Raw() ?? "",
            new(usage.InputTokens, usage.OutputTokens, usage.CacheCreationInputTokens ?? 0, usage.CacheReadInputTokens ?? 0));
    }

    /// <summary>The SDK's exceptions as the engine knows them. Their texts are not repeated: they quote what was answered.</summary>
    private static async Task<T> SendAsync<T>(Func<Task<T>> call, bool charged, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (AnthropicApiException e)
        {
            throw MessagesApi.Failure(e.StatusCode);
        }
        catch (Exception e) when (e is AnthropicInvalidDataException or JsonException)
        {
            throw new AssistantException(AssistantFailure.Broken, "what answered is not Claude: no JSON of that shape came", charged);
        }
        catch (AnthropicException)
        {
            throw new AssistantException(AssistantFailure.Broken, "the connection to Claude broke", charged);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AssistantException(AssistantFailure.Broken, $"Claude gave no answer within {MessagesApi.Patience.TotalSeconds} seconds", charged, e);
        }
    }
}
