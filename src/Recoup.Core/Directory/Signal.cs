using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>What is known of a signal. Never two states: a failed read is <see cref="Unknown"/>, not <see cref="None"/>.</summary>
public enum SignalState
{
    /// <summary>Not asked, refused, failed, truncated or stale.</summary>
    Unknown,

    /// <summary>Asked and answered: there is nothing.</summary>
    None,

    /// <summary>Asked and answered: there is a value.</summary>
    Value,
}

/// <summary>A date that was read, read and found absent, or not read. The default is unknown, so that forgetting one stays harmless.</summary>
[JsonConverter(typeof(SignalConverter))]
public readonly record struct Signal(SignalState State, DateTimeOffset At)
{
    public static readonly Signal Unknown;
    public static readonly Signal None = new(SignalState.None, default);

    public static Signal Of(DateTimeOffset at) => new(SignalState.Value, at);

    public bool IsKnown => State != SignalState.Unknown;

    public bool IsNone => State == SignalState.None;

    public bool HasValue => State == SignalState.Value;

    /// <summary>Whether there is a value and it lies at least <paramref name="limit"/> before <paramref name="now"/>: exactly on the limit counts.</summary>
    public bool IsOlderThan(TimeSpan limit, DateTimeOffset now) => HasValue && now - At >= limit;

    /// <summary>Whether there is a value younger than <paramref name="limit"/>; a date in the future is.</summary>
    public bool IsWithin(TimeSpan limit, DateTimeOffset now) => HasValue && now - At < limit;
}

/// <summary>Unknown is <c>null</c>, none is <c>"none"</c>, a value is its time.</summary>
public sealed class SignalConverter : JsonConverter<Signal>
{
    public override bool HandleNull => true;

    public override Signal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() switch
        {
            null => Signal.Unknown,
            "none" => Signal.None,
            var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => Signal.Of(at),
            _ => throw new JsonException("A signal is null, \"none\" or a time."),
        };

    public override void Write(Utf8JsonWriter writer, Signal value, JsonSerializerOptions options)
    {
        if (value.HasValue)
            writer.WriteStringValue(value.At);
        else if (value.IsNone)
            writer.WriteStringValue("none");
        else
            writer.WriteNullValue();
    }
}
