using System.Collections.Concurrent;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Rules;
using Recoup.Engine.Assisting;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>What the phases of one scan share while it runs. Everything here can be had again from the store.</summary>
public sealed class ScanDesk(IStore store, AtlassianAccess? atlassian, Settings settings, TimeProvider time)
{
    /// <summary>A page of 50 of them is looked at, and what is kept of them is one record, which stores limit to 240 KiB.</summary>
    private const int MostGroups = 300;

    private int _counted;
    private ScanPhase? _phase;
    private long _since = time.GetTimestamp();
    private (EntitlementIndex Entitlements, Roster Roster, HashSet<string> Trail)? _listings;
    private Suspects? _suspects;
    private (string Cursor, Task<PageV2<UserBody>> Page)? _following;
    private HashSet<long>? _seen;
    private Judge? _judge;
    private Circumstances? _around;
    private PeopleList? _list;
    private PeopleIndex? _people;
    private TwinKeys? _keys;
    private Population? _population;
    private int _usedPages;
    private (int From, Task<IReadOnlyList<AccountPage>> Pages)? _ahead;

    public IStore Store => store;

    /// <summary>The APIs; an import has none.</summary>
    public AtlassianAccess Atlassian => atlassian ?? throw new InvalidOperationException("An import asks Atlassian nothing.");

    public Settings Settings => settings;

    public TimeProvider Time => time;

    /// <summary>The assistant; null where none is switched on.</summary>
    public Assistance? Assistance { get; init; }

    /// <summary>Whether the next page may be on its way between two steps; not where a host ends with the step.</summary>
    public bool ReadsAhead { get; init; } = true;

    /// <summary>The fencing number of the lease under which the host works; 0 without one.</summary>
    public long Fence { get; set; }

    /// <summary>Answers about candidates of the pages in work, so that a wait in between repeats no question.</summary>
    public ConcurrentDictionary<AccountId, Answer> Answers { get; } = [];

    /// <summary>What asking itself taught, so that a wait in between forgets none of it.</summary>
    public Learned Learned { get; } = new();

    /// <summary>A step of a phase begins: its requests count there, also when its checkpoint already stands in the next.</summary>
    public void Begin(ScanPhase phase) => _phase = phase;

    /// <summary>Adds the requests and the time since the last call: done to every scan before it is saved.</summary>
    public Scan Stamp(Scan scan)
    {
        var sent = atlassian?.Sent ?? 0;
        var requests = new Dictionary<ScanPhase, int>(scan.Requests);
        var phase = _phase ?? scan.Phase;
        if (sent > _counted)
            requests[phase] = requests.GetValueOrDefault(phase) + sent - _counted;
        _counted = sent;
        var seconds = time.GetElapsedTime(_since).TotalSeconds;
        _since = time.GetTimestamp();
        return scan with { Requests = requests, RequestsLeft = atlassian?.Left, Seconds = scan.Seconds + seconds, SavedAt = time.GetUtcNow(), Fence = Fence };
    }

    /// <summary>Ends a phase: the next one begins at this checkpoint.</summary>
    public async Task<Scan> EnterAsync(Scan scan, ScanPhase phase, CancellationToken cancellationToken)
    {
        var entered = Stamp(scan).Enter(phase);
        await store.SaveScanAsync(entered, cancellationToken);
        return entered;
    }

    /// <summary>Notes those of a page, as it is saved, who may hold roles that no group explains, and who may have two accounts.</summary>
    public async Task NoticeAsync(Scan scan, AccountPage page, CancellationToken cancellationToken)
    {
        if (page.Number == 0)
            (_suspects, _keys) = (new(), new());
        var around = await AroundAsync(scan, cancellationToken);
        foreach (var account in page.Accounts)
        {
            _suspects?.Add(account);
            _seen?.Add(account.Id.Number);
            _keys?.Count(account, around, page.Number);
        }
    }

    /// <summary>
    /// Who has several accounts, read once everybody is known, and how groups are used, as far as <see cref="UseAsync"/> was told.
    /// </summary>
    public async Task<Population> PopulationAsync(Scan scan, CancellationToken cancellationToken)
    {
        if (_population is { } known)
            return known;
        var around = await AroundAsync(scan, cancellationToken);
        var keys = _keys ?? await CountAsync(scan, around, cancellationToken);
        keys.Close();
        var population = new Population(around, keys);
        foreach (var number in keys.Pages)
        {
            foreach (var page in await store.AccountPagesAsync(scan.Org, scan.Id, number, 1, cancellationToken))
            {
                foreach (var account in page.Accounts)
                    population.AddTwin(account);
            }
        }

        return _population = population;
    }

