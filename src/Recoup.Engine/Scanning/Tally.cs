using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>Counts over everybody, carried from page to page: seats, how fresh each product's dates are, what groups explain.</summary>
internal sealed class Tally
{
    private readonly DateTimeOffset _horizon;
    private readonly HashSet<SiteId> _sandboxes;
    private readonly Dictionary<Product, int> _seats;
    private readonly Dictionary<Product, ProductFeed> _feed;
    private readonly Dictionary<(Resource, string), int> _explained = [];

    public Tally(Scan scan)
    {
        _horizon = scan.Survey.ByDay ? scan.Survey.Now.AddDays(1) : scan.Survey.Now;
        _sandboxes = [.. scan.Survey.Sites.Where(s => s.Sandbox).Select(s => s.Id)];
        _seats = new(scan.Seats);
        _feed = scan.Survey.Feed.ToDictionary(f => f.Product);
    }

    public void Add(Account account)
    {
        if (!account.IsActive)
            return;
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
        Survey = scan.Survey with { Feed = [.. _feed.Values.OrderBy(f => f.Product.Value, StringComparer.Ordinal)] },
        Ties = _explained.Count == 0 ? scan.Ties : [.. scan.Ties.Select(t => t with { Explained = t.Explained + _explained.GetValueOrDefault((t.Resource, t.Role)) })],
    };

    private void AddUse(Usage usage)
    {
        if (!usage.Last.HasValue)
            return;
        var feed = Feed(usage.Resource.Product);
        _feed[usage.Resource.Product] = usage.Last.At > _horizon
            ? feed with { InFuture = feed.InFuture + 1 }
            : feed with { Newest = feed.Newest.HasValue && feed.Newest.At >= usage.Last.At ? feed.Newest : usage.Last };
    }

    private ProductFeed Feed(Product product) =>
        _feed.TryGetValue(product, out var feed) ? feed : new(product, 0, Signal.None, 0);
}
