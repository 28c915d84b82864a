using System.Text.Json.Serialization;
using Recoup.Engine.Scanning;

namespace Recoup.Engine;

/// <summary>The JSON of what the engine keeps.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Scan))]
[JsonSerializable(typeof(Connection))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(Listing))]
[JsonSerializable(typeof(IReadOnlyList<Listing>))]
public sealed partial class EngineJson : JsonSerializerContext;
