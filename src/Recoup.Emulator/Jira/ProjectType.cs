namespace Recoup.Emulator;

/// <summary>What a project is for. The last two need a product of their own on the site.</summary>
internal enum ProjectType : byte { Software, Business, ServiceDesk, Discovery }

internal static class ProjectTypes
{
    static readonly string[] Keys = ["software", "business", "service_desk", "product_discovery"];

    public static string Key(this ProjectType type) => Keys[(int)type];

    /// <summary>The type with that key; null for one that does not exist.</summary>
    public static ProjectType? Of(string key) => Array.FindIndex(Keys, known => known.Equals(key, StringComparison.OrdinalIgnoreCase)) is >= 0 and var type ? (ProjectType)type : null;

    /// <summary>The product whose seat one works with in such projects.</summary>
    public static Product Product(this ProjectType type) => type switch
    {
        ProjectType.ServiceDesk => Recoup.Emulator.Product.ServiceManagement,
        ProjectType.Discovery => Recoup.Emulator.Product.Discovery,
        _ => Recoup.Emulator.Product.Jira,
    };
}
