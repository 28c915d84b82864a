namespace Recoup.Emulator;

/// <summary>Everything of the organisation but its people: sites, directories, domains, groups.</summary>
internal sealed class Landscape
{
    static readonly string[] Departments =
        ["finance", "legal", "sales", "marketing", "people", "support", "design", "research", "operations", "security", "data", "procurement", "facilities", "product", "platform", "quality"];

    static readonly string[] Places = ["team", "leads", "berlin", "lyon", "austin", "osaka", "porto", "krakow", "remote", "contractors", "managers", "oncall", "readers", "north", "south", "east", "west", "alumni", "board"];

    readonly List<Group> groups = [];
    readonly int seed;

    public Landscape(int seed, int users)
    {
        this.seed = seed;
        var dice = new Dice(seed, 0, salt: 1);
        OrgId = Organisation.IdLike(ref dice);
        Primary = new(0, dice.Uuid(), "Primary Directory");
        Labs = new(1, dice.Uuid(), "Labs");
        Domains = [new(dice.Uuid(), "acme.test", true), new(dice.Uuid(), "acme.example", true), new(dice.Uuid(), "acme-old.test", false)];
        Acme = new(0, "acme", dice.Uuid(), false, Primary);
        AcmeLabs = new(1, "acme-labs", dice.Uuid(), false, Labs);
        Sandbox = new(2, "acme-sandbox-001", dice.Uuid(), true, Primary);
        Sites = [Acme, AcmeLabs, Sandbox];
        var resources = new List<Resource>();
        foreach (var site in Sites)
        {
            Product[] products = site == Acme ? [Product.Jira, Product.Confluence, Product.ServiceManagement, Product.Discovery] : [Product.Jira, Product.Confluence];
            site.Resources = [.. products.Select((product, i) => new Resource(resources.Count + i, site, product))];
            resources.AddRange(site.Resources);
        }
        Resources = resources;
        AddGrantingGroups();
        FirstDepartment = groups.Count;
        AddDepartments(Math.Clamp(20 + users / 300, 20, 300));
        Groups = groups;
        OrgAdmins = Bit("org-admins");
        AccessAdmins = Bit("user-access-admins-acme");
    }

    public string OrgId { get; }
    public Directory Primary { get; }
    public Directory Labs { get; }
    public Site Acme { get; }
    public Site AcmeLabs { get; }
    public Site Sandbox { get; }
    public IReadOnlyList<Site> Sites { get; }
    public IReadOnlyList<Resource> Resources { get; }
    public IReadOnlyList<Domain> Domains { get; }
    public IReadOnlyList<Group> Groups { get; }

    /// <summary>Index of the first group that grants nothing; every group after it grants nothing either.</summary>
    public int FirstDepartment { get; }

    public ulong OrgAdmins { get; }
    public ulong AccessAdmins { get; }

    public ulong Bit(string group) => groups.Find(g => g.Name == group)!.Bit;

    void AddGrantingGroups()
    {
        foreach (var site in Sites)
            foreach (var resource in site.Resources)
            {
                var (users, admins) = resource.Product switch
                {
                    Product.Jira => ("jira-users", "jira-admins"),
                    Product.Confluence => ("confluence-users", "confluence-admins"),
                    Product.ServiceManagement => ("jsm-agents", "jsm-admins"),
                    _ => ("jpd-creators", "jpd-admins"),
                };
                Add($"{users}-{site.Name}", $"Access to {resource.Product.Label()} on {site.Name}", site.Directory, false, new Grant(resource, Role.User));
                Add($"{admins}-{site.Name}", $"Administers {resource.Product.Label()} on {site.Name}", site.Directory, false, new Grant(resource, Role.Admin));
            }

        Grant jira = new(Acme.Of(Product.Jira), Role.User), confluence = new(Acme.Of(Product.Confluence), Role.User);
        Add("jsm-customers-acme", "Help center customers", Primary, false, new Grant(Acme.Of(Product.ServiceManagement), Role.Customer));
        Add("jpd-contributors-acme", "View, comment and vote on ideas", Primary, false, new Grant(Acme.Of(Product.Discovery), Role.Contributor));
        Add("everyone-acme", "All staff, kept by the identity provider", Primary, true, jira, confluence);
        Add("engineering", "Builds the product", Primary, false, jira, confluence);
        Add("analytics", "Works with the numbers", Primary, false, jira, confluence);
        Add("jsm-licences-acme", "Licences of agents, handed out ahead", Primary, false, new Grant(Acme.Of(Product.ServiceManagement), Role.User));
        Add("org-admins", "Organization admins", Primary, false, new Grant(null, Role.OrgAdmin));
        Add("user-access-admins-acme", "Decide who may use the apps", Primary, false, jira with { Role = Role.UserAccessAdmin }, confluence with { Role = Role.UserAccessAdmin });
    }

    void AddDepartments(int count)
    {
        for (var i = 0; i < count; i++)
            Add($"{Departments[i % Departments.Length]}-{Places[i / Departments.Length % Places.Length]}", "", i % 10 == 9 ? Labs : Primary, i % 3 == 0);
    }

    void Add(string name, string description, Directory directory, bool synced, params Grant[] grants) =>
        groups.Add(new(groups.Count, new Dice(seed, groups.Count, salt: 2).Uuid(), name, description, directory, synced, grants));
}
