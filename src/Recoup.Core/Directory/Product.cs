using System.Text.Json.Serialization;

namespace Recoup.Core.Directory;

/// <summary>
/// An Atlassian product, by the owner part of its resource ids (<c>jira-software</c>, <c>confluence</c>…).
/// Any other text is kept and shown as it is: new products appear without notice.
/// </summary>
[JsonConverter(typeof(TextIdConverter<Product>))]
public readonly record struct Product(string Value) : ITextId<Product>
{
    public static readonly Product Jira = new("jira-software");
    public static readonly Product Confluence = new("confluence");
    public static readonly Product ServiceManagement = new("jira-servicedesk");
    public static readonly Product Discovery = new("jira-product-discovery");

    /// <summary>Not a product with seats, but billed by person: Atlassian Guard, under the name that contracts and costs use.</summary>
    public static readonly Product Guard = new("guard");

    /// <summary>The products whose user and admin roles are paid seats, in the order they are shown.</summary>
    public static readonly IReadOnlyList<Product> WithSeats = [Jira, Confluence, ServiceManagement, Discovery];

    /// <summary>Whether a user or admin role in this product is a seat that Recoup knows how to read.</summary>
    public bool HasSeats => WithSeats.Contains(this);

    /// <summary>Whether issue activity on the product's site can speak for its use.</summary>
    public bool IsJiraFamily => Value.StartsWith("jira", StringComparison.Ordinal);

    /// <summary>The name Atlassian uses in its own screens.</summary>
    public string Name => Value switch
    {
        "jira-software" => "Jira",
        "confluence" => "Confluence",
        "jira-servicedesk" => "Jira Service Management",
        "jira-product-discovery" => "Jira Product Discovery",
        "guard" => "Atlassian Guard",
        _ => Value,
    };

    public static Product From(string value) => new(value);

    public override string ToString() => Value;
}
