using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Core.Runs;

namespace Recoup.Engine;

/// <summary>A page of accounts as it was fetched, the unit of storing and of resuming.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Accounts">At most 100.</param>
public sealed record AccountPage(int Number, IReadOnlyList<Account> Accounts)
{
    /// <summary>The places, from 0, of accounts that differ from the page as it was saved before; null when it is new.</summary>
    public IReadOnlyList<int>? Changed { get; init; }
}

/// <summary>What one request of a scan told about many accounts at once, beside their own records. Each list is empty unless that request was for it.</summary>
/// <param name="Number">From 0.</param>
public sealed record Listing(int Number)
{
    /// <summary>Phase, place and cursor that its page led to; null on a last page. A listing in which one comes again runs in a circle.</summary>
    public string? LedTo { get; init; }

    /// <summary>Groups and what they give.</summary>
    public IReadOnlyList<Grant> Grants { get => field ?? []; init; }

    /// <summary>Groups that give something on a resource, whatever the role.</summary>
    public IReadOnlyList<Giving> Giving { get => field ?? []; init; }

    /// <summary>Roles that no group explains.</summary>
    public IReadOnlyList<DirectRole> Direct { get => field ?? []; init; }

    /// <summary>Managed accounts and whether Atlassian Guard bills them.</summary>
    public IReadOnlyList<GuardFlag> Guard { get => field ?? []; init; }

    /// <summary>When access was given, by the audit log of the organisation.</summary>
    public IReadOnlyList<AccessGiven> Given { get => field ?? []; init; }

    /// <summary>People whom a site itself lists as active.</summary>
    public IReadOnlyList<Listed> OnSites { get => field ?? []; init; }

    /// <summary>Accounts suspended in one directory.</summary>
    public IReadOnlyList<Suspension> Suspended { get => field ?? []; init; }

    /// <summary>Who leads projects.</summary>
    public IReadOnlyList<Lead> Leads { get => field ?? []; init; }

    /// <summary>Service projects of a site, in the order they were read.</summary>
    public IReadOnlyList<ServiceProject> ServiceProjects { get => field ?? []; init; }

    /// <summary>Who has a role in a service project.</summary>
    public IReadOnlyList<Serving> Serving { get => field ?? []; init; }

    /// <summary>Who reported issues, and whom they are assigned to.</summary>
    public IReadOnlyList<IssueTally> Issues { get => field ?? []; init; }

    /// <summary>How the groups that give seats are used, when everybody was judged.</summary>
    public IReadOnlyList<UsedGroup> Uses { get => field ?? []; init; }
}

/// <summary>How a group that gives a seat is used.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Writable">Whether its members may be changed at Atlassian: false when an identity provider keeps it.</param>
/// <param name="Use">In numbers.</param>
public sealed record UsedGroup(string Name, bool Writable, GroupUse Use);

/// <summary>That a group gives some role on a resource.</summary>
public readonly record struct Giving(GroupId Group, Resource Resource);

/// <summary>Whether Atlassian Guard bills a managed account.</summary>
public readonly record struct GuardFlag(AccountId Account, bool Billable);

/// <summary>That an account was given access or put into a group.</summary>
public readonly record struct AccessGiven(AccountId Account, DateTimeOffset At);

/// <summary>That a site lists an account as active.</summary>
public readonly record struct Listed(AccountId Account, SiteId Site);

/// <summary>That an account is suspended in a directory.</summary>
public readonly record struct Suspension(AccountId Account, DirectoryId Directory);

/// <summary>That an account leads a project.</summary>
public readonly record struct Lead(AccountId Account, SiteId Site, string Project);

/// <summary>A project of Jira Service Management.</summary>
public readonly record struct ServiceProject(SiteId Site, string Key);

/// <summary>Who has a role in some service project of a site: an account, a group, or with neither everybody.</summary>
public readonly record struct Serving(SiteId Site, AccountId? Account, GroupId? Group);

/// <summary>Issues of one page of a sweep, by person.</summary>
public readonly record struct IssueTally(AccountId Account, SiteId Site, int Reported, int Assigned);

/// <summary>Which scans to list.</summary>
/// <param name="Most">How many at most.</param>
/// <param name="Id">The one scan of this id; null for all.</param>
public sealed record ScanQuery(int Most, ScanId? Id = null);

/// <summary>Which accounts to list.</summary>
/// <param name="Search">Part of name, address or account id, without regard to case and marks; null for all.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many at most.</param>
public sealed record UserQuery(string? Search, int Skip, int Take)
{
    /// <summary>The one account of this id.</summary>
    public AccountId? Only { get; init; }

    /// <summary>Any of these kinds; empty for all.</summary>
    public IReadOnlyList<AccountKind> Kinds { get; init; } = [];

    /// <summary>Only this status, as Atlassian writes it; null for all.</summary>
    public string? Status { get; init; }

