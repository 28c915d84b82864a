using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>Whether the data can be relied on.</summary>
/// <param name="Verdict"><c>good</c>; <c>doubtful</c> when something looks odd; <c>incomplete</c> when something configured could not be read.</param>
/// <param name="Healthy">Whether the verdict is good.</param>
/// <param name="Missing">What was configured and could not be read.</param>
/// <param name="Warnings">What looks odd.</param>
/// <param name="NotReadable">What the keys may not read: not asked for further, and no reason to doubt the rest.</param>
/// <param name="Products">How fresh last use is, by product with seats.</param>
public sealed record HealthResult(
    string Verdict, bool Healthy, IReadOnlyList<string> Missing, IReadOnlyList<string> Warnings, IReadOnlyList<string> NotReadable, IReadOnlyList<FeedResult> Products)
{
    public static HealthResult Of(Scan scan)
    {
        var now = scan.StartedAt;
        var products = scan.Survey.Feed.Where(f => f.Seats > 0).ToList();
        string[] warnings =
        [
            .. products.Where(f => !f.IsHealthy(now)).Select(f => $"nobody's use of {f.Product.Name} is reported within {(int)f.MustBeWithin.TotalHours} hours: findings about it are lowered"),
            .. products.Where(f => f.IsHealthy(now) && f.HasDropped).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.RecentShare:P0} of the {f.Product.Name} seats were used within {(int)ProductFeed.RecentTime.TotalHours} hours, {f.UsualShare:P0} are usual: findings about it are lowered")),
            .. products.Where(f => f.InFuture > 0).Select(f => $"{Figures.Count(f.InFuture, "last-use date")} of {f.Product.Name} {(f.InFuture == 1 ? "lies" : "lie")} after the start of the scan: counted as active"),
            .. scan.Ties.Where(t => t.Counted < t.Explained).Select(t => $"groups explain {t.Explained} holders of {t.Role} in {t.Resource.Product.Name}, Atlassian counts {t.Counted}"),
            .. scan.Survey.SitePeople.Where(p => p.Listed > p.Known).Select(p => $"{Figures.Count(p.Listed - p.Known, "active account")} on the list of {scan.Survey.SiteName(p.Site)} itself {(p.Listed - p.Known == 1 ? "is" : "are")} not on the organisation's list"),
            .. scan.Survey.SitePeople.Where(p => p.Unlisted > 0).Select(p => $"{Figures.Count(p.Unlisted, "account")} with a Jira seat on {scan.Survey.SiteName(p.Site)} {(p.Unlisted == 1 ? "is" : "are")} not active on that site's own list"),
        ];
        return new(
            scan.Survey.IsPartial ? "incomplete" : warnings.Length > 0 ? "doubtful" : "good",
            warnings.Length == 0 && !scan.Survey.IsPartial,
            scan.Survey.Missing,
            warnings,
            scan.Survey.NotReadable,
            [.. products.Select(f => new FeedResult(f.Product, f.Seats, f.Newest.HasValue ? f.Newest.At : null, f.IsHealthy(now) && !f.HasDropped))]);
    }
}

/// <summary>How fresh one product's last-use dates are.</summary>
public sealed record FeedResult(Product Product, int Seats, DateTimeOffset? Newest, bool Healthy);
