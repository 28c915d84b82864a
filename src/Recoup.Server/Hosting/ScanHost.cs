using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Hosting;

/// <summary>A scan of a connected organisation under its lease: begun anew, or gone on with where it stopped.</summary>
internal sealed class ScanHost : IAsyncDisposable
{
    /// <summary>What was read a day ago no longer goes together with what is read now.</summary>
    private static readonly TimeSpan TooOldToResume = TimeSpan.FromDays(1);

    private readonly Workplace _workplace;
    private readonly ScanDesk _desk;
    private readonly Turn _turn;

    private ScanHost(Workplace workplace, ScanDesk desk, Turn turn, Scan scan) => (_workplace, _desk, _turn, Scan) = (workplace, desk, turn, scan);

    /// <summary>The scan as it stood when it was taken up.</summary>
    public Scan Scan { get; }

    /// <summary>Takes the lease, and writes down that the scan begins or goes on.</summary>
    /// <param name="full">Begin anew, also when a scan was stopped half-way.</param>
    /// <param name="unattended">Whether it goes on by itself after a crash.</param>
    /// <exception cref="UserException">The organisation is not connected, or another process scans it.</exception>
    public static async Task<ScanHost> OpenAsync(Workplace workplace, OrgId org, bool full, CancellationToken cancellationToken, bool unattended = false)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken)
            ?? throw new UserException(org == OrgId.Local
                ? "An import without a name cannot be scanned. Run: recoup connect --org ID --key-file F"
                : $"The organisation {org} is not connected. Run: recoup connect --org {org} --key-file F");
        var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
        var desk = new ScanDesk(workplace.Store, await workplace.AccessAsync(connection, cancellationToken), settings, workplace.Host.Time) { Assistance = await workplace.TryAssistAsync(org, cancellationToken) };
        await LookIntoInterruptedAsync(workplace, org, cancellationToken);
        var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Scan, workplace.Host.Time, cancellationToken);
        try
        {
            desk.Fence = turn.Fence;
            var stopped = await TryGetStoppedAsync(workplace, org, full, turn, cancellationToken);
            if (stopped is not null)
                await workplace.Host.Error.WriteLineAsync($"going on with the scan of {Figures.Moment(stopped.StartedAt)}");
            var scan = (stopped ?? New(connection, workplace)) with { Unattended = unattended, Halt = null, SavedAt = workplace.Host.Time.GetUtcNow() };
            if (unattended)
                await workplace.Store.SaveScanAsync(scan with { Fence = turn.Fence }, cancellationToken);
            await workplace.Store.CommitAsync(new Change(org, workplace.Event(org, stopped is null ? "scan.start" : "scan.resume", note: scan.Id.Value)), cancellationToken);
            return new(workplace, desk, turn, scan);
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs to the end, and writes down how it ended.</summary>
    /// <exception cref="UserException">A key was refused, or nothing answers; the scan stays as it is and can be resumed.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the scan can be resumed.</exception>
    public async Task<Scan> RunAsync(CancellationToken cancellationToken)
    {
        var ended = await new ScanRunner(_workplace, _desk, _turn).RunAsync(Scan, cancellationToken);
        await NoteComebacksAsync(ended, cancellationToken);
        await EndAsync(_workplace, ended, "scan.end", cancellationToken);
        return ended;
    }

    /// <summary>Writes down how a scan or import ended, and prints the head of the log that says so.</summary>
    public static async Task EndAsync(Workplace workplace, Scan scan, string action, CancellationToken cancellationToken)
    {
        var ended = workplace.Event(scan.Org, action, note: scan.Id.Value) with
        {
            Outcome = scan.Status.ToString().ToLowerInvariant(),
            Numbers = Numbers(scan),
        };
        var head = await workplace.Store.CommitAsync(new Change(scan.Org, ended), cancellationToken);
        await workplace.Host.Error.WriteLineAsync($"audit head {head}");
    }

    private static Dictionary<string, long> Numbers(Scan scan)
    {
        var numbers = new Dictionary<string, long> { ["accounts"] = scan.Accounts, ["findings"] = scan.Findings.Total, ["requests"] = scan.RequestCount, ["seats"] = scan.SeatCount };
        if (scan.Assistant is { } use)
            numbers["askedClaude"] = use.Asked;
        return numbers;
    }

    public ValueTask DisposeAsync() => _turn.DisposeAsync();

    /// <summary>Seats that a run took back and that are held again. While a run is under way they wait for the next scan.</summary>
    private async Task NoteComebacksAsync(Scan scan, CancellationToken cancellationToken)
    {
        if (scan.Status != ScanStatus.Complete)
            return;
        await using var turn = await Turn.TryTakeAsync(_workplace.Store, scan.Org, Jobs.Run, _workplace.Host.Time, cancellationToken);
        if (turn is not null && await Comebacks.NoteAsync(_workplace.Store, scan, turn.Fence, _workplace.Host.User, cancellationToken) is > 0 and var found)
            await _workplace.Host.Error.WriteLineAsync($"{Figures.Count(found, "account")} that a run took seats from {(found == 1 ? "holds" : "hold")} one again: recoup runs list");
    }

    /// <summary>A run whose process died is looked into, and halted, before anything else is asked.</summary>
    private static async Task LookIntoInterruptedAsync(Workplace workplace, OrgId org, CancellationToken cancellationToken)
    {
        if (await Interrupted.TryGetAsync(workplace.Store, org, cancellationToken) is null
            || !await Turn.IsFreeAsync(workplace.Store, org, Jobs.Run, workplace.Host.Time, cancellationToken))
            return;
        await using var runs = await RunHost.OpenAsync(workplace, org, null, cancellationToken);
    }

    /// <summary>The scan to go on with; one that is not gone on with ends as cancelled.</summary>
    private static async Task<Scan?> TryGetStoppedAsync(Workplace workplace, OrgId org, bool full, Turn turn, CancellationToken cancellationToken)
    {
        if (await workplace.Store.ScansAsync(org, new(1), cancellationToken) is not [{ Status: ScanStatus.Running } stopped])
            return null;
        var now = workplace.Host.Time.GetUtcNow();
        if (!full && !stopped.Survey.ByDay && now - stopped.StartedAt < TooOldToResume)
            return stopped;
        await workplace.Store.SaveScanAsync(stopped.Cancelled(now, "stopped, and begun anew") with { Fence = turn.Fence }, cancellationToken);
        return null;
    }

    private static Scan New(Connection connection, Workplace workplace)
    {
        var id = new ScanId(TimedId.New(workplace.Host.Time));
        return new Scan
        {
            Org = connection.Org,
            Id = id,
            Survey = new Survey { Org = connection.Org, Scan = id, Now = workplace.Host.Time.GetUtcNow(), Source = "users/search" },
        };
    }
}
