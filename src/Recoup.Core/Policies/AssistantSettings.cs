using System.Text.Json.Serialization;

namespace Recoup.Core.Policies;

/// <summary>What an assistant may be asked, and for how much. Everything is off at first (P06).</summary>
public sealed record AssistantSettings
{
    /// <summary>The least dear model when this was written.</summary>
    public const string UsualModel = "claude-haiku-5-5";

    /// <summary>Whether it is asked about accounts whose kind is open.</summary>
    public bool Classifier { get; init; }

    /// <summary>Whether it writes the summary of a scan.</summary>
    public bool Summary { get; init; }

    /// <summary>Whether names are sent as their shape alone.</summary>
    public bool Pseudonymous { get; init; }

    /// <summary>What may be shown of its key; null while none is kept.</summary>
    public ShownKey? Key { get; init; }

    /// <summary>Which model is asked.</summary>
    public string Model { get => field ?? UsualModel; init; }

    /// <summary>What the model costs; null while nobody said.</summary>
    public TokenPrice? Price { get; init; }

    /// <summary>USD that one scan may spend; null for <see cref="AScan"/>'s default.</summary>
    public decimal? MostAScan { get; init; }

    /// <summary>USD that the scans begun in one month, in UTC, may spend; null for <see cref="AMonth"/>'s default.</summary>
    public decimal? MostAMonth { get; init; }

    [JsonIgnore]
    public bool AnyOn => Classifier || Summary;

    [JsonIgnore]
    public decimal AScan => MostAScan ?? 2m;

    [JsonIgnore]
    public decimal AMonth => MostAMonth ?? 20m;

    /// <summary>What is counted with: the price that was said, or one that is no lower than any model's.</summary>
    [JsonIgnore]
    public TokenPrice Counted => Price ?? TokenPrice.Dearest;
}

/// <summary>What a model costs.</summary>
/// <param name="In">USD per million tokens sent, 0 to 1000.</param>
/// <param name="Out">USD per million tokens answered, 0 to 1000.</param>
public sealed record TokenPrice(decimal In, decimal Out)
{
    /// <summary>The dearest that a price list named when this was written (ATLASSIAN 7): sums counted with it are upper bounds.</summary>
    public static readonly TokenPrice Dearest = new(10m, 50m);
}

/// <summary>What may be shown of a key (P05).</summary>
/// <param name="LastFour">Its last four characters.</param>
/// <param name="SetOn">The day it was given, in UTC.</param>
public sealed record ShownKey(string LastFour, DateOnly SetOn);
