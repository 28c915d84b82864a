using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/scans</c>.</summary>
internal static class ScansApi
{
    public static void MapScans(this IEndpointRouteBuilder api)
    {
        var scans = api.MapGroup("/scans").WithTags("scans");
        scans.MapGet("", ListAsync).Needs(SignInRole.Viewer).WithName("listScans").WithSummary("The newest scans and imports first, in numbers only");
    }

    private static async Task<IReadOnlyList<ScanResult>> ListAsync(Asker asker, Page page, CancellationToken cancellationToken)
    {
        var settings = await asker.Store.SettingsAsync(asker.Org, cancellationToken);
        var scans = await asker.Store.ScansAsync(asker.Org, page.Skip + page.Take, cancellationToken);
        return [.. scans.Skip(page.Skip).Select(s => ScanResult.Of(s, settings, asker.Desk.Now))];
    }
}
