using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>An id that Atlassian hands out: an opaque text, never parsed, compared byte for byte.</summary>
/// <typeparam name="T">The id type itself.</typeparam>
public interface ITextId<out T>
{
    /// <summary>The text as Atlassian writes it.</summary>
    string Value { get; }

    /// <summary>Takes the text as it is.</summary>
    static abstract T From(string value);
}

/// <summary>An Atlassian organisation. Looks like a UUID and is not always one (ATLASSIAN: real ids contain letters beyond f).</summary>
[JsonConverter(typeof(TextIdConverter<OrgId>))]
public readonly record struct OrgId(string Value) : ITextId<OrgId>
{
    /// <summary>Where a CSV import goes when no organisation is named.</summary>
    public static readonly OrgId Local = new("local");

    public static OrgId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>An Atlassian account, 1 to 128 characters of <c>[a-zA-Z0-9_|:-]</c>; must be escaped in paths.</summary>
[JsonConverter(typeof(TextIdConverter<AccountId>))]
public readonly record struct AccountId(string Value) : ITextId<AccountId>
{
    /// <summary>A number made of the id (FNV-1a, 64 bits): equal for equal ids, and hardly ever for others. Finds accounts where a million texts would be too much.</summary>
    public long Number => Fingerprint.Of(Value);

    /// <summary>Whether it has Atlassian's documented form; only then may it stand inside a query.</summary>
    public bool IsWellFormed => Value.Length is > 0 and <= 128 && Value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '|' or ':' or '-');

    public static AccountId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A site's cloud id: the last part of a site resource's ARI. From a CSV export, where no cloud id stands, the site's name.</summary>
[JsonConverter(typeof(TextIdConverter<SiteId>))]
public readonly record struct SiteId(string Value) : ITextId<SiteId>
{
    public static SiteId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A user directory of the organisation.</summary>
[JsonConverter(typeof(TextIdConverter<DirectoryId>))]
public readonly record struct DirectoryId(string Value) : ITextId<DirectoryId>
{
    public static DirectoryId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A group, always as the bare id: a user's groups come as ARIs, group endpoints take the bare form.</summary>
[JsonConverter(typeof(TextIdConverter<GroupId>))]
public readonly record struct GroupId(string Value) : ITextId<GroupId>
{
    private const string AriPrefix = "ari:cloud:identity::group/";

    public static GroupId From(string value) =>
        new(value.StartsWith(AriPrefix, StringComparison.Ordinal) ? value[AriPrefix.Length..] : value);

    public override string ToString() => Value;
}

/// <summary>One scan or import. Sorts by the time it began.</summary>
[JsonConverter(typeof(TextIdConverter<ScanId>))]
public readonly record struct ScanId(string Value) : ITextId<ScanId>
{
    public static ScanId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Writes an id as the bare text, also as a property name.</summary>
public sealed class TextIdConverter<T> : JsonConverter<T>
    where T : struct, ITextId<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.From(reader.GetString() ?? "");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
