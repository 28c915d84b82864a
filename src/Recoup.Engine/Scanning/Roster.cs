using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>What other lists than the organisation's own say about accounts, found by account.</summary>
public sealed class Roster
{
    private readonly IdSet _billedByGuard = new();
    private readonly IdSet _freeOfGuard = new();
    private readonly Dictionary<AccountId, DateTimeOffset> _given = [];
    private readonly Dictionary<SiteId, IdSet> _onSites = [];
    private readonly Dictionary<(AccountId, SiteId), (int Reported, int Assigned)> _issues = [];
    private readonly Dictionary<AccountId, List<DirectoryId>> _suspended = [];
    private readonly Dictionary<(AccountId, SiteId), List<string>> _leads = [];
    private readonly Dictionary<SiteId, List<string>> _serviceProjects = [];
    private readonly HashSet<Serving> _serving = [];

    public void Add(Listing listing)
    {
        foreach (var flag in listing.Guard)
            (flag.Billable ? _billedByGuard : _freeOfGuard).Add(flag.Account);
        foreach (var given in listing.Given)
        {
            if (!_given.TryGetValue(given.Account, out var earlier) || earlier < given.At)
                _given[given.Account] = given.At;
        }

        foreach (var listed in listing.OnSites)
        {
            if (!_onSites.TryGetValue(listed.Site, out var people))
                _onSites[listed.Site] = people = new();
            people.Add(listed.Account);
        }

        foreach (var (account, directory) in listing.Suspended)
            Put(_suspended, account, directory);
        foreach (var lead in listing.Leads)
            Put(_leads, (lead.Account, lead.Site), lead.Project);
        foreach (var project in listing.ServiceProjects)
            Put(_serviceProjects, project.Site, project.Key);
        _serving.UnionWith(listing.Serving);
        foreach (var tally in listing.Issues)
        {
            var (reported, assigned) = _issues.GetValueOrDefault((tally.Account, tally.Site));
            _issues[(tally.Account, tally.Site)] = (reported + tally.Reported, assigned + tally.Assigned);
        }
    }

    /// <summary>Whether Guard bills an account; null when the list of managed accounts does not hold it.</summary>
    public bool? GuardBillable(AccountId account) =>
        _billedByGuard.Contains(account) ? true : _freeOfGuard.Contains(account) ? false : null;

    /// <summary>When an account was last given access; null where the audit log does not tell.</summary>
    public DateTimeOffset? LastGiven(AccountId account) => _given.TryGetValue(account, out var at) ? at : null;

    /// <summary>Whether a site lists an account as active; only of use for a site whose list was read.</summary>
    public bool IsOn(SiteId site, AccountId account) => _onSites.TryGetValue(site, out var people) && people.Contains(account);

    /// <summary>Directories in which an account is suspended.</summary>
    public IReadOnlyList<DirectoryId> SuspendedIn(AccountId account) => _suspended.GetValueOrDefault(account) ?? [];

    /// <summary>Projects that an account leads on a site whose projects were read.</summary>
    public IReadOnlyList<string> Leads(SiteId site, AccountId account) => _leads.GetValueOrDefault((account, site)) ?? [];

    /// <summary>Service projects of a site, in the order they were read.</summary>
    public IReadOnlyList<string> ServiceProjects(SiteId site) => _serviceProjects.GetValueOrDefault(site) ?? [];

    /// <summary>Whether everybody on a site may work in some service project.</summary>
    public bool EverybodyServes(SiteId site) => _serving.Contains(new(site, null, null));

    /// <summary>Whether an account has a role in a service project of a site, by itself or through one of its groups.</summary>
    public bool Serves(SiteId site, AccountId account, IReadOnlyList<GroupId> groups) =>
        EverybodyServes(site) || _serving.Contains(new(site, account, null)) || groups.Any(g => _serving.Contains(new(site, null, g)));

    private static void Put<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        if (!list.Contains(value))
            list.Add(value);
    }

    /// <summary>What a sweep over the site's issues saw of an account.</summary>
    public IssueActivity IssuesOn(SiteId site, AccountId account)
    {
        var (reported, assigned) = _issues.GetValueOrDefault((account, site));
        return new(site, reported, assigned);
    }
}
