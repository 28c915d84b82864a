using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Importing;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Hosting;

/// <summary>An import under its lease, from the file to the last finding.</summary>
internal static class Importing
{
    /// <exception cref="ImportException">The file is none of the two exports, or cannot be read.</exception>
    /// <exception cref="UserException">Another process scans or imports.</exception>
    public static async Task<(Scan? Scan, Refusal? Refusal)> ReadAsync(Workplace workplace, OrgId org, TextReader file, CancellationToken cancellationToken)
    {
        if (await workplace.Store.TryGetConnectionAsync(org, cancellationToken) is not null)
            return (null, new("connected", $"The organisation {org} is connected: a scan tells more than a file"));
        await using var turn = await Turns.TakeAsync(workplace.Store, org, Jobs.Scan, workplace.Host.Time, cancellationToken);
        var desk = new ScanDesk(workplace.Store, atlassian: null, await workplace.Store.SettingsAsync(org, cancellationToken), workplace.Host.Time) { Fence = turn.Fence, Assistance = await workplace.TryAssistAsync(org, cancellationToken) };
        var scan = await Importer.ReadAsync(file, org, new(TimedId.New(workplace.Host.Time)), desk, cancellationToken);
        scan = await new ScanRunner(workplace, desk, turn).RunAsync(scan, cancellationToken);
        await ScanHost.EndAsync(workplace, scan, "import", cancellationToken);
        return (scan, null);
    }
}
