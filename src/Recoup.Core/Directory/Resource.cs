using System.Text.Json;
using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>A product on a site: what a seat is a seat of. Written by Atlassian, and here, as <c>ari:cloud:PRODUCT::site/CLOUDID</c>.</summary>
[JsonConverter(typeof(ResourceConverter))]
public readonly record struct Resource(Product Product, SiteId Site)
{
    /// <summary>The Atlassian resource identifier.</summary>
    public string Ari => $"ari:cloud:{Product.Value}::site/{Site.Value}";

    /// <summary>Reads a site resource's ARI; null for anything else (a Bitbucket workspace, a platform resource of another shape).</summary>
    public static Resource? TryParse(string? ari)
    {
        const string prefix = "ari:cloud:";
        const string middle = "::site/";
        if (ari is null || !ari.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var at = ari.IndexOf(middle, prefix.Length, StringComparison.Ordinal);
        if (at <= prefix.Length || at + middle.Length >= ari.Length)
            return null;
        return new Resource(new Product(ari[prefix.Length..at]), new SiteId(ari[(at + middle.Length)..]));
    }

    public override string ToString() => Ari;
}

/// <summary>A resource is its ARI.</summary>
public sealed class ResourceConverter : JsonConverter<Resource>
{
    public override Resource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Resource.TryParse(reader.GetString()) ?? throw new JsonException("A resource is an ARI such as ari:cloud:confluence::site/ID.");

    public override void Write(Utf8JsonWriter writer, Resource value, JsonSerializerOptions options) => writer.WriteStringValue(value.Ari);
}
