using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Parts;

namespace Recoup.Web.Access;

/// <summary>Groups and other ways by which people come by seats that they do not use.</summary>
internal static class AccessPages
{
    /// <summary>Findings of each kind that are shown.</summary>
    private const int Shown = 50;

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.ShownAsync(cancellationToken) is { } scan
            ? await visit.PageAsync<AccessPage, ShownAccess>("Access", new(scan, await AccessView.ReadAsync(visit.Store, scan, Shown, cancellationToken)), cancellationToken)
            : await visit.PageAsync<NoScan, Nothing>("Access", new(), cancellationToken);
}

/// <summary>How people come by seats, as a scan saw it.</summary>
public sealed record ShownAccess(Scan Scan, AccessView View);
