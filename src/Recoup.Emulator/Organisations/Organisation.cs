namespace Recoup.Emulator;

/// <summary>The synthetic organisation as it really is: what the API shows, and why. Safe to read from any thread; writes come through the API alone.</summary>
public sealed class Organisation
{
    readonly Landscape land;
    readonly Population people;
    readonly Derived<int[]> members;
    readonly Derived<int> managed;
    readonly Lazy<IssueTracker> issues;
    readonly Lazy<Account> admin;
    readonly Derived<int[]>[] siteUsers;
    long version;

    Organisation(int seed, DateTimeOffset now, Landscape land, Population people)
    {
        (Seed, Now, this.land, this.people) = (seed, now, land, people);
        Accounts = new(this, people.Rows.Length);
        members = new(this, CountMembers);
        managed = new(this, () => people.Rows.Count(row => row.Managed));
        siteUsers = [.. land.Sites.Select(site => new Derived<int[]>(this, () => JiraUsers.Members(this, site)))];
        admin = new(() => Accounts.First(account => account.Persona == Persona.OrgAdmin));
        issues = new(() => new IssueTracker(this));
        Projects = new(this);
        Possessions = new(this);
    }

    /// <param name="users">50 to 1,000,000.</param>
    /// <param name="now">The moment for which "days ago" holds; cut to the second.</param>
    public static Organisation Generate(int users, int seed, DateTimeOffset now)
    {
        if (users is < EmulatorOptions.FewestUsers or > EmulatorOptions.MostUsers)
            throw new ArgumentOutOfRangeException(nameof(users), users, "The emulator makes organisations of 50 to 1,000,000 accounts.");
        var land = new Landscape(seed, users);
        return new(seed, new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero), land, new Population(seed, users, land));
    }

    public int Seed { get; }

    /// <summary>The moment the organisation was generated for, in whole seconds, UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Looks like a UUID but often is none: letters beyond f occur.</summary>
    public string Id => land.OrgId;

    public AccountList Accounts { get; }
    public IReadOnlyList<Group> Groups => land.Groups;
    public IReadOnlyList<Site> Sites => land.Sites;
    public IReadOnlyList<Directory> Directories => [land.Primary, land.Labs];
    public IReadOnlyList<Resource> Resources => land.Resources;
    public IReadOnlyList<Domain> Domains => land.Domains;

    /// <summary>Resource id of the organisation itself, which platform roles are held on.</summary>
    public string Ari => $"ari:cloud:platform::org/{Id}";

    /// <summary>The admin whose keys and tokens are used.</summary>
    internal Account Admin => admin.Value;

    /// <summary>Changes with every write that is shown.</summary>
    internal long Version => Interlocked.Read(ref version);

    internal Landscape Land => land;
    internal IssueTracker Issues => issues.Value;

    /// <summary>Made at once, because a write must not change who was named in them before.</summary>
    internal ProjectList Projects { get; }

    internal Possessions Possessions { get; }

    internal ref readonly AccountRow Row(int index) => ref people.Rows[index];
    internal int LastActiveAgo(int index, int resource) => people.LastActive[index * Population.Resources + resource];
    internal bool TryFindEmail(string email, out int index) => people.ByEmail.TryGetValue(Population.EmailHash(email), out index) && string.Equals(Accounts[index].Email, email, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many accounts belong to verified domains.</summary>
    internal int Managed => managed.Value;

    /// <summary>How many accounts are in a group.</summary>
    internal int MembersOf(Group group) => members.Value[group.Index];

    /// <summary>Indexes of the accounts in a site's Jira, by position there.</summary>
    internal int[] UsersOf(Site site) => siteUsers[site.Index].Value;

    // Somebody who reads meanwhile may see half of a row, as one does in a system of many parts.
    internal void Put(int index, in AccountRow row)
    {
        people.Rows[index] = row;
        Interlocked.Increment(ref version);
    }

    internal void Put(Group group, IReadOnlyList<Grant> grants)
    {
        group.Grants = grants;
        Interlocked.Increment(ref version);
    }

    internal static string IdLike(ref Dice dice)
    {
        const string letters = "0123456789abcdefghjkmnpqrstuvwxyz";
        return $"{dice.Text(letters, 7)}k-{dice.Text(letters, 3)}j-{dice.Text(letters, 4)}-{dice.Text(letters, 4)}-{dice.Text(letters, 12)}";
    }

    int[] CountMembers()
    {
        var counts = new int[land.Groups.Count];
        foreach (ref readonly var row in people.Rows.AsSpan())
        {
            for (var bits = row.Groups; bits != 0; bits &= bits - 1) counts[System.Numerics.BitOperations.TrailingZeroCount(bits)]++;
            if (row.Department > 0) counts[row.Department - 1]++;
            if (row.Team > 0) counts[row.Team - 1]++;
        }

        return counts;
    }
}
