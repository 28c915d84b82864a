using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new() { SkipValidation = true });
        json.WriteStartObject();
        json.WriteString("org", head.Org.Value);
        json.WriteString("scan", head.Scan.Value);
        json.WriteString("asOf", head.AsOf);
        json.WriteString("policyHash", head.PolicyHash);
        json.WriteString("priceBookHash", head.PriceBookHash);
        json.WriteStartArray("rows");
        var writer = new PlanRowWriter(json);
        foreach (var row in rows)
        {
            writer.Write(row);
            Take();
        }

        json.WriteEndArray();
        json.WriteString("createdAt", head.CreatedAt);
        json.WriteString("expiresAt", head.ExpiresAt);
        json.WriteEndObject();
        Take();
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Take()
        {
            json.Flush();
            hash.AppendData(bytes.WrittenSpan);
            bytes.ResetWrittenCount();
        }
    }
}

/// <summary>The JSON of a plan's row, which <see cref="PlanRowWriter"/> writes to the byte. It is hashed: a change here changes the hash of every plan.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanRow))]
internal sealed partial class PlanJson : JsonSerializerContext;
