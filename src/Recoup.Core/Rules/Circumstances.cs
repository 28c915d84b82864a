using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Policies;

namespace Recoup.Core.Rules;

/// <summary>The organisation that every account is judged in, with the look-ups that rules and guards share.</summary>
public sealed class Circumstances
{
    private readonly SiteId[] _sandboxes;
    private readonly Dictionary<SiteId, string> _siteNames;
    private readonly Dictionary<GroupId, Grant> _groups;
    private readonly ILookup<GroupId, Grant> _grants;
    private readonly HashSet<GroupId> _several;
    private readonly Dictionary<Product, ProductFeed> _feed;
    private readonly Dictionary<AccountId, Hold> _holds;
    private readonly Dictionary<AccountId, SaidKind> _said;
    private readonly HashSet<string> _companyDomains;
    private readonly HashSet<SiteId> _activitySites;

    private readonly Dictionary<Product, string?> _feedDoubts;
    private readonly Limits _general;
    private readonly Exclusion[] _exclusions;

    /// <param name="survey">What the scan learned.</param>
    /// <param name="settings">What an admin set.</param>
    /// <param name="holds">Live and ended holds.</param>
    /// <param name="people">What HR or the identity provider says; null for nothing.</param>
    /// <param name="population">What only all accounts together tell; null while they have not been read.</param>
    /// <param name="held">Who holds what, for what a row alone would save; null while not everybody is known.</param>
    public Circumstances(
        Survey survey, Settings settings, IReadOnlyList<Hold> holds, PeopleIndex? people = null, Population? population = null, Headcount? held = null)
    {
        Survey = survey;
        Settings = settings;
        People = people ?? new(PeopleList.None);
        Population = population;
        Today = DateOnly.FromDateTime(survey.Now.UtcDateTime);
        _general = new(settings);
        PolicyAsksForDomains = settings.Selectors.Any(w => w.Domain is not null);
        _exclusions = [.. settings.Exclusions.Where(e => e.Until is not { } until || Today <= until)];
        Tariff = new(settings, survey);
        Savings = new(Tariff, held, survey.Now);
        _sandboxes = [.. survey.Sandboxes];
        _siteNames = survey.Sites.ToDictionary(s => s.Id, s => s.Name);
        _grants = survey.Grants.ToLookup(g => g.Group);
        _groups = [];
        foreach (var grant in survey.Grants)
        {
            if (!_groups.TryAdd(grant.Group, grant) && !grant.Writable)
                _groups[grant.Group] = grant;
        }

        _several = [.. survey.Grants.Where(g => !_sandboxes.Contains(g.Resource.Site)).GroupBy(g => g.Group).Where(g => g.DistinctBy(x => x.Resource).Count() > 1).Select(g => g.Key)];
        _feed = survey.Feed.ToDictionary(f => f.Product);
        _feedDoubts = survey.Feed.ToDictionary(f => f.Product, f => Doubt(f.Product));
        _holds = [];
        foreach (var hold in holds.Where(h => h.IsLive(survey.Now)))
            _holds.TryAdd(hold.Account, hold);
        _said = [];
        foreach (var said in settings.KindsSaid)
            _said[said.Account] = said;
        _companyDomains = [.. survey.Domains.Concat(settings.CompanyDomains).Select(d => d.ToLowerInvariant())];
        _activitySites = [.. survey.ActivitySites];
    }

    public Survey Survey { get; }

    public Settings Settings { get; }

    /// <summary>What HR or the identity provider says.</summary>
    public PeopleIndex People { get; }

    /// <summary>What only all accounts together tell; null while they have not been read.</summary>
    public Population? Population { get; }

    /// <summary>The day of the scan, in UTC.</summary>
    public DateOnly Today { get; }

    /// <summary>What the order form says.</summary>
    public Tariff Tariff { get; }

    /// <summary>The day of the scan in the billing zone: renewals are days there.</summary>
    public DateOnly BillingDay => RenewalDays.Day(Survey.Now, Tariff.Zone);

    /// <summary>What one row alone would save.</summary>
    public RowSavings Savings { get; }

    /// <summary>Whether it is known which mail domains are the organisation's own: without that nobody can be called external.</summary>
    public bool KnowsOwnDomains => _companyDomains.Count > 0;

