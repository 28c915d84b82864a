using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Rules;

namespace Recoup.Core.Policies;

/// <summary>Whether a rule speaks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleSwitch>))]
public enum RuleSwitch
{
    [JsonStringEnumMemberName("on")] On,
    [JsonStringEnumMemberName("off")] Off,
}

/// <summary>The numbers of a policy that hold where no scope says otherwise. See <see cref="Threshold"/> for their ranges.</summary>
public sealed record PolicyThresholds(int InactiveDays, int NeverUsedDays, int ExternalDays, int BufferPercent);

/// <summary>
/// The part of the settings that decides what is found and what is left alone, as a file that can be reviewed and kept. The
/// order of its parts, of what they hold and of the rules is always the same.
/// </summary>
public sealed record PolicyFile
{
    /// <summary>The form that this version reads and writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Scopes, and exclusions, at most: each is looked at for every account.</summary>
    public const int MostParts = 200;

    private PolicyFile()
    {
    }

    public int Version { get; } = CurrentVersion;

    public required PolicyThresholds Thresholds { get; init; }

    /// <summary>The rules that are off, by id; every other is on, also one that a later version brings.</summary>
    public required IReadOnlyDictionary<string, RuleSwitch> Rules { get; init; }

    /// <summary>Of several that fit, the first counts.</summary>
    public required IReadOnlyList<Scope> Scopes { get; init; }

    public required IReadOnlyList<Exclusion> Exclusions { get; init; }

    /// <summary>The policy that settings hold.</summary>
    public static PolicyFile Of(Settings settings) => new()
    {
        Thresholds = new(settings.InactiveDays, settings.NeverUsedDays, settings.ExternalDays, settings.BufferPercent),
        Rules = new SortedDictionary<string, RuleSwitch>(
            StandardRules.All.Select(r => r.Id).Intersect(settings.SwitchedOff).ToDictionary(id => id, _ => RuleSwitch.Off), StringComparer.Ordinal),
        Scopes = settings.Scopes,
        Exclusions = settings.Exclusions,
    };

    /// <summary>Settings with this policy; everything that is no part of it stays.</summary>
    public Settings Into(Settings settings) => settings with
    {
        InactiveDays = Thresholds.InactiveDays,
        NeverUsedDays = Thresholds.NeverUsedDays,
        ExternalDays = Thresholds.ExternalDays,
        BufferPercent = Thresholds.BufferPercent,
        SwitchedOff = [.. Rules.Where(r => r.Value == RuleSwitch.Off).Select(r => r.Key)],
        Scopes = Scopes,
        Exclusions = Exclusions,
    };

    /// <summary>What a plan names its policy by: SHA-256 over the canonical JSON, in lower-case hex.</summary>
    public static string Hash(Settings settings) => Of(settings).Hash();

    /// <summary>See <see cref="Hash(Settings)"/>.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(Canonical()));

    /// <summary>The canonical JSON: on one line, without comments, what is not set left out, every character outside ASCII escaped.</summary>
    public byte[] Canonical() => JsonSerializer.SerializeToUtf8Bytes(this, PolicyJson.Default.PolicyFile);
}
