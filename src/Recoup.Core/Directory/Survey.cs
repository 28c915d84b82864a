using System.Text.Json.Serialization;
using Recoup.Core.Runs;

namespace Recoup.Core.Directory;

/// <summary>What one scan or import learned about the organisation as a whole.</summary>
public sealed record Survey
{
    public required OrgId Org { get; init; }

    public required ScanId Scan { get; init; }

    /// <summary>The start of the scan, the same after a resume: every age is measured from here.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the accounts come from, as evidence names it.</summary>
    public required string Source { get; init; }

    /// <summary>Whether dates have the resolution of a day: then today's lies ahead of <see cref="Now"/> without being wrong.</summary>
    public bool ByDay { get; init; }

    public IReadOnlyList<Site> Sites { get => field ?? []; init; }

    /// <summary>The directories that hold the accounts.</summary>
    public IReadOnlyList<UserDirectory> Directories { get => field ?? []; init; }

    /// <summary>Which groups give which seats.</summary>
    public IReadOnlyList<Grant> Grants { get => field ?? []; init; }

    /// <summary>Verified mail domains.</summary>
    public IReadOnlyList<string> Domains { get => field ?? []; init; }

    /// <summary>Connected sites: what their issues say about somebody has to be known.</summary>
    public IReadOnlyList<SiteId> ActivitySites { get => field ?? []; init; }

    /// <summary>Those of them that refuse their token: nothing is read there, and their issues stay unknown.</summary>
    public IReadOnlyList<SiteId> RefusingSites { get => field ?? []; init; }

    /// <summary>Connected sites that can be read.</summary>
    [JsonIgnore]
    public IReadOnlyList<SiteId> ReadableSites => [.. ActivitySites.Except(RefusingSites)];

    /// <summary>How many of Atlassian's own accounts for software there are, which take no seat; null where nobody counted.</summary>
    public int? ServiceAccounts { get; init; }

    /// <summary>Why API tokens cannot be read, in words; null when the key can.</summary>
    public string? TokensNotReadable { get; init; }

    /// <summary>Connected sites whose projects, filters, dashboards and edits cannot be read, although the admin allows it.</summary>
    public IReadOnlyList<SiteId> WorkNotReadable { get => field ?? []; init; }

    /// <summary>Connected sites that may be asked about projects, filters, dashboards and edits, where the admin allows it.</summary>
    [JsonIgnore]
    public IReadOnlyList<SiteId> WorkSites => [.. ReadableSites.Except(WorkNotReadable)];

    /// <summary>What the key or a site's token may not read, in words: not asked for further, and no reason to call a scan partial.</summary>
    public IReadOnlyList<string> NotReadable { get => field ?? []; init; }

    /// <summary>What connected sites' own user lists say beside the organisation's.</summary>
    public IReadOnlyList<SitePeople> SitePeople { get => field ?? []; init; }

    /// <summary>How fresh last-active is, per product over the whole organisation.</summary>
    public IReadOnlyList<ProductFeed> Feed { get => field ?? []; init; }

    /// <summary>Resources whose holders could not be read whole: then nobody's seats are known to be complete.</summary>
    public IReadOnlyList<Resource> UnreadSeats { get => field ?? []; init; }

    /// <summary>By rule, what came of the seats that Recoup took back before; none where it never did.</summary>
    public IReadOnlyDictionary<string, RegretRate> Regrets { get => field ?? new Dictionary<string, RegretRate>(); init; }

    /// <summary>What was configured and could not be read, in words. Not empty means partial.</summary>
    public IReadOnlyList<string> Missing { get => field ?? []; init; }

    [JsonIgnore]
    public bool IsPartial => Missing.Count > 0;

    /// <summary>Sites whose seats cost no product seat.</summary>
    [JsonIgnore]
    public IReadOnlyList<SiteId> Sandboxes => [.. Sites.Where(s => s.Sandbox).Select(s => s.Id)];

    /// <summary>What a site is called; its id where it is not among the sites.</summary>
    public string SiteName(SiteId site) => Sites.FirstOrDefault(s => s.Id == site)?.Name ?? site.Value;

