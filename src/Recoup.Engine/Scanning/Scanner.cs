using Recoup.Engine.Atlassian;

namespace Recoup.Engine.Scanning;

/// <summary>
/// Runs a scan in steps. It never sleeps and never loops: the host decides when the next step is due, on a server in a
/// loop, on Forge by the next queued event. Stopped at any moment, it goes on from the last checkpoint.
/// </summary>
public sealed class Scanner(ScanDesk desk)
{
    /// <summary>How often a step is tried again when the network or a server breaks.</summary>
    private const int MostTries = 5;

    private static readonly Dictionary<ScanPhase, IPhase> Phases = new()
    {
        [ScanPhase.Preflight] = new Preflight(),
        [ScanPhase.Groups] = new GroupsPhase(),
        [ScanPhase.Managed] = new ManagedPhase(),
        [ScanPhase.Suspended] = new SuspendedPhase(),
        [ScanPhase.Events] = new EventsPhase(),
        [ScanPhase.People] = new PeoplePhase(),
        [ScanPhase.Projects] = new ProjectsPhase(),
        [ScanPhase.Inventory] = new Inventory(),
        [ScanPhase.Entitlement] = new Entitlement(),
        [ScanPhase.Sweep] = new SweepPhase(),
        [ScanPhase.Probes] = new ProbesPhase(),
        [ScanPhase.Classifying] = new Classifying(),
        [ScanPhase.Judging] = new Judging(),
        [ScanPhase.Summary] = new Summing(),
        [ScanPhase.Closing] = new Closing(),
    };

    /// <summary>Takes the next step.</summary>
    /// <param name="scan">As the last step returned it, or as stored.</param>
    /// <returns>The scan as it is stored now, and what to do next.</returns>
    public async Task<(Scan Scan, Step Next)> StepAsync(Scan scan, CancellationToken cancellationToken)
    {
        try
        {
            desk.Begin(scan.Phase);
            scan = await Phases[scan.Phase].StepAsync(scan with { Tries = 0, Halt = null }, desk, cancellationToken);
        }
        catch (AtlassianException e)
        {
            return await FailedAsync(scan, e, cancellationToken);
        }

        return (scan, scan.Phase == ScanPhase.Done ? new Step.Done() : new Step.More());
    }

    private async Task<(Scan Scan, Step Next)> FailedAsync(Scan scan, AtlassianException failure, CancellationToken cancellationToken)
    {
        switch (failure.Failure)
        {
            case AtlassianFailure.Limited when failure.Until is { } until:
                return await WaitAsync(scan, until, $"the limit on {failure.Operation}", cancellationToken);
            case AtlassianFailure.Unauthorized when !Phases[scan.Phase].AsksSites:
                return await StopAsync(scan, $"Atlassian does not accept the organisation's key ({failure.Message}). It is wrong, expired or revoked: make a new one and run recoup connect again.", cancellationToken);
            case AtlassianFailure.Transient when scan.Tries + 1 < MostTries:
                scan = scan with { Tries = scan.Tries + 1 };
                var pause = TimeSpan.FromSeconds(Math.Pow(2, scan.Tries));
                return await WaitAsync(scan, desk.Time.GetUtcNow() + pause, $"try {scan.Tries + 1} of {MostTries}, {failure.Message}", cancellationToken);
            default:
                break;
        }

        scan = scan with { Tries = 0, Halt = null };
        if (await Phases[scan.Phase].GiveUpAsync(scan, desk, failure, cancellationToken) is { } without)
            return (without, new Step.More());
        if (failure.Failure == AtlassianFailure.Limited)
            return await StopAsync(scan, $"Atlassian keeps refusing ({failure.Message}). Something else may be using up the limit of requests: come back later.", cancellationToken);
        if (failure.Failure == AtlassianFailure.Transient)
            return await StopAsync(scan, $"No usable answer after {MostTries} tries ({failure.Message}). Look at the network, at a proxy in between, and at status.atlassian.com.", cancellationToken);

        var failed = desk.Stamp(scan) with { Halt = null, Status = ScanStatus.Failed, Phase = ScanPhase.Done, FinishedAt = desk.Time.GetUtcNow(), Failure = failure.Message };
        await desk.Store.SaveScanAsync(failed, cancellationToken);
        return (failed, new Step.Done());
    }

    // What is waited for is kept with the scan: whoever looks at it may ask another process.
    private async Task<(Scan Scan, Step Next)> WaitAsync(Scan scan, DateTimeOffset until, string why, CancellationToken cancellationToken) =>
        (await HaltAsync(scan, new(until, why), cancellationToken), new Step.WaitUntil(until, why));

    private async Task<(Scan Scan, Step Next)> StopAsync(Scan scan, string why, CancellationToken cancellationToken) =>
        (await HaltAsync(scan, new(null, why), cancellationToken), new Step.Stopped(why));

    private async Task<Scan> HaltAsync(Scan scan, Halt halt, CancellationToken cancellationToken)
    {
        scan = desk.Stamp(scan with { Halt = halt });
        await desk.Store.SaveScanAsync(scan, cancellationToken);
        return scan;
    }
}