    public bool IsOwnDomain(string? domain) => domain is not null && _companyDomains.Contains(domain);

    public bool IsSandbox(SiteId site)
    {
        // There are few, and this is asked for every seat: comparing is faster than hashing.
        foreach (var sandbox in _sandboxes)
        {
            if (sandbox == site)
                return true;
        }

        return false;
    }

    public string SiteName(SiteId site) => _siteNames.GetValueOrDefault(site, site.Value);

    public Grant? TryGetGroup(GroupId group) => _groups.GetValueOrDefault(group);

    /// <summary>Everything that a group gives.</summary>
    public IEnumerable<Grant> GrantsOf(GroupId group) => _grants[group];

    /// <summary>Whether a policy means a group by a text: its id or its name.</summary>
    public bool IsCalled(GroupId group, string text) => group.Value == text || TryGetGroup(group)?.Name == text;

    /// <summary>Whether the policy treats some mail domains otherwise: then an account without an address is not known to fit.</summary>
    public bool PolicyAsksForDomains { get; }

    /// <summary>Whether a group gives more than one product, sandboxes not counted.</summary>
    public bool GivesSeveral(GroupId group) => _several.Contains(group);

    public ProductFeed? TryGetFeed(Product product) => _feed.GetValueOrDefault(product);

    public Hold? TryGetHold(AccountId account) => _holds.GetValueOrDefault(account);

    /// <summary>What an account is taken for: by Atlassian's own types, by a person's word, or else by the score.</summary>
    public Kind KindOf(Account account) => KindScore.Of(account, People.TryFind(account) is not null, _said.GetValueOrDefault(account.Id)?.ToKind());

    /// <summary>Whether a site's issues can be had.</summary>
    public bool CanReadIssues(SiteId site) => _activitySites.Contains(site);

    /// <summary>Whether a site may be asked about projects, filters, dashboards and edits.</summary>
    public bool CanReadWork(SiteId site) => Settings.ExtendedReads && CanReadIssues(site) && !Survey.WorkNotReadable.Contains(site);

    /// <summary>The thresholds that hold for an account, or for one seat of it.</summary>
    public Limits LimitsOf(Account account, Resource? seat = null) =>
        Settings.Scopes.Count > 0 && Selection.TryScope(account, seat, this) is { } scope ? _general.In(scope) : _general;

    /// <summary>The part of the policy that leaves an account alone, or one of these seats; null when none does.</summary>
    public Exclusion? TryExclusion(Account account, ImmutableArray<SeatUse> seats)
    {
        foreach (var exclusion in _exclusions)
        {
            if (exclusion.Where.FitsAccount(account, this) && (exclusion.Where.IsOfAccounts || seats.Any(u => exclusion.Where.FitsSeat(u.Seat.Resource, this))))
                return exclusion;
        }

        return null;
    }

    /// <summary>The part of the policy that leaves a group alone, or what it gives; null when none does. One about a domain is about accounts.</summary>
    public Exclusion? TryExclusion(GroupUse use)
    {
        foreach (var exclusion in _exclusions)
        {
            var group = exclusion.Where.Group;
            var fits = group is null ? !exclusion.Where.IsOfAccounts : IsCalled(use.Group, group);
            if (fits && exclusion.Where.Domain is null && exclusion.Where.FitsSeat(use.Resource, this))
                return exclusion;
        }

        return null;
    }

    /// <summary>Why a product's last-use dates cannot be relied on, in words; null when they can.</summary>
    public string? FeedDoubt(Product product) => _feedDoubts.TryGetValue(product, out var doubt) ? doubt : Doubt(product);

    private string? Doubt(Product product)
    {
        var feed = TryGetFeed(product);
        if (feed is null || !feed.IsHealthy(Survey.Now))
            return $"nobody's use of {product.Name} is reported within {(int)(feed?.MustBeWithin.TotalHours ?? 72)} hours: the feed may have stalled";
        return feed.UsualShare is { } usual && feed.HasDropped
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"only {feed.RecentShare:P0} of the {product.Name} seats are reported as used within 72 hours, where {usual:P0} are usual: the feed may have stalled")
            : null;
    }
}
