using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Who is suspended in one directory and may still hold a paid seat through another (R07). The list of all accounts tells only
/// who is suspended in every one, so each directory is asked; not where there is one alone.
/// </summary>
internal sealed class SuspendedPhase : IPhase
{
    /// <summary>This phase, or the one behind it where there is nothing to ask.</summary>
    public static ScanPhase OrNext(Scan scan) => scan.Survey.Directories.Count > 1 ? ScanPhase.Suspended : ScanPhase.Events;

    public async Task<Scan> StepAsync(Scan scan, ScanDesk desk, CancellationToken cancellationToken)
    {
        var directory = scan.Survey.Directories[scan.Position];
        var page = await desk.Atlassian.Organizations.SuspendedPageAsync(directory.Id, scan.Cursor, cancellationToken);
        return await desk.SaveListingAsync(
            string.IsNullOrEmpty(page.Links?.Next) ? Behind(scan) : await desk.FollowAsync(scan, page.Links.Next, "POST users/search", cancellationToken),
            new Listing(scan.Listings) { Suspended = [.. page.Data.Select(u => new Suspension(new(u.AccountId), directory.Id))] },
            cancellationToken);
    }

    public async Task<Scan?> GiveUpAsync(Scan scan, ScanDesk desk, AtlassianException failure, CancellationToken cancellationToken)
    {
        var without = desk.Stamp(Behind(scan.Without($"who is suspended in {scan.Survey.Directories[scan.Position].Name}", failure)));
        await desk.Store.SaveScanAsync(without, cancellationToken);
        return without;
    }

    private static Scan Behind(Scan scan) => scan.Position + 1 < scan.Survey.Directories.Count
        ? scan with { Position = scan.Position + 1, Cursor = null }
        : scan.Enter(ScanPhase.Events);
}
