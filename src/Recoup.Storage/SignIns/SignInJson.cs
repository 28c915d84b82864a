using System.Text.Json.Serialization;

namespace Recoup.Storage.SignIns;

/// <summary>How what belongs to sign-in is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(OneTimeLink))]
internal sealed partial class SignInJson : JsonSerializerContext;
