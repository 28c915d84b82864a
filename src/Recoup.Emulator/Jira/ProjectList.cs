using System.Globalization;

namespace Recoup.Emulator;

/// <summary>The projects of all sites. Everyday people lead them, two excepted: those are led by people who have not been seen for months.</summary>
/// <remarks>Everybody who may act as an agent is one in some project, by the agents' group or by name, but for <see cref="Persona.AgentWithoutProject"/>.</remarks>
internal sealed class ProjectList
{
    const int Month = 30 * 86_400;

    static readonly string[][] Names =
    [
        ["Billing", "Checkout", "Mobile app", "Website", "Search", "Data platform", "Identity", "Reporting", "Integrations", "Notifications"],
        ["Hiring", "Campaigns"],
        ["Support", "Workplace IT", "People desk", "Facilities", "Legal desk"],
        ["Roadmap", "Ideas"],
    ];

    readonly Organisation organisation;
    readonly Project[][] bySite;

    public ProjectList(Organisation organisation)
    {
        this.organisation = organisation;
        bySite = [.. organisation.Sites.Select(site => Make(site).ToArray())];
        NameAgents();
    }

    public IReadOnlyList<Project> Of(Site site) => bySite[site.Index];

    public Project? Find(Site site, string keyOrId) => Of(site).FirstOrDefault(project => project.Key == keyOrId || project.Id.ToString(CultureInfo.InvariantCulture) == keyOrId);

    /// <summary>Whether an agent's group is an actor of the project; the others take agents by name alone.</summary>
    public static bool TakesAgentsGroup(Project project) => project is { Type: ProjectType.ServiceDesk, Number: < 2 };

    IEnumerable<Project> Make(Site site)
    {
        var dice = new Dice(organisation.Seed, site.Index, salt: 100);
        var users = organisation.Accounts.Count;
        var counts = site.Index == 0 ? new[] { Math.Clamp(6 + users / 500, 6, 120), 2, Math.Clamp(3 + users / 2_000, 3, 20), Math.Clamp(2 + users / 5_000, 2, 10) } : [3, 0, 0, 0];
        var absent = site.Index == 0 ? Enumerable.Range(0, users).Where(i => IsAbsent(site, i)).Take(2).ToArray() : [];
        var id = 10_000;
        for (var type = ProjectType.Software; type <= ProjectType.Discovery; type++)
            for (var number = 0; number < counts[(int)type]; number++)
            {
                var (name, round) = (Names[(int)type][number % Names[(int)type].Length], number / Names[(int)type].Length);
                var key = name.Replace(" ", "", StringComparison.Ordinal)[..4].ToUpperInvariant();
                var lead = type == ProjectType.Software && number is 1 or 3 && number / 2 < absent.Length ? absent[number / 2] : Lead(site, type, ref dice);
                yield return new(site, id++, number, round == 0 ? key : $"{key}{round + 1}", round == 0 ? name : $"{name} {round + 1}", type, lead, AssignsLead: dice.Chance(50));
            }
    }

    bool IsAbsent(Site site, int index) => organisation.Row(index) is { Persona: Persona.IdleEverywhere, Kind: NameKind.Person } && organisation.LastActiveAgo(index, site.Of(Product.Jira)!.Index) > 0;

    /// <summary>Somebody everyday who was there of late; in the smallest organisations anybody who ever was.</summary>
    int Lead(Site site, ProjectType type, ref Dice dice)
    {
        var product = (site.Of(type.Product()) ?? site.Of(Product.Jira)!).Index;
        for (var tries = 0; tries < 2_000; tries++)
            if (dice.Below(organisation.Accounts.Count) is var i && organisation.Row(i) is { Persona: Persona.Everyday, Kind: NameKind.Person } && organisation.LastActiveAgo(i, product) is > 0 and <= Month) return i;
        var ever = Enumerable.Range(0, organisation.Accounts.Count).FirstOrDefault(i => organisation.Row(i).Persona != Persona.NotInvited && organisation.LastActiveAgo(i, product) > 0, -1);
        return ever >= 0 ? ever : organisation.Admin.Index;
    }

    /// <summary>Agents without the group are named in a project each, and so are a few who have it.</summary>
    void NameAgents()
    {
        var desks = bySite[0].Where(project => project.Type == ProjectType.ServiceDesk).ToArray();
        var product = organisation.Sites[0].Of(Product.ServiceManagement)!.Index;
        var agents = organisation.Groups.First(group => group.Name == "jsm-agents-acme").Bit;
        var also = 2 * desks.Length;
        for (var i = 0; i < organisation.Accounts.Count; i++)
        {
            ref readonly var row = ref organisation.Row(i);
            if (row.Persona == Persona.AgentWithoutProject) continue;
            var inGroup = (row.Groups & agents) != 0;
            if (!inGroup && row.DirectRole(product).TakesSeat() || inGroup && row.Persona == Persona.Everyday && also-- > 0)
                desks[new Dice(organisation.Seed, i, salt: 101).Below(desks.Length)].Agents.Add(i);
        }
    }
}
