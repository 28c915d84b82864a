using Recoup.Core.Directory;
using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>Sites from workspaces: each product on a site is a workspace of its own.</summary>
public static class SiteList
{
    /// <summary>The sites that run a product with seats. Deprecated workspaces and other products are left out.</summary>
    public static IReadOnlyList<Site> From(IEnumerable<WorkspaceBody> workspaces) =>
    [
        .. workspaces
            .Where(w => w.Attributes?.Status != "deprecated")
            .Select(w => (Resource: Resource.TryParse(w.Id), w.Attributes))
            .Where(w => w.Resource is { Product.HasSeats: true })
            .GroupBy(w => w.Resource!.Value.Site)
            .Select(site =>
            {
                var url = site.Select(w => Url(w.Attributes?.HostUrl)).FirstOrDefault(u => u is not null);
                return new Site(
                    site.Key,
                    Name(url) ?? site.Key.Value,
                    url,
                    Sandbox: site.Any(w => w.Attributes?.Sandbox?.Type == "CHILD"),
                    [.. site.Select(w => w.Resource!.Value.Product).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)]);
            })
            .OrderBy(s => s.Name, StringComparer.Ordinal),
    ];

    private static Uri? Url(string? hostUrl) =>
        hostUrl is null ? null
        : Uri.TryCreate(hostUrl.Contains("://", StringComparison.Ordinal) ? hostUrl : $"https://{hostUrl}", UriKind.Absolute, out var url) ? url
        : null;

    /// <summary>The first label of <c>acme.atlassian.net</c>; on a loopback address the last part of the path.</summary>
    private static string? Name(Uri? url) =>
        url is null ? null : url.IsLoopback ? url.Segments[^1].Trim('/') : url.Host.Split('.')[0];
}
