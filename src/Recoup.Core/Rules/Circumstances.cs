using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;

namespace Recoup.Core.Rules;

/// <summary>The organisation that every account is judged in, with the look-ups that rules and guards share.</summary>
public sealed class Circumstances
{
    private readonly HashSet<SiteId> _sandboxes;
    private readonly Dictionary<SiteId, string> _siteNames;
    private readonly Dictionary<GroupId, Grant> _groups;
    private readonly Dictionary<Product, ProductFeed> _feed;
    private readonly Dictionary<AccountId, Hold> _holds;
    private readonly HashSet<string> _companyDomains;
    private readonly HashSet<SiteId> _activitySites;

    public Circumstances(Survey survey, Settings settings, IReadOnlyList<Hold> holds)
    {
        Survey = survey;
        Settings = settings;
        SeatCosts = settings.SeatCosts;
        _sandboxes = [.. survey.Sites.Where(s => s.Sandbox).Select(s => s.Id)];
        _siteNames = survey.Sites.ToDictionary(s => s.Id, s => s.Name);
        _groups = [];
        foreach (var grant in survey.Grants)
        {
            if (!_groups.TryAdd(grant.Group, grant) && !grant.Writable)
                _groups[grant.Group] = grant;
        }

        _feed = survey.Feed.ToDictionary(f => f.Product);
        _holds = [];
        foreach (var hold in holds.Where(h => h.IsLive(survey.Now)))
            _holds.TryAdd(hold.Account, hold);
        _companyDomains = [.. survey.Domains.Concat(settings.CompanyDomains).Select(d => d.ToLowerInvariant())];
        _activitySites = [.. survey.ActivitySites];
    }

    public Survey Survey { get; }

    public Settings Settings { get; }

    public SeatCosts SeatCosts { get; }

    /// <summary>Whether it is known which mail domains are the organisation's own: without that nobody can be called external.</summary>
    public bool KnowsOwnDomains => _companyDomains.Count > 0;

    public bool IsOwnDomain(string? domain) => domain is not null && _companyDomains.Contains(domain);

    public bool IsSandbox(SiteId site) => _sandboxes.Contains(site);

    public string SiteName(SiteId site) => _siteNames.GetValueOrDefault(site, site.Value);

    public Grant? TryGetGroup(GroupId group) => _groups.GetValueOrDefault(group);

    public ProductFeed? TryGetFeed(Product product) => _feed.GetValueOrDefault(product);

    public Hold? TryGetHold(AccountId account) => _holds.GetValueOrDefault(account);

    /// <summary>Whether a site's issues can be had.</summary>
    public bool CanReadIssues(SiteId site) => _activitySites.Contains(site);
}
