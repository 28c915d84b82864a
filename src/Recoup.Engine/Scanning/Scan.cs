using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Assisting;
using Recoup.Engine.Atlassian;
using Recoup.Engine.Summarising;

namespace Recoup.Engine.Scanning;

/// <summary>How a scan stands or ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScanStatus>))]
public enum ScanStatus
{
    [JsonStringEnumMemberName("running")] Running,
    [JsonStringEnumMemberName("complete")] Complete,

    /// <summary>Something that was configured could not be read: closes nothing, raises no tier.</summary>
    [JsonStringEnumMemberName("partial")] Partial,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

/// <summary>The parts of a scan, in order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScanPhase>))]
public enum ScanPhase
{
    /// <summary>Is the key good, which sites, directories and domains are there.</summary>
    [JsonStringEnumMemberName("preflight")] Preflight,

    /// <summary>Which groups give which seats, and how many hold each role.</summary>
    [JsonStringEnumMemberName("groups")] Groups,

    /// <summary>Managed accounts, for what Guard bills.</summary>
    [JsonStringEnumMemberName("managed")] Managed,

    /// <summary>Who is suspended in one of several directories.</summary>
    [JsonStringEnumMemberName("suspended")] Suspended,

    /// <summary>When access was given lately.</summary>
    [JsonStringEnumMemberName("events")] Events,

    /// <summary>The connected sites' own lists of people.</summary>
    [JsonStringEnumMemberName("people")] People,

    /// <summary>Projects of connected sites, where the admin allows it: who leads them, who works in service projects.</summary>
    [JsonStringEnumMemberName("projects")] Projects,

    /// <summary>Every account, page by page, with its seats.</summary>
    [JsonStringEnumMemberName("inventory")] Inventory,

    /// <summary>Seats that no group explains.</summary>
    [JsonStringEnumMemberName("entitlement")] Entitlement,

    /// <summary>Issues of a connected site, where reading them all costs less than asking for candidates.</summary>
    [JsonStringEnumMemberName("sweep")] Sweep,

    /// <summary>Questions about candidates alone.</summary>
    [JsonStringEnumMemberName("probes")] Probes,

    /// <summary>Accounts whose kind is open, where an assistant is switched on.</summary>
    [JsonStringEnumMemberName("classifying")] Classifying,

    /// <summary>Rules and guards.</summary>
    [JsonStringEnumMemberName("judging")] Judging,

    /// <summary>The summary in words, where an assistant is switched on.</summary>
    [JsonStringEnumMemberName("summary")] Summary,

    /// <summary>Findings that no longer hold end; older user lists go.</summary>
    [JsonStringEnumMemberName("closing")] Closing,
    [JsonStringEnumMemberName("done")] Done,
}

/// <summary>
/// One scan or import: what is kept as history, and the checkpoint it goes on from. Metadata only, never a user (P13).
/// </summary>
public sealed record Scan
{
    public required OrgId Org { get; init; }

    public required ScanId Id { get; init; }

    public ScanStatus Status { get; init; }

    public ScanPhase Phase { get; init; }

    /// <summary>Where the phase goes on; its meaning is the phase's own.</summary>
    public string? Cursor { get; init; }

    /// <summary>A second counter of a phase, such as pages written.</summary>
    public int Position { get; init; }

    /// <summary>How often in a row the next step broke: kept, so that a process that has just begun does not try for ever.</summary>
    public int Tries { get; init; }

    /// <summary>What it waits for, or why it cannot go on by itself; null while it works.</summary>
    public Halt? Halt { get; init; }

    /// <summary>When it was last saved at a checkpoint; null before the first.</summary>
    public DateTimeOffset? SavedAt { get; init; }

    /// <summary>How many requests Atlassian said it still lets through before the next wait; null where it does not say.</summary>
    public int? RequestsLeft { get; init; }

    /// <summary>What was learned about the organisation; its grants are kept apart.</summary>
    public required Survey Survey { get; init; }

    /// <summary>Counted against explained, per resource and role; see <see cref="Tie"/>.</summary>
    public IReadOnlyList<Tie> Ties { get => field ?? []; init; }

    /// <summary>How issue activity is learned, by connected site.</summary>
    public IReadOnlyList<ActivityPlan> Activity { get => field ?? []; init; }

    /// <summary>Accounts with a Jira-family seat not used within the threshold, by site: about as many will be asked about.</summary>
    public IReadOnlyDictionary<SiteId, int> Suspects { get => field ?? new Dictionary<SiteId, int>(); init; }

