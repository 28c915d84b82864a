using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Web.Scans;

/// <summary>Scans and imports, in numbers only: begun, looked at while they go on, cancelled.</summary>
internal static class ScansPages
{
    private const int Shown = 100;

    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        var scans = await visit.Store.ScansAsync(visit.Org, new(Shown), cancellationToken);
        return await visit.PageAsync<ScansPage, IReadOnlyList<Scan>>("Scans", scans, cancellationToken, live: scans is [{ Status: ScanStatus.Running }, ..]);
    }

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.Store.TryGetScanAsync(visit.Org, new(visit.Value("scan")), cancellationToken) is { } scan
            ? await visit.PageAsync<ScanPage, Scan>($"Scan {scan.Id}", scan, cancellationToken, live: scan.Status == ScanStatus.Running)
            : await visit.RefusedAsync(new("no-scan", $"There is no scan {visit.Value("scan")}"), "/scans", cancellationToken);

    public static async Task<WebResponse> BeginAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (scan, refusal) = await visit.Host.BeginScanAsync(visit.Desk, full: visit.Request.Form["full"] is not null, cancellationToken);
        return scan is null ? await visit.RefusedAsync(refusal!, "/scans", cancellationToken) : WebResponse.SeeOther($"/scans/{scan.Id}");
    }

    public static async Task<WebResponse> CancelAsync(Visit visit, CancellationToken cancellationToken) =>
        await visit.Host.CancelScanAsync(visit.Desk, cancellationToken) is { } scan
            ? WebResponse.SeeOther($"/scans/{scan.Id}")
            : await visit.RefusedAsync(new("no-scan", "No scan is under way"), "/scans", cancellationToken);
}
