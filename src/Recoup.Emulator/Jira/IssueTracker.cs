namespace Recoup.Emulator;

/// <summary>Who reported an issue and whom it waits for (account indexes, -1 = nobody), and seconds from then to the organisation's moment.</summary>
internal readonly record struct Issue(int Number, int Reporter, int Assignee, int CreatedAgo, int UpdatedAgo, ProjectType Type);

/// <summary>The issues of all sites: about two per account, at most 300,000.</summary>
/// <remarks>Somebody seen in Jira within 30 days may have reported up to that moment. Everybody else has reported nothing for at least 120 days, except
/// <see cref="Persona.Reporter"/>, who works by mail and API. Being assigned says nothing about a person: idle ones are, too.
/// Requests and ideas are reported by <see cref="Persona.Everyday"/> alone, so that of everybody else only what they did as agents or creators counts there.</remarks>
internal sealed class IssueTracker
{
    const int Day = 86_400, FirstNumber = 10_000;

    readonly Issue[][] bySite;
    readonly int[][] byUpdated;
    readonly Edits edits;

    public IssueTracker(Organisation organisation)
    {
        bySite = [.. organisation.Sites.Select(site => Make(organisation, site))];
        edits = new(organisation, bySite);
        foreach (var site in organisation.Sites) Update(organisation, site);
        byUpdated = [.. bySite.Select(issues => Enumerable.Range(0, issues.Length).OrderBy(i => issues[i].UpdatedAgo).ToArray())];
    }

    /// <summary>Issues of a site, newest first.</summary>
    public ReadOnlySpan<Issue> Of(Site site) => bySite[site.Index];

    /// <summary>Positions with the latest change first; null stands for the issues' own order, newest first.</summary>
    public int[]? Order(Site site, bool updated) => updated ? byUpdated[site.Index] : null;

    /// <summary>Numbers of the issues that an account edited or commented on within some seconds. Those that it reported are not among them.</summary>
    public HashSet<int> EditedBy(Site site, int account, long within)
    {
        var found = new List<Edit>();
        edits.Add(site, account, found);
        return [.. found.Where(edit => edit.Ago <= within).Select(edit => bySite[site.Index][edit.Position].Number)];
    }

    static Issue[] Make(Organisation organisation, Site site)
    {
        var jira = site.Of(Product.Jira)!.Index;
        var total = Math.Min(2 * organisation.Accounts.Count, 300_000) * (site.Name == "acme" ? 88 : 6) / 100;
        var people = new List<int>();
        var issues = new List<Issue>(total);
        var dice = new Dice(organisation.Seed, site.Index, salt: 6);
        for (var i = 0; i < organisation.Accounts.Count; i++)
        {
            ref readonly var row = ref organisation.Row(i);
            if (organisation.LastActiveAgo(i, jira) > 0 && row.Persona != Persona.NewStarter) people.Add(i);
            if (row.Persona == Persona.Reporter && site.Index == 0) issues.Add(Report(i, dice.Days(1, 60), people, ref dice));
        }

        while (issues.Count < total && people.Count > 0)
        {
            var reporter = people[dice.Below(people.Count)];
            var seen = organisation.LastActiveAgo(reporter, jira);
            var earliest = seen <= 30 * Day ? seen : Math.Max(120 * Day, seen);
            if (seen > 30 * Day && !dice.Chance(30)) continue;
            issues.Add(Report(reporter, earliest + dice.Days(0.001, seen <= 30 * Day ? 300 : 100), people, ref dice));
        }

        issues.Sort((a, b) => a.CreatedAgo.CompareTo(b.CreatedAgo) is not 0 and var order ? order : a.Number.CompareTo(b.Number));
        var turn = 0;
        return [.. issues.Select((issue, i) => issue with { Number = FirstNumber + issues.Count - i, Type = Type(organisation, site, issue, ref turn) })];
    }

    static Issue Report(int reporter, int ago, List<int> people, ref Dice dice)
    {
        var assignee = people.Count > 0 && dice.Chance(80) ? people[dice.Below(people.Count)] : -1;
        var updated = dice.Chance(50) ? ago : 1 + dice.Below(ago);
        return new(0, reporter, assignee, ago, updated, ProjectType.Software);
    }

    /// <summary>In turns, so that the smallest organisation has some of each.</summary>
    static ProjectType Type(Organisation organisation, Site site, in Issue issue, ref int turn)
    {
        if (site.Of(Product.ServiceManagement) is null || organisation.Row(issue.Reporter).Persona != Persona.Everyday) return ProjectType.Software;
        return (turn++ % 10) switch { 0 or 2 or 4 or 7 => ProjectType.ServiceDesk, 5 or 9 => ProjectType.Discovery, 8 => ProjectType.Business, _ => ProjectType.Software };
    }

    /// <summary>An issue was changed no earlier than anybody's last edit of it.</summary>
    void Update(Organisation organisation, Site site)
    {
        var (issues, found) = (bySite[site.Index], new List<Edit>());
        for (var i = 0; i < organisation.Accounts.Count; i++)
        {
            found.Clear();
            edits.Add(site, i, found);
            foreach (var (position, ago) in found)
                if (ago < issues[position].UpdatedAgo) issues[position] = issues[position] with { UpdatedAgo = ago };
        }
    }
}
