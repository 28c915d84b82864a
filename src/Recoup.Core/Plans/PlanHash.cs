using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;

namespace Recoup.Core.Plans;

/// <summary>
/// What a plan is known by: SHA-256, in lower-case hex, over canonical JSON of everything that it does and rests on (RULES 5):
/// on one line, the parts always in the same order, what is not set left out, every character outside ASCII escaped.
/// </summary>
public static class PlanHash
{
    /// <param name="head">The plan; its own hash and what is only told of it do not count.</param>
    /// <param name="rows">Its rows, by account id.</param>
    public static string Of(PlanHead head, IReadOnlyList<PlanRow> rows)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            var content = new PlanContent(head.Org, head.Scan, head.AsOf, head.PolicyHash, head.PriceBookHash, rows, head.CreatedAt, head.ExpiresAt);
            JsonSerializer.Serialize(stream, content, PlanJson.Default.PlanContent);
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }
}

/// <summary>What is hashed of a plan.</summary>
internal sealed record PlanContent(
    OrgId Org, ScanId Scan, DateTimeOffset AsOf, string PolicyHash, string PriceBookHash, IReadOnlyList<PlanRow> Rows, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>The JSON of a plan. Its bytes are hashed: a change here changes the hash of every plan.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanContent))]
internal sealed partial class PlanJson : JsonSerializerContext;