    /// <summary>The part of each product's seats that earlier complete scans saw used lately: what this scan's is held against (G5).</summary>
    public IReadOnlyDictionary<Product, double> UsualShares { get => field ?? new Dictionary<Product, double>(); init; }

    /// <summary>By what it judged besides what it read; null before it did.</summary>
    public JudgedBy? JudgedBy { get; init; }

    /// <summary>Rules that had to be silent, and what each waits for.</summary>
    public IReadOnlyList<Waiting> Waiting { get => field ?? []; init; }

    /// <summary>Whether a server goes on with it by itself after a crash; what a person began in a terminal is theirs to go on with.</summary>
    public bool Unattended { get; init; }

    /// <summary>The lease under which it was last written: a writer with an older one is refused.</summary>
    public long Fence { get; init; }

    /// <summary>Listings stored.</summary>
    public int Listings { get; init; }

    /// <summary>How many accounts Atlassian counts, for the time to go; null when not asked.</summary>
    public int? Expected { get; init; }

    /// <summary>Accounts of every status.</summary>
    public int Accounts { get; init; }

    /// <summary>Pages of accounts stored.</summary>
    public int Pages { get; init; }

    /// <summary>Billable seats of active accounts, by product, sandboxes not counted.</summary>
    public IReadOnlyDictionary<Product, int> Seats { get => field ?? new Dictionary<Product, int>(); init; }

    /// <summary>Who holds what, in numbers: what bills are made of. Whole when judging begins.</summary>
    public Headcount Held { get => field ?? new(); init; }

    /// <summary>How seats are used, by product; empty where an earlier version scanned, which did not count it.</summary>
    public IReadOnlyDictionary<Product, SeatUsage> Usage { get => field ?? new Dictionary<Product, SeatUsage>(); init; }

    /// <summary>Accounts whose kind the score leaves open and on which something depends: as many as an assistant would be asked about.</summary>
    public int OpenKinds { get; init; }

    /// <summary>What Claude was asked; null where it was asked nothing.</summary>
    public AssistantUse? Assistant { get; init; }

    /// <summary>The summary that Claude wrote, as it was checked; null without one.</summary>
    public WrittenSummary? Summary { get; init; }

    /// <summary>Accounts that were asked about alone.</summary>
    public int Candidates { get; init; }

    /// <summary>Requests sent, by phase.</summary>
    public IReadOnlyDictionary<ScanPhase, int> Requests { get => field ?? new Dictionary<ScanPhase, int>(); init; }

    /// <summary>Working time, without the time between a stop and a resume.</summary>
    public double Seconds { get; init; }

    /// <summary>How much of it had passed when the phase began.</summary>
    public double SecondsBefore { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What was found, in counts.</summary>
    public FindingCounts Findings { get => field ?? new(); init; }

    /// <summary>Findings of earlier scans that this one closed.</summary>
    public int Closed { get; init; }

    /// <summary>Why it failed, in words for the user.</summary>
    public string? Failure { get; init; }

    [JsonIgnore]
    public DateTimeOffset StartedAt => Survey.Now;

    /// <summary>Whether its accounts and findings are the ones to show.</summary>
    [JsonIgnore]
    public bool IsShown => Status is ScanStatus.Complete or ScanStatus.Partial;

    [JsonIgnore]
    public int SeatCount => Seats.Values.Sum();

    [JsonIgnore]
    public int RequestCount => Requests.Values.Sum();

    /// <summary>What is paid and what can be had back of what this scan saw.</summary>
    /// <param name="settings">Prices and what the order form says, as they are now.</param>
    /// <param name="now">From when something could be done.</param>
    public MoneyView Money(Settings settings, DateTimeOffset now) => MoneyView.Of(new(settings, Survey), Held, Findings.Ready, Findings.Review, now);

    /// <summary>The next phase, from its beginning.</summary>
    public Scan Enter(ScanPhase phase) => this with { Phase = phase, Cursor = null, Position = 0, SecondsBefore = Seconds };

    /// <summary>Notes something configured that could not be read: the scan becomes partial.</summary>
    public Scan Missing(string what) =>
        Survey.Missing.Contains(what) ? this : this with { Survey = Survey with { Missing = [.. Survey.Missing, what] } };

    /// <summary>Notes something that the key may not read: it stays unknown, and the scan is as complete as the key allows.</summary>
    public Scan NotReadable(string what) =>
        Survey.NotReadable.Contains(what) ? this : this with { Survey = Survey with { NotReadable = [.. Survey.NotReadable, what] } };

    /// <summary>Goes on without something: a refusal leaves it not readable, anything else makes the scan partial.</summary>
    internal Scan Without(string what, AtlassianException failure) => failure.Failure is AtlassianFailure.Forbidden or AtlassianFailure.Unauthorized or AtlassianFailure.NotFound
        ? NotReadable($"{what} ({failure.Message})")
        : Missing($"{what} ({failure.Message})");

    /// <summary>Notes that a site's projects, filters, dashboards and edits cannot be read: then nothing waits for them.</summary>
    internal Scan WithoutWork(SiteId site) => Survey.WorkNotReadable.Contains(site)
        ? this
        : this with { Survey = Survey with { WorkNotReadable = [.. Survey.WorkNotReadable, site] } };

    /// <summary>The end of a scan that is not gone on with.</summary>
    public Scan Cancelled(DateTimeOffset at, string why) => this with { Status = ScanStatus.Cancelled, FinishedAt = at, Failure = why, Halt = null };
}

/// <summary>Why a scan does not work on.</summary>
/// <param name="Until">When it goes on by itself; null where it does not.</param>
/// <param name="Why">What is waited for, or what is wrong and what to do, in words.</param>
public sealed record Halt(DateTimeOffset? Until, string Why);

/// <summary>
/// The tie-out of one role on one resource: how many active holders Atlassian counts, and how many the groups explain.
/// Where the two differ the holders are listed.
/// </summary>
/// <param name="Resource">The resource.</param>
/// <param name="Role">The role.</param>
/// <param name="Counted">Active holders by Atlassian's count.</param>
/// <param name="Explained">Holders whose groups give the role.</param>
public sealed record Tie(Resource Resource, string Role, int Counted, int Explained)
{
    /// <summary>Holders found whom no group explains.</summary>
    public int Direct { get; init; }