    private async Task<TwinKeys> CountAsync(Scan scan, Circumstances around, CancellationToken cancellationToken)
    {
        var keys = new TwinKeys();
        await foreach (var page in ReadPagesAsync(scan, 0, cancellationToken))
        {
            foreach (var account in page.Accounts)
                keys.Count(account, around, page.Number);
        }

        return keys;
    }

    /// <summary>Counts pages that were judged into the groups that give their seats; first those that another process judged.</summary>
    /// <param name="scan">As it stood before the pages.</param>
    public async Task UseAsync(Scan scan, IReadOnlyList<AccountPage> pages, CancellationToken cancellationToken)
    {
        var population = await PopulationAsync(scan, cancellationToken);
        if (_usedPages < scan.Position)
        {
            await foreach (var page in ReadPagesAsync(scan, _usedPages, cancellationToken))
            {
                if (page.Number >= scan.Position)
                    break;
                Use(page);
            }
        }

        foreach (var page in pages)
            Use(page);

        void Use(AccountPage page)
        {
            foreach (var account in page.Accounts)
                population.AddUse(account);
            _usedPages = page.Number + 1;
        }
    }

    /// <summary>Keeps how groups are used, those with the most unused seats: what the whole population tells is gone with the scan.</summary>
    public async Task<Scan> SaveGroupsAsync(Scan scan, CancellationToken cancellationToken)
    {
        var around = await AroundAsync(scan, cancellationToken);
        var groups = (await PopulationAsync(scan, cancellationToken)).Groups
            .OrderByDescending(u => u.Unused).ThenByDescending(u => u.Members).ThenBy(u => u.Group.Value, StringComparer.Ordinal)
            .Take(MostGroups)
            .Select(u => around.TryGetGroup(u.Group) is { } grant ? new UsedGroup(grant.Name, grant.Writable, u) : new UsedGroup(u.Group.Value, Writable: true, u));
        return groups.ToList() is { Count: > 0 } used ? await SaveListingAsync(scan, new Listing(scan.Listings) { Uses = used }, cancellationToken) : scan;
    }

    /// <summary>The numbers of the accounts read so far, so that one that comes again is not counted twice.</summary>
    public async Task<IReadOnlySet<long>> SeenAsync(Scan scan, CancellationToken cancellationToken)
    {
        if (_seen is { } known)
            return known;
        var seen = new HashSet<long>();
        await foreach (var page in ReadPagesAsync(scan, 0, cancellationToken))
            seen.UnionWith(page.Accounts.Select(a => a.Id.Number));
        return _seen = seen;
    }

    /// <summary>Who may hold roles that no group explains; read from the store where this desk has not seen every page.</summary>
    public async Task<Suspects> SuspectsAsync(Scan scan, CancellationToken cancellationToken)
    {
        // Everybody has been read: a set of a million numbers is not kept for longer.
        _seen = null;
        if (_suspects is { } known)
            return known;
        var suspects = new Suspects();
        await foreach (var page in ReadPagesAsync(scan, 0, cancellationToken))
        {
            foreach (var account in page.Accounts)
                suspects.Add(account);
        }

        return _suspects = suspects;
    }

    private IAsyncEnumerable<AccountPage> ReadPagesAsync(Scan scan, int from, CancellationToken cancellationToken) =>
        store.AllAccountPagesAsync(scan.Org, scan.Id, from, cancellationToken);

    /// <summary>
    /// A page of users; the one behind it is asked for at once, and comes while this one is worked on and saved. Asked for too
    /// soon to be of use only when the scan stops in between.
    /// </summary>
    public async Task<PageV2<UserBody>> UsersPageAsync(string? cursor, CancellationToken cancellationToken)
    {
        // Put aside before it is looked at: one that failed is not to be asked for its answer again.
        var following = _following;
        _following = null;
        var page = await (following is { } ahead && ahead.Cursor == cursor ? ahead.Page : Atlassian.Organizations.UsersPageAsync(cursor, cancellationToken));
        if (ReadsAhead && page.Links?.Next is { Length: > 0 } next && next != cursor)
            _following = (next, Atlassian.Organizations.UsersPageAsync(next, cancellationToken));
        return page;
    }

    /// <summary>Begins a step that may go on for a while.</summary>
    public Pace Pace() => new(time);

    /// <summary>Whether something went wrong that the next step begins with.</summary>
    public bool HasPostponed => _following is { Page.IsFaulted: true };

    /// <summary>Has the next call for a page fail as this one did.</summary>
    public void Postpone(string cursor, AtlassianException failure) => _following = (cursor, Task.FromException<PageV2<UserBody>>(failure));

