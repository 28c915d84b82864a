using System.Text.Json.Serialization;

namespace Recoup.Storage.SignIns;

/// <summary>How what belongs to sign-in is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiToken))]
internal sealed partial class SignInJson : JsonSerializerContext;
