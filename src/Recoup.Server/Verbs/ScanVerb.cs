using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup scan</c>: reads the organisation and says which seats can be had back.</summary>
internal static class ScanVerb
{
    /// <summary>What was read a day ago no longer goes together with what is read now.</summary>
    private static readonly TimeSpan TooOldToResume = TimeSpan.FromDays(1);

    public static Command Create(CommandHost host)
    {
        var full = new Option<bool>("--full") { Description = "Begin anew, also when a scan was stopped half-way" };
        var command = new Command("scan", "Scan the connected organisation; a scan that was stopped goes on where it stopped") { full };
        var data = DataOptions.On(command);
        var format = FormatOption.On(command, rows: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var scan = await RunAsync(workplace, org, parsed.GetValue(full), cancellationToken);
            return await WriteAsync(workplace, scan, format.Of(parsed), host, cancellationToken);
        });
        return command;
    }

    /// <summary>Runs or resumes a scan of a connected organisation.</summary>
    public static async Task<Scan> RunAsync(Workplace workplace, OrgId org, bool full, CancellationToken cancellationToken)
    {
        var connection = await workplace.Store.TryGetConnectionAsync(org, cancellationToken)
            ?? throw new UserException(org == OrgId.Local
                ? "An import without a name cannot be scanned. Run: recoup connect --org ID --key-file F"
                : $"The organisation {org} is not connected. Run: recoup connect --org {org} --key-file F");
        var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
        var desk = new ScanDesk(workplace.Store, await workplace.AccessAsync(connection, cancellationToken), settings, workplace.Host.Time);
        await LookIntoInterruptedAsync(workplace, org, cancellationToken);
        await using var turn = await Turn.TakeAsync(workplace.Store, org, Jobs.Scan, workplace.Host.Time, cancellationToken);
        desk.Fence = turn.Fence;
        var stopped = await TryGetStoppedAsync(workplace, org, full, turn, cancellationToken);
        if (stopped is not null)
            await workplace.Host.Error.WriteLineAsync($"going on with the scan of {PlainText.Moment(stopped.StartedAt)}");
        var scan = stopped ?? New(connection, workplace);
        await workplace.Store.CommitAsync(new Change(org, workplace.Event(org, stopped is null ? "scan.start" : "scan.resume", note: scan.Id.Value)), cancellationToken);
        try
        {
            var ended = await new ScanRunner(workplace, desk, turn).RunAsync(scan, cancellationToken);
            await NoteComebacksAsync(workplace, ended, cancellationToken);
            await EndAsync(workplace, ended, "scan.end", cancellationToken);
            return ended;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new UserException("Stopped. Nothing is lost: recoup scan goes on where this one stopped, within a day; recoup scan --full begins anew.");
        }
    }

    /// <summary>Seats that a run took back and that are held again. While a run is under way they wait for the next scan.</summary>
    private static async Task NoteComebacksAsync(Workplace workplace, Scan scan, CancellationToken cancellationToken)
    {
        if (scan.Status != ScanStatus.Complete)
            return;
        await using var turn = await Turn.TryTakeAsync(workplace.Store, scan.Org, Jobs.Run, workplace.Host.Time, cancellationToken);
        if (turn is not null && await Engine.Acting.Comebacks.NoteAsync(workplace.Store, scan, turn.Fence, workplace.Host.User, cancellationToken) is > 0 and var found)
            await workplace.Host.Error.WriteLineAsync($"{PlainText.Count(found, "account")} that a run took seats from {(found == 1 ? "holds" : "hold")} one again: recoup runs list");
    }

    /// <summary>A run whose process died is looked into, and halted, before anything else is asked.</summary>
    private static async Task LookIntoInterruptedAsync(Workplace workplace, OrgId org, CancellationToken cancellationToken)
    {
        if (await Engine.Acting.Interrupted.TryGetAsync(workplace.Store, org, cancellationToken) is null
            || await Turn.TryTakeAsync(workplace.Store, org, Jobs.Run, workplace.Host.Time, cancellationToken) is not { } free)
            return;
        await free.DisposeAsync();
        await using var runs = await RunHost.OpenAsync(workplace, org, null, cancellationToken);
    }

    /// <summary>Writes down how a scan or import ended, and prints the head of the log that says so.</summary>
    public static async Task EndAsync(Workplace workplace, Scan scan, string action, CancellationToken cancellationToken)
    {
        var ended = workplace.Event(scan.Org, action, note: scan.Id.Value) with
        {
            Outcome = scan.Status.ToString().ToLowerInvariant(),
            Numbers = new Dictionary<string, long> { ["accounts"] = scan.Accounts, ["findings"] = scan.Findings.Total, ["requests"] = scan.RequestCount, ["seats"] = scan.SeatCount },
        };
        var head = await workplace.Store.CommitAsync(new Change(scan.Org, ended), cancellationToken);
        await workplace.Host.Error.WriteLineAsync($"audit head {head}");
    }

    /// <summary>Prints a scan's result.</summary>
    /// <param name="next">What the report says to do next; by default, how to ask for more.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> WriteAsync(Workplace workplace, Scan scan, OutputFormat format, CommandHost host, CancellationToken cancellationToken, IReadOnlyList<string>? next = null)
    {
        if (scan.Status == ScanStatus.Failed)
            await host.Error.WriteLineAsync(PlainText.Of($"The scan failed: {scan.Failure}"));
        if (format == OutputFormat.Json)
            await Results.WriteJsonAsync(host, ScanResult.Of(scan, await workplace.Store.SettingsAsync(scan.Org, cancellationToken), host.Time.GetUtcNow()), OutputJson.Readable.ScanResult);
        else if (scan.IsShown)
            await ReportText.WriteAsync(workplace.Store, scan.Org, host, next ?? ReportText.AskForMore(scan), cancellationToken);
        return scan.Status switch
        {
            ScanStatus.Complete => ExitCode.Ok,
            ScanStatus.Partial => ExitCode.Partial,
            _ => ExitCode.Failed,
        };
    }

    /// <summary>The scan to go on with; one that is not gone on with ends as cancelled.</summary>
    private static async Task<Scan?> TryGetStoppedAsync(Workplace workplace, OrgId org, bool full, Turn turn, CancellationToken cancellationToken)
    {
        if (await workplace.Store.ScansAsync(org, 1, cancellationToken) is not [{ Status: ScanStatus.Running } stopped])
            return null;
        var now = workplace.Host.Time.GetUtcNow();
        if (!full && !stopped.Survey.ByDay && now - stopped.StartedAt < TooOldToResume)
            return stopped;
        await workplace.Store.SaveScanAsync(stopped.Cancelled(now, "stopped, and begun anew") with { Fence = turn.Fence }, cancellationToken);
        return null;
    }

    private static Scan New(Connection connection, Workplace workplace)
    {
        var id = ScanRunner.NewId(workplace.Host.Time);
        return new Scan
        {
            Org = connection.Org,
            Id = id,
            Survey = new Survey { Org = connection.Org, Scan = id, Now = workplace.Host.Time.GetUtcNow(), Source = "users/search" },
        };
    }
}
