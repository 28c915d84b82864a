using Recoup.Core.Directory;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>Whether the data can be relied on.</summary>
/// <param name="Healthy">True when nothing is missing and every product's last use is fresh.</param>
/// <param name="Missing">What was configured and could not be read.</param>
/// <param name="Warnings">What looks odd.</param>
/// <param name="Products">How fresh last use is, by product with seats.</param>
public sealed record HealthResult(bool Healthy, IReadOnlyList<string> Missing, IReadOnlyList<string> Warnings, IReadOnlyList<FeedResult> Products)
{
    public static HealthResult Of(Scan scan)
    {
        var now = scan.StartedAt;
        var products = scan.Survey.Feed.Where(f => f.Seats > 0).ToList();
        string[] warnings =
        [
            .. products.Where(f => !f.IsHealthy(now)).Select(f => $"nobody's use of {f.Product.Name} is reported within {(int)f.MustBeWithin.TotalHours} hours: findings about it are lowered"),
            .. products.Where(f => f.InFuture > 0).Select(f => $"{PlainText.Count(f.InFuture, "last-use date")} of {f.Product.Name} {(f.InFuture == 1 ? "lies" : "lie")} after the start of the scan: counted as active"),
            .. scan.Ties.Where(t => t.Counted < t.Explained).Select(t => $"groups explain {t.Explained} holders of {t.Role} in {t.Resource.Product.Name}, Atlassian counts {t.Counted}"),
        ];
        return new(
            warnings.Length == 0 && scan.Survey.Missing.Count == 0,
            scan.Survey.Missing,
            warnings,
            [.. products.Select(f => new FeedResult(f.Product, f.Seats, f.Newest.HasValue ? f.Newest.At : null, f.IsHealthy(now)))]);
    }
}

/// <summary>How fresh one product's last-use dates are.</summary>
public sealed record FeedResult(Product Product, int Seats, DateTimeOffset? Newest, bool Healthy);
