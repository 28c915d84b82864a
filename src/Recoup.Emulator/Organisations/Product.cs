namespace Recoup.Emulator;

public enum Product { Jira, Confluence, ServiceManagement, Discovery }

internal static class Products
{
    /// <summary>The key in resource ids and in workspaces.</summary>
    public static string Key(this Product product) => product switch
    {
        Product.Jira => "jira-software",
        Product.Confluence => "confluence",
        Product.ServiceManagement => "jira-servicedesk",
        _ => "jira-product-discovery",
    };

    /// <summary>The key in version 1, which spells one of them in another way.</summary>
    public static string OldKey(this Product product) => product == Product.ServiceManagement ? "jira-service-desk" : product.Key();

    /// <summary>The name on the admin site's pages and in its exports.</summary>
    public static string Label(this Product product) => product switch
    {
        Product.Jira => "Jira",
        Product.Confluence => "Confluence",
        Product.ServiceManagement => "Jira Service Management",
        _ => "Jira Product Discovery",
    };
}
