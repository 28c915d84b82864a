namespace Recoup.Emulator;

/// <summary>One user base of the organisation; groups and memberships live in it.</summary>
public sealed record Directory(int Index, string Id, string Name);

public sealed record Domain(string Id, string Name, bool Verified);

/// <summary>A cloud site with its products.</summary>
public sealed class Site(int index, string name, string cloudId, bool sandbox, Directory directory)
{
    public int Index => index;
    public string Name => name;
    public string CloudId => cloudId;
    public bool Sandbox => sandbox;
    public Directory Directory => directory;
    public IReadOnlyList<Resource> Resources { get; internal set; } = [];

    internal Resource? Of(Product product) => Resources.FirstOrDefault(resource => resource.Product == product);
}

/// <summary>A product on a site: what a role is held on.</summary>
/// <param name="Index">Position in <see cref="Organisation.Resources"/>.</param>
public sealed record Resource(int Index, Site Site, Product Product)
{
    public string Ari { get; } = $"ari:cloud:{Product.Key()}::site/{Site.CloudId}";
}
