using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Engine.Auditing;

/// <summary>A line of a log as JSONL. The order of its members is part of the format: <c>record</c>, then <c>hash</c>.</summary>
internal sealed record AuditJsonLine(string Record, string Hash, string? Actor, string? Subject, string? Note);

/// <summary>
/// The JSON of such a line. Of what stands in a record, only <c>"</c> and <c>\</c> are escaped, each by a <c>\</c> in front:
/// a shell can take that back.
/// </summary>
[JsonSerializable(typeof(AuditJsonLine))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static AuditJson Strict => field ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    });
}