    /// <summary>Pages of accounts from a number on; meanwhile those behind them are fetched ahead.</summary>
    public async Task<IReadOnlyList<AccountPage>> PagesAsync(Scan scan, int from, int most, CancellationToken cancellationToken)
    {
        var pages = await (_ahead is { } ahead && ahead.From == from
            ? ahead.Pages
            : store.AccountPagesAsync(scan.Org, scan.Id, from, most, cancellationToken));
        _ahead = pages.Count < most ? null : (from + most, store.AccountPagesAsync(scan.Org, scan.Id, from + most, most, cancellationToken));
        return pages;
    }

    /// <summary>Saves what one request listed with the checkpoint, and keeps it at hand.</summary>
    public async Task<Scan> SaveListingAsync(Scan scan, Listing listing, CancellationToken cancellationToken)
    {
        // Read before the save: what is read after it already holds the listing.
        var (entitlements, roster, trail) = await ListingsAsync(scan, cancellationToken);
        var saved = Stamp(scan) with { Listings = scan.Listings + 1 };
        listing = listing with { LedTo = saved.Cursor is { } cursor ? Place(saved, cursor) : null };
        await store.SaveListingAsync(saved, listing, cancellationToken);
        entitlements.Add(listing);
        roster.Add(listing);
        if (listing.LedTo is { } place)
            trail.Add(place);
        return saved;
    }

    /// <summary>Goes on to the next page of a listing.</summary>
    /// <param name="scan">At the place of the listing.</param>
    /// <exception cref="AtlassianException">The listing has been there before.</exception>
    public async Task<Scan> FollowAsync(Scan scan, string next, string operation, CancellationToken cancellationToken) =>
        (await ListingsAsync(scan, cancellationToken)).Trail.Contains(Place(scan, next)) ? throw CursorTrail.Circle(operation) : scan with { Cursor = next };

    private static string Place(Scan scan, string cursor) => $"{scan.Phase} {scan.Position} {cursor}";

    /// <summary>Who holds what, as far as read.</summary>
    public async Task<EntitlementIndex> EntitlementsAsync(Scan scan, CancellationToken cancellationToken) => (await ListingsAsync(scan, cancellationToken)).Entitlements;

    /// <summary>What other lists say about accounts, as far as read.</summary>
    public async Task<Roster> RosterAsync(Scan scan, CancellationToken cancellationToken) => (await ListingsAsync(scan, cancellationToken)).Roster;

    private async Task<(EntitlementIndex Entitlements, Roster Roster, HashSet<string> Trail)> ListingsAsync(Scan scan, CancellationToken cancellationToken)
    {
        if (_listings is { } known)
            return known;
        var (entitlements, roster, trail) = (new EntitlementIndex(), new Roster(), new HashSet<string>());
        await foreach (var listing in store.AllListingsAsync(scan.Org, scan.Id, cancellationToken))
        {
            entitlements.Add(listing);
            roster.Add(listing);
            if (listing.LedTo is { } place)
                trail.Add(place);
        }

        _listings = (entitlements, roster, trail);
        return (entitlements, roster, trail);
    }

    /// <summary>The judge over what the scan has learned by now.</summary>
    public async Task<Judge> JudgeAsync(Scan scan, CancellationToken cancellationToken) =>
        _judge ??= new(await CircumstancesAsync(scan, await PopulationAsync(scan, cancellationToken), cancellationToken));

    /// <summary>The organisation while accounts are still being read: what is known of people and groups.</summary>
    public async Task<Circumstances> AroundAsync(Scan scan, CancellationToken cancellationToken) =>
        _around ??= await CircumstancesAsync(scan, population: null, cancellationToken);

    private async Task<Circumstances> CircumstancesAsync(Scan scan, Population? population, CancellationToken cancellationToken) => new(
        scan.Survey with { Grants = [.. (await EntitlementsAsync(scan, cancellationToken)).Grants] },
        settings,
        await store.HoldsAsync(scan.Org, cancellationToken),
        _people ??= new(await PeopleAsync(scan, cancellationToken)),
        population,
        scan.Held);

    /// <summary>By what the judge judges besides what the scan read.</summary>
    public async Task<JudgedBy> JudgedByAsync(Scan scan, CancellationToken cancellationToken) => JudgedBy.Of(settings, await PeopleAsync(scan, cancellationToken));

    private async Task<PeopleList> PeopleAsync(Scan scan, CancellationToken cancellationToken) => _list ??= await store.PeopleAsync(scan.Org, cancellationToken);

    /// <summary>Has the judge made anew: what it knew of the organisation has changed.</summary>
    public void DropJudge() => _judge = null;
}
