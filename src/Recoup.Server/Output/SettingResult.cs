using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>A setting with its value.</summary>
public sealed record SettingResult(string Name, string Value, string Meaning)
{
    /// <summary>Every setting, then what may be shown of the keys.</summary>
    public static async Task<IReadOnlyList<SettingResult>> AllAsync(IStore store, OrgId org, CancellationToken cancellationToken)
    {
        var settings = await store.SettingsAsync(org, cancellationToken);
        return [.. SettingName.All.Select(s => Of(s, settings)), .. Keys(await store.TryGetConnectionAsync(org, cancellationToken)), .. Keys(settings)];
    }

    public static SettingResult Of(SettingName setting, Settings settings) => new(setting.Name, setting.Get(settings), setting.Meaning);

    /// <summary>The keys in use, without the keys (P05).</summary>
    public static IEnumerable<SettingResult> Keys(Connection? connection) => (connection?.Keys ?? [])
        .OrderBy(k => k.Name != SecretName.OrgKey)
        .Select(k => new SettingResult(k.Name, KeyWords.Of(k), "kept encrypted, never shown; recoup connect sets it"));

    /// <summary>The key to Claude, without the key.</summary>
    public static IEnumerable<SettingResult> Keys(Settings settings) => settings.Assistant.Key is { } key
        ? [new(SecretName.AssistantKey, $"ends in …{key.LastFour}, set on {Figures.Day(key.SetOn)}", "kept encrypted, never shown; recoup settings set ai.key - takes it from standard input, \"\" takes it away")]
        : [];
}