    /// <summary>What a directory is called; its id where it is not among the directories.</summary>
    public string DirectoryName(DirectoryId directory) => Directories.FirstOrDefault(d => d.Id == directory)?.Name ?? directory.Value;
}

/// <summary>A user directory of the organisation.</summary>
public sealed record UserDirectory(DirectoryId Id, string Name);

/// <summary>A site's own list of people against the organisation's list.</summary>
/// <param name="Site">The site.</param>
/// <param name="Listed">Active people on the site's list; apps and help-centre customers not counted.</param>
/// <param name="Known">Those of them that the organisation's list also holds.</param>
/// <param name="Unlisted">Accounts with a Jira-family seat on the site that its own list does not show as active.</param>
public sealed record SitePeople(SiteId Site, int Listed, int Known, int Unlisted);

/// <summary>How one product's last-active dates look over everybody.</summary>
/// <param name="Product">The product.</param>
/// <param name="Seats">How many seats it has.</param>
/// <param name="Newest">The newest use by anybody.</param>
/// <param name="InFuture">How many dates lie after the scan's start.</param>
public sealed record ProductFeed(Product Product, int Seats, Signal Newest, int InFuture)
{
    private const int FewSeats = 50;
    private const int FewUses = 10;

    /// <summary>The time that <see cref="Recent"/> counts, three days: a weekend hardly shows.</summary>
    public static readonly TimeSpan RecentTime = TimeSpan.FromHours(72);

    /// <summary>How many were used within <see cref="RecentTime"/> of the scan's start.</summary>
    public int Recent { get; init; }

    /// <summary>The part of the seats that complete scans before this one saw used so recently, the median of the last five; null before the first.</summary>
    public double? UsualShare { get; init; }

    /// <summary>Used recently, as a part of the seats.</summary>
    [JsonIgnore]
    public double RecentShare => Seats == 0 ? 0 : (double)Recent / Seats;

    /// <summary>Whether less than half as many as usual were used recently; too few of them say nothing.</summary>
    [JsonIgnore]
    public bool HasDropped => Seats >= FewSeats && UsualShare is { } usual && usual * Seats >= FewUses && RecentShare < usual / 2;

    /// <summary>Within how long somebody must have used it: 72 hours, or 168 where fewer than 50 people could (RULES 2, G5).</summary>
    [JsonIgnore]
    public TimeSpan MustBeWithin => TimeSpan.FromHours(Seats < FewSeats ? 168 : 72);

    public bool IsHealthy(DateTimeOffset now) => Newest.HasValue && now - Newest.At <= MustBeWithin;
}

/// <summary>A person's or admin's word that an account is to be left alone until a date.</summary>
/// <param name="Account">Whom it protects.</param>
/// <param name="Owner">Who asked for it.</param>
/// <param name="Reason">Why, in the owner's words.</param>
/// <param name="Until">The last day it holds, in UTC.</param>
public sealed record Hold(AccountId Account, string Owner, string Reason, DateOnly Until)
{
    /// <summary>So many days before its end a hold is told of: whoever asked for it may want more.</summary>
    public const int SoonDays = 14;

    /// <summary>The first day it holds, in UTC; null where it held from when it was made.</summary>
    public DateOnly? From { get; init; }

    public bool IsLive(DateTimeOffset now) => !HasEnded(now) && !(DateOnly.FromDateTime(now.UtcDateTime) < From);

    /// <summary>Whether it holds at any time between two moments.</summary>
    public bool IsLiveBetween(DateTimeOffset from, DateTimeOffset to) => !HasEnded(from) && !(DateOnly.FromDateTime(to.UtcDateTime) < From);

    public bool HasEnded(DateTimeOffset now) => DaysLeft(now) < 0;

    /// <summary>Days until its last one: 0 on that day, negative afterwards.</summary>
    public int DaysLeft(DateTimeOffset now) => Until.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber;

    /// <summary>Whether it holds now and ends soon.</summary>
    public bool EndsSoon(DateTimeOffset now) => IsLive(now) && DaysLeft(now) <= SoonDays;
}
