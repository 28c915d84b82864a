namespace Recoup.Emulator;

/// <param name="Position">Of the issue, among those of its site.</param>
/// <param name="Ago">Seconds before the organisation's moment.</param>
internal readonly record struct Edit(int Position, int Ago);

/// <summary>Who edited or commented on which issues. Nothing is kept: an account's edits come out the same whenever they are worked out.</summary>
/// <remarks>Whoever was seen in the product within 88 days has changed something since 20 days before that, but for one in five in Jira, who only reads,
/// and for those whose persona it is to do nothing in service projects or nothing but comment in those of ideas.
/// Everybody else has changed nothing for at least 120 days. A machine is seen nowhere and changes something whenever it uses its token.</remarks>
internal sealed class Edits
{
    const int Day = 86_400;

    /// <summary>Business projects are worked on as those of software are, and left out.</summary>
    static readonly ProjectType[] Types = [ProjectType.Software, ProjectType.ServiceDesk, ProjectType.Discovery];

    readonly Organisation organisation;
    readonly Issue[][] issues;
    readonly int[][][] positions;

    public Edits(Organisation organisation, Issue[][] issues)
    {
        (this.organisation, this.issues) = (organisation, issues);
        positions = [.. issues.Select(site => Types.Select(type => Enumerable.Range(0, site.Length).Where(i => site[i].Type == type).ToArray()).ToArray())];
    }

    public void Add(Site site, int account, List<Edit> found)
    {
        ref readonly var row = ref organisation.Row(account);
        if (row.FirstSeats == 0) return;
        for (var i = 0; i < Types.Length; i++)
        {
            if (positions[site.Index][i].Length == 0 || site.Of(Types[i].Product()) is not { } product || (row.FirstSeats >> product.Index & 1) == 0) continue;
            var dice = new Dice(organisation.Seed, account, salt: 130 + 10 * (ulong)i + (ulong)site.Index);
            var ago = Latest(in row, Types[i], organisation.LastActiveAgo(account, product.Index), ref dice);
            for (var left = 1 + dice.Below(3); ago > 0 && left > 0 && (row.AddedAgo == 0 || ago <= row.AddedAgo); left--)
            {
                if (Pick(issues[site.Index], positions[site.Index][i], ago, ref dice) is >= 0 and var position) found.Add(new(position, ago));
                ago += dice.Days(0.1, 60);
            }
        }
    }

    /// <summary>Seconds since the last change; 0 = none ever.</summary>
    static int Latest(in AccountRow row, ProjectType type, int seen, ref Dice dice)
    {
        if (row.Persona is Persona.Bot or Persona.TechnicalUser) return type == ProjectType.Software ? row.TokenAgo : 0;
        if (row.Persona == Persona.Reporter && type == ProjectType.Software) return dice.Days(1, 60);
        if (seen == 0 || row.Persona == Persona.AgentWithoutProject && type == ProjectType.ServiceDesk || row.Persona == Persona.ContributingCreator && type == ProjectType.Discovery && dice.Chance(60)) return 0;
        if (row.Persona == Persona.IdleAgent && type == ProjectType.ServiceDesk) return dice.Chance(50) ? dice.Days(120, 400) : 0;
        if (seen > 88 * Day) return dice.Chance(40) ? Math.Max(120 * Day, seen) + dice.Days(0.1, 100) : 0;
        if (type == ProjectType.Software && dice.Chance(20)) return 0;
        return seen + dice.Days(0.001, Math.Min(20, 88.5 - seen / (double)Day));
    }

    /// <summary>One of the 200 newest issues that existed then; -1 when there was none.</summary>
    static int Pick(Issue[] issues, int[] positions, int ago, ref Dice dice)
    {
        var (low, high) = (0, positions.Length);
        while (low < high)
            if ((low + high) / 2 is var middle && issues[positions[middle]].CreatedAgo < ago) low = middle + 1;
            else high = middle;
        return low == positions.Length ? -1 : positions[low + dice.Below(Math.Min(200, positions.Length - low))];
    }
}
