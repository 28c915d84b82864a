using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Runs;

namespace Recoup.Forge.Kvs;

/// <summary>The JSON of what only this store keeps: lists and indexes beside the documents.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<Entry>))]
[JsonSerializable(typeof(List<Hold>))]
[JsonSerializable(typeof(Count))]
[JsonSerializable(typeof(ScanPages))]
[JsonSerializable(typeof(AccountCells))]
[JsonSerializable(typeof(FindingCells))]
[JsonSerializable(typeof(PendingBook))]
[JsonSerializable(typeof(PeopleHead))]
[JsonSerializable(typeof(SecretBook))]
[JsonSerializable(typeof(RunOrder))]
internal sealed partial class KvsJson : JsonSerializerContext
{
    /// <summary>Names in any script as they are, so that an index stays small. It never reaches a page.</summary>
    public static KvsJson Small { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>A number by itself.</summary>
internal sealed record Count(int Value);
