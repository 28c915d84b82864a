using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine.Auditing;
using Recoup.Engine.Scanning;

namespace Recoup.Engine;

/// <summary>
/// Everything that is kept, by organisation. Two kinds of stores stand behind it, SQL and a key-value store with 25
/// operations and 240 KiB a transaction, so nothing here joins, counts or scans more than one page.
/// A save that takes a scan also writes the scan as checkpoint: the checkpoint is never there without the data. A store
/// that cannot do both at once writes the data first; every save may be repeated. A scan whose <see cref="Scan.Fence"/> is
/// older than the lease is refused with a <see cref="LeaseLostException"/>, and nothing is written.
/// </summary>
public interface IStore
{
    /// <summary>Every organisation that was connected or imported.</summary>
    Task<IReadOnlyList<OrgId>> OrganizationsAsync(CancellationToken cancellationToken);

    /// <summary>How the organisation is reached; null when it was only imported.</summary>
    Task<Connection?> TryGetConnectionAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>A secret in clear; null when it was never set.</summary>
    Task<string?> TryGetSecretAsync(OrgId org, string name, CancellationToken cancellationToken);

    /// <summary>The organisation's settings; the defaults when none were saved.</summary>
    Task<Settings> SettingsAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Every hold, live or ended, in no order.</summary>
    Task<IReadOnlyList<Hold>> HoldsAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>The list of people as it was imported last; <see cref="PeopleList.None"/> without one.</summary>
    Task<PeopleList> PeopleAsync(OrgId org, CancellationToken cancellationToken);

    /// <summary>Plans without their rows, the newest first.</summary>
    Task<IReadOnlyList<PlanHead>> PlansAsync(OrgId org, PlanQuery query, CancellationToken cancellationToken);

    /// <summary>A plan with its rows; null when there is none of that id.</summary>
    Task<Plan?> TryGetPlanAsync(OrgId org, string id, CancellationToken cancellationToken);

    /// <summary>Runs without their rows, the newest first, each with what somebody wants of it now.</summary>
    Task<IReadOnlyList<Run>> RunsAsync(OrgId org, RunQuery query, CancellationToken cancellationToken);

    /// <summary>Rows of runs, by run and number.</summary>
    Task<IReadOnlyList<RunRow>> RunRowsAsync(OrgId org, RunRowQuery query, CancellationToken cancellationToken);

    /// <summary>Keeps what an admin did, together with its entry in the audit log.</summary>
    /// <returns>The log's new head.</returns>
    /// <exception cref="LeaseLostException">The change is a checkpoint of a run, and another process has taken the run over.</exception>
    /// <exception cref="SettingsChangedException">The settings are not those that the change was made of.</exception>
    Task<AuditHead> CommitAsync(Change change, CancellationToken cancellationToken);

    /// <summary>Removes for good, with an entry in the audit log.</summary>
    /// <returns>How many records were removed.</returns>
    Task<int> EraseAsync(Erasure erasure, CancellationToken cancellationToken);

    /// <summary>Entries of a chain by number, those that there are.</summary>
    Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, AuditQuery query, CancellationToken cancellationToken);

    /// <summary>The newest entry of a chain; null before the first.</summary>
    Task<AuditHead?> TryGetAuditHeadAsync(AuditChain chain, CancellationToken cancellationToken);

    /// <summary>Asks for the right to do a job: the lease as it stands now, the asker's or another's.</summary>
    Task<Lease> LeaseAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>The newest scans first.</summary>
    Task<IReadOnlyList<Scan>> ScansAsync(OrgId org, ScanQuery query, CancellationToken cancellationToken);

    /// <summary>Writes what one request listed, new or again.</summary>
    Task SaveListingAsync(Scan checkpoint, Listing listing, CancellationToken cancellationToken);

    /// <summary>Listings of a scan, in order; none past the end.</summary>
    Task<IReadOnlyList<Listing>> ListingsAsync(OrgId org, ScanId scan, ListingQuery query, CancellationToken cancellationToken);

    /// <summary>Writes pages of accounts, new or again; of one that tells what changed, a store may write that alone.</summary>
    Task SaveAccountsAsync(Scan checkpoint, IReadOnlyList<AccountPage> pages, CancellationToken cancellationToken);

    /// <summary>Pages <paramref name="from"/> and following of a scan, at most <paramref name="most"/>; none past the end.</summary>
    Task<IReadOnlyList<AccountPage>> AccountPagesAsync(OrgId org, ScanId scan, int from, int most, CancellationToken cancellationToken);

    /// <summary>Accounts by filter, by name.</summary>
    Task<IReadOnlyList<Account>> AccountsAsync(OrgId org, ScanId scan, UserQuery query, CancellationToken cancellationToken);

    /// <summary>Forgets the accounts and entitlements of every scan but one. The scans themselves stay.</summary>
    Task DeleteAccountsExceptAsync(OrgId org, ScanId kept, CancellationToken cancellationToken);

    /// <summary>Writes findings, each whole, new or again.</summary>
    Task SaveRecommendationsAsync(Scan checkpoint, IReadOnlyList<Recommendation> recommendations, CancellationToken cancellationToken);

    /// <summary>Everything ever found about some accounts, in no order.</summary>
    Task<IReadOnlyList<Recommendation>> RecommendationsOfAsync(OrgId org, IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken);

    /// <summary>Findings by filter, the surest first, then by name and id.</summary>
    Task<IReadOnlyList<Recommendation>> RecommendationsAsync(OrgId org, RecommendationQuery query, CancellationToken cancellationToken);
}
