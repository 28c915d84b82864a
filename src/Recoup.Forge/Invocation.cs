using System.Text.Json;
using Recoup.Core.Rules;
using Recoup.Engine.Assisting;
using Recoup.Engine.Atlassian;

namespace Recoup.Forge;

/// <summary>One call of one function of the app, and everything that it reaches the platform by.</summary>
/// <param name="scope">Its number.</param>
internal sealed class Invocation(int scope)
{
    /// <summary>A client that reaches these addresses and nothing else: our own guard first, then the platform's.</summary>
    private HttpClient Client(params Uri[] destinations) => new(new EgressGuard(destinations, new HostNetwork(scope)));

    /// <summary>Does what a function of the app asks for.</summary>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public async Task<string> AnswerAsync(string method, string argument) => method switch
    {
        "judge" => Snapshot.Judged(argument),
        "claude.models" => JsonSerializer.Serialize(await ModelsAsync(JsonSerializer.Deserialize(argument, HostJson.Default.String)!), HostJson.Default.IReadOnlyListString),
        _ => throw new ArgumentException($"There is no {method}.", nameof(method)),
    };

    /// <summary>The models that a key to Claude may ask.</summary>
    private async Task<IReadOnlyList<string>> ModelsAsync(string key)
    {
        using var client = Client(MessagesApi.Anthropic);
        return await new MessagesApi(client, MessagesApi.Anthropic, key, TimeProvider.System).ModelsAsync(CancellationToken.None);
    }
}
