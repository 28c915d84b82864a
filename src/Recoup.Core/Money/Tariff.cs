using Recoup.Core.Directory;
using Recoup.Core.Policies;

namespace Recoup.Core.Money;

/// <summary>
/// The order form over an organisation's sites: says what a headcount costs, and what another would save. Every resource is
/// covered by one subscription, the first that names it; apps and Guard come on top.
/// </summary>
public sealed class Tariff
{
    private readonly Dictionary<Resource, int> _covering = [];
    private readonly SiteId[] _sandboxes;
    private readonly (string Name, SiteId Id)[] _sites;
    private readonly int _guard;

    /// <param name="settings">Costs per seat, contracts and the price book.</param>
    /// <param name="survey">The sites.</param>
    public Tariff(Settings settings, Survey survey)
    {
        _sandboxes = [.. survey.Sandboxes];
        _sites = [.. survey.Sites.Select(s => (s.Name, s.Id))];
        Zone = settings.BillingZone;
        Currency = settings.Currency;
        Subscriptions = PriceBook.Effective(settings);
        _guard = Subscriptions.ToList().FindIndex(s => s.Kind == SubscriptionKind.Guard);
    }

    /// <summary>The price book's subscriptions, then what the settings alone say of other products.</summary>
    public IReadOnlyList<Subscription> Subscriptions { get; }

    /// <summary>The billing zone's distance from UTC.</summary>
    public TimeSpan Zone { get; }

    /// <summary>The organisation's own currency.</summary>
    public string Currency { get; }

    /// <summary>The subscription that covers a product on a site; null for a sandbox's, which costs nothing.</summary>
    public Subscription? TryGet(Resource resource) => Covering(resource) is >= 0 and var at ? Subscriptions[at] : null;

    /// <summary>Whether a product on a site is paid for and no subscription says how.</summary>
    public bool IsOpen(Resource resource) => Covering(resource) < 0 && !IsSandbox(resource.Site);

    /// <summary>Guard's; null where there is none.</summary>
    public Subscription? Guard => _guard < 0 ? null : Subscriptions[_guard];

    /// <summary>How many each subscription counts.</summary>
    public Quantities Count(Headcount held)
    {
        var counted = new Quantities(Subscriptions);
        foreach (var (footprint, people) in held.People)
            Add(counted, footprint, people);
        return counted;
    }

    /// <summary>Counts people of one footprint, or no longer.</summary>
    public void Add(Quantities counted, Footprint footprint, int people)
    {
        var outsideGuard = footprint.Guard == GuardCount.Never || (footprint.Guard == GuardCount.NotNow && !footprint.GivenUp.Any(IsCovered));
        Span<bool> met = stackalloc bool[Subscriptions.Count <= 256 ? Subscriptions.Count : 0];
        if (met.Length < Subscriptions.Count)
            met = new bool[Subscriptions.Count];
        foreach (var resource in footprint.Holds)
        {
            for (var at = 0; at < Subscriptions.Count; at++)
            {
                if (Subscriptions[at].Kind == SubscriptionKind.App && IsFor(Subscriptions[at], resource))
                    counted.AddHosted(at, resource.Product, people);
            }

            if (Covering(resource) is not (>= 0 and var covering))
                continue;
            var subscription = Subscriptions[covering];
            outsideGuard |= subscription.CoversGuard;
            if (!met[covering] || !subscription.CountsPeople)
                counted.Add(covering, people);
            met[covering] = true;
        }

        if (_guard >= 0 && !outsideGuard)
            counted.Add(_guard, people);
    }

    /// <summary>Whether whoever holds it is outside Guard's count.</summary>
    private bool IsCovered(Resource resource) => TryGet(resource)?.CoversGuard == true;

