using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Money;

namespace Recoup.Tests.Documents;

/// <summary>A price book as a document shows it.</summary>
internal static class BookInDocument
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static PriceBook Read(string json) => JsonSerializer.Deserialize<PriceBook>(json, Strict)!;
}
