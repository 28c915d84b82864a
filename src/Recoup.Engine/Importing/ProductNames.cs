using Recoup.Core.Directory;

namespace Recoup.Engine.Importing;

/// <summary>Products as the exports name them; the names changed over the years.</summary>
internal static class ProductNames
{
    /// <summary>The product of a name; a name we do not know is kept as a product of its own, without seats.</summary>
    public static Product Of(string name) => name.ToLowerInvariant() switch
    {
        "jira" or "jira software" => Product.Jira,
        "confluence" => Product.Confluence,
        "jira service management" or "jira service desk" => Product.ServiceManagement,
        "jira product discovery" => Product.Discovery,
        "jira work management" or "jira core" => new Product("jira-core"),
        var other => new Product(other.Replace(' ', '-')),
    };

    /// <summary>What a role cell means: the billable role, none, or null for a word we do not know.</summary>
    public static (bool Known, string? Role) RoleOf(string cell) => cell.ToLowerInvariant() switch
    {
        "" or "none" or "no access" or "customer" or "guest" or "contributor" or "stakeholder" or "basic" or "user access admin" => (true, null),
        "user" or "agent" or "creator" => (true, Role.User),
        "admin" or "product admin" or "administrator" or "user, admin" or "user, product admin" => (true, Role.Admin),
        _ => (false, null),
    };

    /// <summary>Sandbox sites carry Atlassian's own naming: <c>acme-sandbox-001</c>.</summary>
    public static bool IsSandbox(string site) => site.Contains("-sandbox-", StringComparison.OrdinalIgnoreCase);
}
