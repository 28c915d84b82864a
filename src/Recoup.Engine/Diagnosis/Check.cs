using System.Text.Json.Serialization;

namespace Recoup.Engine.Diagnosis;

/// <summary>What came of looking at one thing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Finding>))]
public enum Finding
{
    [JsonStringEnumMemberName("ok")] Ok,

    /// <summary>Atlassian refuses it to this key.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Nothing usable came back: it may work later.</summary>
    [JsonStringEnumMemberName("no-answer")] NoAnswer,

    /// <summary>There was nothing to try it on.</summary>
    [JsonStringEnumMemberName("not-tried")] NotTried,

    /// <summary>Something that only the user can give is not set.</summary>
    [JsonStringEnumMemberName("missing")] Missing,
}

/// <summary>What a scan loses when something is not there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weight>))]
public enum Weight
{
    /// <summary>The scan fails.</summary>
    [JsonStringEnumMemberName("needed")] Needed,

    /// <summary>The scan is partial.</summary>
    [JsonStringEnumMemberName("wanted")] Wanted,

    /// <summary>The scan is whole and knows less.</summary>
    [JsonStringEnumMemberName("helpful")] Helpful,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">Whose it is: the organisation's key, a site, the settings.</param>
/// <param name="What">What was tried, in words.</param>
/// <param name="Weight">What hangs on it.</param>
/// <param name="Finding">What came of it.</param>
/// <param name="Means">What follows for a scan, or what to do; empty when all is well.</param>
public sealed record Check(string Subject, string What, Weight Weight, Finding Finding, string Means)
{
    /// <summary>Whether a scan is worse off.</summary>
    [JsonIgnore]
    public bool IsTrouble => Finding is Finding.Refused or Finding.NoAnswer or Finding.Missing;
}
