using System.CommandLine;
using Recoup.Core.Directory;
using Recoup.Engine.Scanning;
using Recoup.Server.Hosting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup scan</c>: reads the organisation and says which seats can be had back.</summary>
internal static class ScanVerb
{
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
        await using var scan = await ScanHost.OpenAsync(workplace, org, full, cancellationToken);
        try
        {
            return await scan.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new UserException("Stopped. Nothing is lost: recoup scan goes on where this one stopped, within a day; recoup scan --full begins anew.");
        }
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
}
