using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;

namespace Recoup.Core.Policies;

// A document that was written before a property existed lacks it, and the generated reader then hands over null or zero
// instead of the initialiser: the getters put the default in its place.

/// <summary>What an admin may set for one organisation. The defaults are RULES 1.</summary>
public sealed record Settings
{
    /// <summary>D: days without use until a seat counts as idle, 7 to 730.</summary>
    public int InactiveDays { get => field == 0 ? 90 : field; init; }

    /// <summary>N: days of grace for something never used, 1 to 365.</summary>
    public int NeverUsedDays { get => field == 0 ? 30 : field; init; }

    /// <summary>Days without use until an external counts as idle, 7 to 730.</summary>
    public int ExternalDays { get => field == 0 ? 45 : field; init; }

    /// <summary>ISO 4217 code of every cost.</summary>
    public string Currency { get => field ?? "USD"; init; }

    /// <summary>What one seat costs per month, by product.</summary>
    public IReadOnlyDictionary<Product, decimal> Costs { get => field ?? new SortedDictionary<Product, decimal>(ByName); init; }

    /// <summary>The organisation's own mail domains, in lower case, besides its verified ones.</summary>
    public IReadOnlyList<string> CompanyDomains { get => field ?? []; init; }

    /// <summary>What the order form says, by product; Guard under its own name.</summary>
    public IReadOnlyDictionary<Product, Contract> Contracts { get => field ?? new SortedDictionary<Product, Contract>(ByName); init; }

    /// <summary>The price book as it was kept last; null without one.</summary>
    public PriceBook? PriceBook { get; init; }

    /// <summary>The billing zone's distance from UTC, in minutes: days of renewal begin by it.</summary>
    public int BillingOffsetMinutes { get; init; }

    /// <summary>Seats above which a plan needs a second person; at most <see cref="Plans.Approval.Most"/>; null for <see cref="Plans.Approval.Default"/>.</summary>
    public int? ApprovalAbove { get; init; }

    /// <summary>Hours between two waves of a run, in which it shows what comes of the first; 0 to 336.</summary>
    public int SoakHours { get; init; }

    /// <summary>Days that a person has to answer before something is done about them, 0 to 60; 0 tells nobody.</summary>
    public int NoticeDays { get; init; }

    /// <summary>Minutes that Atlassian may take until a change shows; null for <see cref="PropagationMinutes"/>'s default.</summary>
    public int? VerifyAfterMinutes { get; init; }

    /// <summary>Rows that one run may have; null for 1,000.</summary>
    public int? MostRowsARun { get; init; }

    /// <summary>Rows that are done on one day, in UTC; null for 2,000.</summary>
    public int? MostRowsADay { get; init; }

    /// <summary>Accounts that one run takes out of the same group; null for 500.</summary>
    public int? MostOutOfAGroup { get; init; }

    /// <summary>When a server scans by itself; null for never.</summary>
    public ScanTimes? ScanTimes { get; init; }

    /// <summary>Whether project roles, filters, dashboards and counts of edits may be read too (RULES 2).</summary>
    public bool ExtendedReads { get; init; }

    /// <summary>Rules that are not to speak, by id.</summary>
    public IReadOnlyList<string> SwitchedOff { get => field ?? []; init; }

    /// <summary>Thresholds of parts of the organisation; the first that fits counts.</summary>
    public IReadOnlyList<Scope> Scopes { get => field ?? []; init; }

    /// <summary>Parts of the organisation that are left alone.</summary>
    public IReadOnlyList<Exclusion> Exclusions { get => field ?? []; init; }

    /// <summary>Seats bought and not used, as a part of those bought in percent, that are no reason to speak, 1 to 100.</summary>
    public int BufferPercent { get => field == 0 ? 10 : field; init; }

    /// <summary>The account that receives the bills, protected like an admin; null while not set.</summary>
    public AccountId? BillingContact { get; init; }

    /// <summary>What an assistant may be asked, and for how much.</summary>
    public AssistantSettings Assistant { get => field ?? new(); init; }

    /// <summary>What people said accounts are, one for each account.</summary>
    public IReadOnlyList<SaidKind> KindsSaid { get => field ?? []; init; }

    /// <summary>Whom organisation admins let in, each once; a host that signs people in itself has none.</summary>
    public IReadOnlyList<NamedPerson> Named { get => field ?? []; init; }

    /// <summary>Every part of the organisation that the policy names.</summary>
    [JsonIgnore]
    public IEnumerable<Selector> Selectors => Scopes.Select(s => s.Where).Concat(Exclusions.Select(e => e.Where));

    /// <summary>What a run takes for granted that Atlassian needs until a change shows: minutes, by every report (ATLASSIAN 1.9).</summary>
    [JsonIgnore]
    public int PropagationMinutes => VerifyAfterMinutes ?? 5;

    [JsonIgnore]
    public int RowsARun => MostRowsARun ?? 1_000;

    [JsonIgnore]
    public int RowsADay => MostRowsADay ?? 2_000;

    [JsonIgnore]
    public int OutOfAGroup => MostOutOfAGroup ?? 500;

    [JsonIgnore]
    public TimeSpan Inactive => TimeSpan.FromDays(InactiveDays);

    [JsonIgnore]
    public TimeSpan NeverUsed => TimeSpan.FromDays(NeverUsedDays);

    [JsonIgnore]
    public TimeSpan ExternalIdle => TimeSpan.FromDays(ExternalDays);

    [JsonIgnore]
    public TimeSpan BillingZone => TimeSpan.FromMinutes(BillingOffsetMinutes);

    internal static readonly IComparer<Product> ByName =
        Comparer<Product>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value));
}
