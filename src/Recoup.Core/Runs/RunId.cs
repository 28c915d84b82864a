using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Runs;

/// <summary>One time that a plan was applied, or something of it was undone. Sorts by when it began.</summary>
[JsonConverter(typeof(TextIdConverter<RunId>))]
public readonly record struct RunId(string Value) : ITextId<RunId>
{
    public static RunId From(string value) => new(value);

    public override string ToString() => Value;
}