    /// <summary>Holders listed, explained or not.</summary>
    public int Listed { get; init; }

    /// <summary>Whether every holder is listed, since asking about those with unexplained access did not find them all.</summary>
    public bool ListAll { get; init; }

    [JsonIgnore]
    public bool IsOpen => Counted != Explained + Direct;
}

/// <summary>How issue activity on one site is learned: in a sweep over all issues, or in questions about some candidates each.</summary>
/// <param name="Site">The site.</param>
/// <param name="Minutes">How far back issues count, from when the plan was made.</param>
/// <param name="Issues">Issues created since then, by Jira's own approximate count.</param>
/// <param name="Sweep">Whether all of them are read, because that takes no more requests.</param>
public sealed record ActivityPlan(SiteId Site, long Minutes, int Issues, bool Sweep)
{
    /// <summary>Issues that a sweep has read so far.</summary>
    public int Read { get; init; }
}

/// <summary>What a scan found, and the seats that can be had back.</summary>
public sealed record FindingCounts
{
    public int Total { get; init; }

    public IReadOnlyDictionary<string, int> ByRule { get => field ?? new Dictionary<string, int>(); init; }

    public IReadOnlyDictionary<Tier, int> ByTier { get => field ?? new Dictionary<Tier, int>(); init; }

    /// <summary>Excluded findings by the guard that came first; empty for those that none excluded.</summary>
    public IReadOnlyDictionary<string, int> ByGuard { get => field ?? new Dictionary<string, int>(); init; }

    /// <summary>Open findings about accounts that do not stand behind another of the same account.</summary>
    public IReadOnlyDictionary<Tier, int> Leading { get => field ?? new Dictionary<Tier, int>(); init; }

    /// <summary>Of these the certain and probable ones that are done elsewhere: by the identity provider or by hand.</summary>
    public int Elsewhere { get; init; }

    /// <summary>Distinct seats of certain and probable findings, by product: a seat counts once however many rows name it.</summary>
    public IReadOnlyDictionary<Product, int> Recoverable { get => field ?? new Dictionary<Product, int>(); init; }

    /// <summary>Seats whose surest open finding needs a person's eyes, by product.</summary>
    public IReadOnlyDictionary<Product, int> InReview { get => field ?? new Dictionary<Product, int>(); init; }

    /// <summary>Seats whose only findings are excluded, held or dismissed, by product.</summary>
    public IReadOnlyDictionary<Product, int> Protected { get => field ?? new Dictionary<Product, int>(); init; }

    /// <summary>What taking everything back that can be would change in who holds what.</summary>
    public Headcount Ready { get => field ?? new(); init; }

    /// <summary>What further would change if all that needs a person's eyes were taken back too.</summary>
    public Headcount Review { get => field ?? new(); init; }
}