    /// <summary>As how many users of one product somebody counts: a seat each, or once where people are counted; sandboxes as none.</summary>
    /// <param name="product">The product.</param>
    /// <param name="holds">What is held.</param>
    public int UsersOf(Product product, IEnumerable<Resource> holds)
    {
        var users = 0;
        List<int>? met = null;
        foreach (var resource in holds)
        {
            if (resource.Product != product || IsSandbox(resource.Site))
                continue;
            var at = Covering(resource);
            if (at >= 0 && Subscriptions[at].CountsPeople)
            {
                if (met?.Contains(at) == true)
                    continue;
                (met ??= []).Add(at);
            }

            users++;
        }

        return users;
    }

    /// <summary>Whether people are counted of a product, on every site: on Enterprise and in a collection.</summary>
    public bool CountsPeople(Product product)
    {
        var covering = Subscriptions.Where(s => s.Covers(product)).ToList();
        return covering.Count > 0 && covering.TrueForAll(s => s.CountsPeople);
    }

    /// <summary>Counts seats no longer whose holders are not known; not where people are counted, who may hold more.</summary>
    public void Drop(Quantities counted, Resource resource, int seats)
    {
        if (Covering(resource) is >= 0 and var at && !Subscriptions[at].CountsPeople)
            counted.Add(at, -seats);
    }

    /// <summary>What is saved where one headcount becomes another: for each currency and day, to the smallest unit what the invoices differ by. What has no price is left out.</summary>
    /// <param name="before">As it is.</param>
    /// <param name="after">As it would be.</param>
    /// <param name="now">From when something could be done.</param>
    public IReadOnlyList<Saving> Savings(Quantities before, Quantities after, DateTimeOffset now)
    {
        List<Saving>? parts = null, free = null;
        for (var at = 0; at < Subscriptions.Count; at++)
        {
            if (before[at] == after[at])
                continue;
            var subscription = Subscriptions[at];
            if (subscription.Saved(before[at], after[at], now, Zone) is not { } part)
                continue;
            if (subscription.Plan == ProductPlan.Free)
                (free ??= []).Add(part);
            else
                (parts ??= []).Add(part);
        }

        // A free plan has no renewal: beside what is paid, its nothing would only ask for one.
        return parts is null && free is null ? [] : Saving.ByDay(parts ?? free!);
    }

    /// <summary>Whether a subscription names a resource.</summary>
    private bool IsFor(Subscription subscription, Resource resource) =>
        subscription.Products.Contains(resource.Product) && !IsSandbox(resource.Site) && (subscription.Sites.Count == 0 || subscription.Sites.Any(named => IsCalled(resource.Site, named)));

    private bool IsCalled(SiteId site, string named) => site.Value == named || Array.Exists(_sites, s => s.Id == site && s.Name == named);

    private bool IsSandbox(SiteId site) => Array.IndexOf(_sandboxes, site) >= 0;

    private int Covering(Resource resource)
    {
        if (_covering.TryGetValue(resource, out var known))
            return known;
        var at = Subscriptions.ToList().FindIndex(s => s.Kind is SubscriptionKind.Product or SubscriptionKind.Collection && IsFor(s, resource));
        return _covering[resource] = at;
    }
}

/// <summary>How many of each subscription's users there are, in the order of the tariff.</summary>
public sealed class Quantities
{
    private readonly int[] _users;
    private readonly Dictionary<(int App, Product Host), int> _hosted = [];
    private readonly bool[] _isApp;

    internal Quantities(IReadOnlyList<Subscription> subscriptions)
    {
        _users = new int[subscriptions.Count];
        _isApp = [.. subscriptions.Select(s => s.Kind == SubscriptionKind.App)];
    }

    private Quantities(Quantities other) => (_users, _hosted, _isApp) = ([.. other._users], new(other._hosted), other._isApp);

    /// <summary>The number of users: of an app that of its largest host product.</summary>
    public int this[int subscription] => !_isApp[subscription]
        ? _users[subscription]
        : _hosted.Where(h => h.Key.App == subscription).Select(h => h.Value).DefaultIfEmpty(0).Max();

    public Quantities Copy() => new(this);

    internal void Add(int subscription, int people) => _users[subscription] += people;

    internal void AddHosted(int app, Product host, int people) => _hosted[(app, host)] = _hosted.GetValueOrDefault((app, host)) + people;
}
