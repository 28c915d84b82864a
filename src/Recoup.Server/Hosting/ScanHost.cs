using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Hosting;

/// <summary>A scan of a connected organisation under its lease: begun anew, or gone on with where it stopped.</summary>
internal sealed class ScanHost : IAsyncDisposable
{
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
        var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Scan, workplace.Host.Time, cancellationToken);
        try
        {
            desk.Fence = turn.Fence;
            var (scan, goesOn) = await ScanOrders.BeginAsync(workplace.Desk(org), turn.Fence, full, unattended, cancellationToken);
            if (goesOn)
                await workplace.Host.Error.WriteLineAsync($"going on with the scan of {Figures.Moment(scan.StartedAt)}");
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
        var head = await ScanOrders.EndAsync(workplace.Desk(scan.Org), scan, action, cancellationToken);
        await workplace.Host.Error.WriteLineAsync($"audit head {head}");
    }

    public ValueTask DisposeAsync() => _turn.DisposeAsync();

    /// <summary>Seats that a run took back and that are held again. While a run is under way they wait for the next scan.</summary>
    private async Task NoteComebacksAsync(Scan scan, CancellationToken cancellationToken)
    {
        if (scan.Status != ScanStatus.Complete)
            return;
        await using var turn = await Turns.TryTakeAsync(_workplace.Store, scan.Org, Jobs.Run, _workplace.Host.Time, cancellationToken);
        if (turn is not null && await Comebacks.NoteAsync(_workplace.Store, scan, turn.Fence, _workplace.Host.User, cancellationToken) is > 0 and var found)
            await _workplace.Host.Error.WriteLineAsync($"{Figures.Count(found, "account")} that a run took seats from {(found == 1 ? "holds" : "hold")} one again: recoup runs list");
    }

    /// <summary>A run whose process died is looked into, and halted, before anything else is asked.</summary>
    private static async Task LookIntoInterruptedAsync(Workplace workplace, OrgId org, CancellationToken cancellationToken)
    {
        if (await Interrupted.TryGetAsync(workplace.Store, org, cancellationToken) is null
            || !await Turns.IsFreeAsync(workplace.Store, org, Jobs.Run, workplace.Host.Time, cancellationToken))
            return;
        await using var runs = await RunHost.OpenAsync(workplace, org, null, cancellationToken);
    }
}
