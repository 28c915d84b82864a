using Recoup.Core.Audit;
using Recoup.Core.Directory;

namespace Recoup.Engine.Scanning;

/// <summary>How a scan of a connected organisation begins or goes on, ends, and is cancelled. The host holds the lease on scans by then.</summary>
public static class ScanOrders
{
    /// <summary>What was read a day ago no longer goes together with what is read now.</summary>
    private static readonly TimeSpan TooOldToResume = TimeSpan.FromDays(1);

    /// <summary>Writes down that a scan begins, or that one which was stopped half-way goes on.</summary>
    /// <param name="fence">Of the lease.</param>
    /// <param name="full">Begin anew, also when a scan was stopped half-way.</param>
    /// <param name="unattended">Whether it goes on by itself after a crash.</param>
    public static async Task<(Scan Scan, bool GoesOn)> BeginAsync(Desk desk, long fence, bool full, bool unattended, CancellationToken cancellationToken)
    {
        var stopped = await TryGetStoppedAsync(desk, fence, full, cancellationToken);
        var scan = (stopped ?? New(desk)) with { Unattended = unattended, Halt = null, SavedAt = desk.Now };
        if (unattended)
            await desk.Store.SaveScanAsync(scan with { Fence = fence }, cancellationToken);
        await desk.Store.CommitAsync(new Change(desk.Org, desk.Event(stopped is null ? "scan.start" : "scan.resume", note: scan.Id.Value)), cancellationToken);
        return (scan, stopped is not null);
    }

    /// <summary>Writes down how a scan or import ended.</summary>
    /// <param name="action">What the log calls it.</param>
    /// <returns>The head of the log that says so.</returns>
    public static Task<AuditHead> EndAsync(Desk desk, Scan scan, string action, CancellationToken cancellationToken)
    {
        var ended = desk.Event(action, note: scan.Id.Value) with
        {
            Outcome = scan.Status.ToString().ToLowerInvariant(),
            Numbers = Numbers(scan),
        };
        return desk.Store.CommitAsync(new Change(scan.Org, ended), cancellationToken);
    }

    /// <summary>Ends the scan under way for good; whoever works on it has lost its turn to the caller.</summary>
    /// <returns>The scan; null when none was under way.</returns>
    public static async Task<Scan?> CancelAsync(Desk desk, long fence, CancellationToken cancellationToken)
    {
        if (await desk.Store.ScansAsync(desk.Org, new(1), cancellationToken) is not [{ Status: ScanStatus.Running } scan])
            return null;
        scan = scan.Cancelled(desk.Now, "somebody cancelled it") with { Fence = fence };
        await desk.Store.SaveScanAsync(scan, cancellationToken);
        await desk.Store.CommitAsync(new Change(desk.Org, desk.Event("scan.cancel", note: scan.Id.Value)), cancellationToken);
        return scan;
    }

    private static Dictionary<string, long> Numbers(Scan scan)
    {
        var numbers = new Dictionary<string, long> { ["accounts"] = scan.Accounts, ["findings"] = scan.Findings.Total, ["requests"] = scan.RequestCount, ["seats"] = scan.SeatCount };
        if (scan.Assistant is { } use)
            numbers["askedClaude"] = use.Asked;
        return numbers;
    }

    /// <summary>The scan to go on with; one that is not gone on with ends as cancelled.</summary>
    private static async Task<Scan?> TryGetStoppedAsync(Desk desk, long fence, bool full, CancellationToken cancellationToken)
    {
        if (await desk.Store.ScansAsync(desk.Org, new(1), cancellationToken) is not [{ Status: ScanStatus.Running } stopped])
            return null;
        if (!full && !stopped.Survey.ByDay && desk.Now - stopped.StartedAt < TooOldToResume)
            return stopped;
        await desk.Store.SaveScanAsync(stopped.Cancelled(desk.Now, "stopped, and begun anew") with { Fence = fence }, cancellationToken);
        return null;
    }

    private static Scan New(Desk desk)
    {
        var id = new ScanId(TimedId.New(desk.Time));
        return new Scan { Org = desk.Org, Id = id, Survey = new Survey { Org = desk.Org, Scan = id, Now = desk.Now, Source = "users/search" } };
    }
}
