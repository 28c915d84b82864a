using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>Counts over everybody, carried from page to page: seats, how fresh each product's dates are, what groups explain.</summary>
internal sealed class Tally
{
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _horizon;
    private readonly HashSet<SiteId> _sandboxes;
    private readonly Dictionary<Product, int> _seats;
    private readonly Dictionary<Product, ProductFeed> _feed;
    private readonly Dictionary<(Resource, string), int> _explained = [];
    private readonly Dictionary<SiteId, int> _suspects;
    private readonly Dictionary<SiteId, SitePeople> _people;
    private readonly TimeSpan _idle;
    private int _serviceAccounts;
    private readonly Roster? _roster;
    private readonly IReadOnlyDictionary<Product, double?> _usual;

    /// <param name="scan">Whose counts go on.</param>
    /// <param name="idle">How old the last use of a suspect is.</param>
    /// <param name="roster">The sites' own lists; null for an import.</param>
    public Tally(Scan scan, TimeSpan idle = default, Roster? roster = null)
    {
        _usual = scan.UsualShares.ToDictionary(s => s.Key, s => (double?)s.Value);
        (_idle, _roster) = (idle, roster);
        _suspects = new(scan.Suspects);
        _people = scan.Survey.SitePeople.ToDictionary(p => p.Site);
        _now = scan.Survey.Now;
        _horizon = scan.Survey.ByDay ? scan.Survey.Now.AddDays(1) : scan.Survey.Now;
        _sandboxes = [.. scan.Survey.Sites.Where(s => s.Sandbox).Select(s => s.Id)];
        _seats = new(scan.Seats);
        _feed = scan.Survey.Feed.ToDictionary(f => f.Product);
        _serviceAccounts = scan.Survey.ServiceAccounts ?? 0;
    }

    public void Add(Account account)
    {
        AddToSites(account);
        if (!account.IsActive)
            return;
        if (account.IsNativeServiceAccount)
            _serviceAccounts++;
        foreach (var seat in account.Seats)
            AddSeat(seat.Resource);
        foreach (var usage in account.Usage ?? account.Seats.Select(s => new Usage(s.Resource, account.LastActiveAnywhere)))
            AddUse(usage);
    }

    public void AddSeat(Resource resource)
    {
        if (_sandboxes.Contains(resource.Site))
            return;
        _seats[resource.Product] = _seats.GetValueOrDefault(resource.Product) + 1;
        var feed = Feed(resource.Product);
        _feed[resource.Product] = feed with { Seats = feed.Seats + 1 };
    }

    public void AddExplained(IEnumerable<(Resource Resource, string Role)> pairs)
    {
        foreach (var pair in pairs)
            _explained[pair] = _explained.GetValueOrDefault(pair) + 1;
    }

    public Scan Into(Scan scan) => scan with
    {
        Seats = _seats,
        Suspects = _suspects,
        Survey = scan.Survey with
        {
            Feed = [.. _feed.Values.OrderBy(f => f.Product.Value, StringComparer.Ordinal)],
            ServiceAccounts = _serviceAccounts,
            SitePeople = [.. _people.Values],
        },
        Ties = _explained.Count == 0 ? scan.Ties : [.. scan.Ties.Select(t => t with { Explained = t.Explained + _explained.GetValueOrDefault((t.Resource, t.Role)) })],
    };

    /// <summary>Holds the account against the lists of connected sites, and counts who will be asked about there.</summary>
    private void AddToSites(Account account)
    {
        if (_roster is null)
            return;
        foreach (var people in _people.Values.ToList())
        {
            var listed = _roster.IsOn(people.Site, account.Id);
            var holds = account.IsActive && account.Seats.Any(s => s.Site == people.Site && s.Product.IsJiraFamily);
            if (listed || holds)
                _people[people.Site] = people with { Known = people.Known + (listed ? 1 : 0), Unlisted = people.Unlisted + (holds && !listed ? 1 : 0) };
        }

        foreach (var site in account.Seats.Where(s => s.Product.IsJiraFamily && !account.LastActive(s.Resource).IsWithin(_idle, _now)).Select(s => s.Site).Distinct())
            _suspects[site] = _suspects.GetValueOrDefault(site) + 1;
    }

    private void AddUse(Usage usage)
    {
        if (!usage.Last.HasValue)
            return;
        var feed = Feed(usage.Resource.Product);
        _feed[usage.Resource.Product] = usage.Last.At > _horizon
            ? feed with { InFuture = feed.InFuture + 1 }
            : feed with
            {
                Newest = feed.Newest.HasValue && feed.Newest.At >= usage.Last.At ? feed.Newest : usage.Last,
                Recent = feed.Recent + (usage.Last.IsWithin(ProductFeed.RecentTime, _now) ? 1 : 0),
            };
    }

    private ProductFeed Feed(Product product) =>
        _feed.TryGetValue(product, out var feed) ? feed : new(product, 0, Signal.None, 0) { UsualShare = _usual.GetValueOrDefault(product) };
}