    /// <summary>Only this claim, as Atlassian writes it; null for all.</summary>
    public string? Claim { get; init; }

    /// <summary>Only who holds a seat of this product; null for all.</summary>
    public Product? Product { get; init; }

    /// <summary>Only who holds a seat on this site; null for all.</summary>
    public SiteId? Site { get; init; }

    public UserSort Sort { get; init; }

    /// <summary>The last first; who has nothing to sort by comes last all the same.</summary>
    public bool Backwards { get; init; }
}

/// <summary>What accounts are sorted by; then by id.</summary>
public enum UserSort
{
    /// <summary>The name, without regard to case and marks.</summary>
    Name,

    /// <summary>The newest use of anything.</summary>
    LastUse,

    /// <summary>When the account came into the organisation.</summary>
    Added,
}

/// <summary>What findings are sorted by; then by name and id.</summary>
public enum FindingSort
{
    /// <summary>The surest first.</summary>
    Tier,

    /// <summary>Whom or what it is about, without regard to case and marks.</summary>
    Name,

    /// <summary>What the row alone would save a month, in its first currency.</summary>
    Saving,

    FirstSeen,

    LastSeen,
}

/// <summary>Which entries of a log to list.</summary>
/// <param name="From">The number of the first.</param>
/// <param name="To">The number of the last.</param>
/// <param name="Naming">Those that name somebody, as actor or as whom they are about, and no others that a store can leave out; null for all.</param>
public sealed record AuditQuery(long From, long To, string? Naming = null);

/// <summary>Which listings of a scan to list.</summary>
/// <param name="From">The number of the first.</param>
/// <param name="Most">How many at most.</param>
/// <param name="Naming">Those that name the account, and no others that a store can leave out; null for all.</param>
public sealed record ListingQuery(int From, int Most, AccountId? Naming = null);

/// <summary>Which plans to list.</summary>
/// <param name="Most">How many at most.</param>
/// <param name="Naming">Only those in which the account stands; null for all.</param>
public sealed record PlanQuery(int Most, AccountId? Naming = null);

/// <summary>Which runs to list.</summary>
/// <param name="Most">How many at most.</param>
/// <param name="Id">The one run of this id; null for all.</param>
/// <param name="Plan">Only runs of this plan; null for all.</param>
public sealed record RunQuery(int Most, RunId? Id = null, string? Plan = null);

/// <summary>Which rows of runs to list.</summary>
public sealed record RunRowQuery
{
    /// <summary>Only rows of this run; null for all.</summary>
    public RunId? Run { get; init; }

    /// <summary>Only rows about this account; null for all.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Only rows that stand so; null for all.</summary>
    public RowOutcome? Outcome { get; init; }

    /// <summary>Only rows with this number or a higher one.</summary>
    public int From { get; init; } = 1;

    public int Most { get; init; } = int.MaxValue;
}

/// <summary>Which findings to list. A null filter lets everything pass.</summary>
public sealed record RecommendationQuery
{
    /// <summary>The one finding of this id.</summary>
    public string? Id { get; init; }

    public string? Rule { get; init; }

    /// <summary>Findings with a seat of this product.</summary>
    public Product? Product { get; init; }

    /// <summary>Findings with a seat on this site.</summary>
    public SiteId? Site { get; init; }

    /// <summary>Any of these tiers; empty for all.</summary>
    public IReadOnlyList<Tier> Tiers { get; init; } = [];

    /// <summary>Any of these states; empty for all. The closed ones are only there with <see cref="Closed"/>.</summary>
    public IReadOnlyList<RecommendationState> States { get; init; } = [];

    /// <summary>Any of these actions; empty for all.</summary>
    public IReadOnlyList<RecommendedAction> Actions { get; init; } = [];

    /// <summary>Part of the first 200 characters of a name, or of an account id, without regard to case and marks; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only findings about accounts.</summary>
    public bool AboutAccounts { get; init; }

    /// <summary>Only findings about groups and subscriptions.</summary>
    public bool AboutNobody { get; init; }

    /// <summary>Only findings that were handed over to the identity provider's side.</summary>
    public bool RoutedOut { get; init; }

    /// <summary>Only findings that do not stand behind another of the same account.</summary>
    public bool Leading { get; init; }

    /// <summary>Only open ones: neither closed nor held nor set aside.</summary>
    public bool Open { get; init; }

    /// <summary>Also the closed ones.</summary>
    public bool Closed { get; init; }

    /// <summary>Only findings that this scan found.</summary>
    public ScanId? SeenIn { get; init; }

    /// <summary>Only findings whose last scan is another one.</summary>
    public ScanId? NotSeenIn { get; init; }

    public FindingSort Sort { get; init; }

    /// <summary>The last first; what has nothing to sort by comes last all the same.</summary>
    public bool Backwards { get; init; }

    public int Skip { get; init; }

    public int Take { get; init; } = int.MaxValue;
}
