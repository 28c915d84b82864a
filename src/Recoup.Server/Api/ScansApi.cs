using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Server.Output;
using Recoup.Server.Serving;
using Recoup.Server.Working;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/scans</c>.</summary>
internal static class ScansApi
{
    public static void MapScans(this IEndpointRouteBuilder api)
    {
        var scans = api.MapGroup("/scans").WithTags("scans");
        scans.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listScans", "The newest scans and imports first, in numbers only").Gives<IReadOnlyList<ScanResult>>();
        scans.MapGet("/{scan}", ShowAsync).Needs(SignInRole.Viewer).Says("showScan", "How a scan goes or ended").Gives<ScanResult>();
        scans.MapPost("", BeginAsync).Needs(SignInRole.Operator).Says("beginScan", "Begins a scan in the background, or goes on with one that was stopped").Gives<ScanResult>(StatusCodes.Status202Accepted);
        scans.MapPost("/cancel", CancelAsync).Needs(SignInRole.Operator).Says("cancelScan", "Ends the scan that is under way, wherever it goes on").Gives<ScanResult>();
    }

    private static async Task<IResult> ShowAsync(string scan, Asker asker, CancellationToken cancellationToken) =>
        await asker.Store.TryGetScanAsync(asker.Org, new(scan), cancellationToken) is { } found
            ? TypedResults.Json(await ShownAsync(asker, found, cancellationToken), OutputJson.Readable.ScanResult)
            : Problems.Of(new("no-scan", $"there is no scan {scan} of {asker.Org}"));

    private static async Task<IResult> BeginAsync(BeginScan begin, Asker asker, JobRunner jobs, CancellationToken cancellationToken) =>
        TypedResults.Json(await ShownAsync(asker, await jobs.ScanAsync(asker.Org, asker.Desk.Actor, begin.Full, cancellationToken), cancellationToken), OutputJson.Readable.ScanResult, statusCode: StatusCodes.Status202Accepted);

    private static async Task<IResult> CancelAsync(Asker asker, JobRunner jobs, CancellationToken cancellationToken) =>
        await jobs.CancelScanAsync(asker.Org, asker.Desk.Actor, cancellationToken) is { } cancelled
            ? TypedResults.Json(await ShownAsync(asker, cancelled, cancellationToken), OutputJson.Readable.ScanResult)
            : Problems.Of(new("no-scan", "no scan is under way"));

    private static async Task<ScanResult> ShownAsync(Asker asker, Scan scan, CancellationToken cancellationToken) =>
        ScanResult.Of(scan, await asker.Store.SettingsAsync(asker.Org, cancellationToken), asker.Desk.Now);

    private static async Task<IReadOnlyList<ScanResult>> ListAsync(Asker asker, Page page, CancellationToken cancellationToken)
    {
        var settings = await asker.Store.SettingsAsync(asker.Org, cancellationToken);
        var scans = await asker.Store.ScansAsync(asker.Org, new(page.Skip + page.Take), cancellationToken);
        return [.. scans.Skip(page.Skip).Select(s => ScanResult.Of(s, settings, asker.Desk.Now))];
    }

    /// <param name="Full">Begin anew, also when a scan was stopped half-way.</param>
    internal sealed record BeginScan(bool Full = false);
}
