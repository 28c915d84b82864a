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

    /// <summary>What a sweep over the site's issues saw of an account.</summary>
    public IssueActivity IssuesOn(SiteId site, AccountId account)
    {
        var (reported, assigned) = _issues.GetValueOrDefault((account, site));
        return new(site, reported, assigned);
    }
}
