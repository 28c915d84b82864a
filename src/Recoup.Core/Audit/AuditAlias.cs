using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Audit;

/// <summary>
/// A random id that stands in a record for a person or for a free text. What it stands for is in a side table and may be
/// erased, while the record stays as it is. Always 32 lower-case hex digits, so that no name can pass for one.
/// </summary>
[JsonConverter(typeof(TextIdConverter<AuditAlias>))]
public readonly record struct AuditAlias : ITextId<AuditAlias>
{
    private const int Bytes = 16;

    private AuditAlias(string value) => Value = value;

    /// <summary>The 32 hex digits.</summary>
    public string Value { get; }

    /// <summary>An alias made of 16 random bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static AuditAlias Of(ReadOnlySpan<byte> random) => random.Length == Bytes
        ? new(Convert.ToHexStringLower(random))
        : throw new ArgumentException($"An alias is made of {Bytes} random bytes.", nameof(random));

    /// <summary>Takes a stored alias.</summary>
    /// <exception cref="FormatException">The text is not 32 lower-case hex digits.</exception>
    public static AuditAlias From(string value) => value.Length == Bytes * 2 && value.All(char.IsAsciiHexDigitLower)
        ? new(value)
        : throw new FormatException("An alias has 32 lower-case hex digits.");

    public override string ToString() => Value;
}
