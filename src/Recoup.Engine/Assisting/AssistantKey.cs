using Recoup.Core;
using Recoup.Core.Policies;
using Recoup.Engine.Configuring;

namespace Recoup.Engine.Assisting;

/// <summary>The key to Claude: given, tried, taken away.</summary>
public static class AssistantKey
{
    private const int Shortest = 8;
    private const int Longest = 300;

    /// <summary>Keeps a key in place of another. It is not tried: while everything is switched off, nothing goes out (P06).</summary>
    /// <returns>Why not; null when it is kept.</returns>
    public static async Task<Refusal?> SetAsync(Desk desk, string key, CancellationToken cancellationToken)
    {
        key = key.Trim();
        if (key.Length is < Shortest or > Longest || key.Any(c => !char.IsAscii(c) || char.IsControl(c) || c == ' '))
            return new("bad-key", $"A key to Claude is one word of {Shortest} to {Longest} letters, digits and signs. Was it copied whole? Make one at console.anthropic.com");
        await ChangeAsync(desk, key, new ShownKey(key[^4..], DateOnly.FromDateTime(desk.Now.UtcDateTime)), "ai.key.set", cancellationToken);
        return null;
    }

    /// <summary>Takes the key away; a question that is under way is broken off (P25).</summary>
    public static Task ClearAsync(Desk desk, CancellationToken cancellationToken) => ChangeAsync(desk, null, null, "ai.key.clear", cancellationToken);

    /// <summary>Tries the key by the list of models, which costs nothing.</summary>
    /// <param name="claude">Claude, asked with a key.</param>
    /// <returns>The models that it may ask, or why there are none.</returns>
    public static async Task<(IReadOnlyList<string>? Models, Refusal? Refusal)> TestAsync(Desk desk, Func<string, IAssistant> claude, CancellationToken cancellationToken)
    {
        var settings = (await desk.Store.SettingsAsync(desk.Org, cancellationToken)).Assistant;
        if (!settings.AnyOn)
            return (null, new("ai-off", "Claude is switched off, and nothing goes there. Switch on aiEnabled.classifier or aiEnabled.summary first"));
        if (await desk.Store.TryGetSecretAsync(desk.Org, SecretName.AssistantKey, cancellationToken) is not { } key)
            return (null, new("no-ai-key", "No key to Claude is kept. Give one: recoup settings set ai.key -"));
        try
        {
            return (await claude(key).ModelsAsync(cancellationToken), null);
        }
        catch (AssistantException e)
        {
            return (null, new(e.Failure == AssistantFailure.KeyRefused ? "key-refused" : "ai-failed", char.ToUpperInvariant(e.Message[0]) + e.Message[1..]));
        }
    }

    private static async Task ChangeAsync(Desk desk, string? key, ShownKey? shown, string what, CancellationToken cancellationToken)
    {
        // The secret first: settings that tell of a key that is not there would be wrong, one that is not told of does no harm.
        await desk.Store.CommitAsync(new Change(desk.Org, desk.Event(what)) { Secrets = new Dictionary<string, string?> { [SecretName.AssistantKey] = key } }, cancellationToken);
        await Configuration.ChangeAsync(
            desk,
            settings => settings.Assistant.Key == shown ? null
                : (settings with { Assistant = settings.Assistant with { Key = shown } }, desk.Event("settings.set", note: shown is null ? "ai.key taken away" : $"ai.key ends in {shown.LastFour}")),
            cancellationToken);
    }
}
