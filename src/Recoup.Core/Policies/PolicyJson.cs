using System.Text.Json.Serialization;

namespace Recoup.Core.Policies;

/// <summary>The JSON of a policy. Its bytes are hashed: a change here changes the hash of every policy.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyFile))]
public sealed partial class PolicyJson : JsonSerializerContext;
