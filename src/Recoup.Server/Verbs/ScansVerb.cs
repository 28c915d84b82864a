using System.CommandLine;
using System.Globalization;
using Recoup.Engine.Reporting;
using Recoup.Server.Output;

namespace Recoup.Server.Verbs;

/// <summary><c>recoup scans list</c>: the history, in numbers only.</summary>
internal static class ScansVerb
{
    private const int Most = 100;

    private static readonly IReadOnlyList<Column<ScanResult>> Columns =
    [
        new("Scan", s => s.ScanId.Value, Whole: true),
        new("Started", s => Figures.Moment(s.StartedAt)),
        new("Source", s => s.Source),
        new("Status", s => s.Status.ToString().ToLowerInvariant()),
        new("Accounts", s => Figures.Number(s.Accounts), Right: true),
        new("Seats", s => Figures.Number(s.Seats), Right: true),
        new("Findings", s => Figures.Number(s.Recommendations.Total), Right: true),
        new("Requests", s => Figures.Number(s.Requests), Right: true),
        new("Seconds", s => s.Seconds.ToString("0.0", CultureInfo.InvariantCulture), Right: true),
    ];

    public static Command Create(CommandHost host)
    {
        var list = new Command("list", $"The last {Most} scans and imports, the newest first");
        var data = DataOptions.On(list);
        var format = FormatOption.On(list);
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var workplace = await data.OpenAsync(parsed, host, cancellationToken);
            var org = await data.OrgAsync(parsed, workplace, cancellationToken);
            var settings = await workplace.Store.SettingsAsync(org, cancellationToken);
            IReadOnlyList<ScanResult> scans = [.. (await workplace.Store.ScansAsync(org, new(Most), cancellationToken)).Select(s => ScanResult.Of(s, settings, host.Time.GetUtcNow()))];
            await Results.WriteListAsync(host, format.Of(parsed), scans, Columns, OutputJson.Readable.IReadOnlyListScanResult, "No scan yet. Run: recoup scan");
            return ExitCode.Ok;
        });
        return new Command("scans", "Earlier scans and imports") { list };
    }
}
