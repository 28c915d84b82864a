using System.Globalization;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Hosting;

/// <summary>Says on stderr how a scan goes: one line that overwrites itself where somebody watches, a line a phase where not.</summary>
internal sealed class ScanProgress(CommandHost host)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    private readonly ProgressLine _line = new(host);
    private ScanPhase? _phase;
    private long _shown;

    public void Show(Scan scan)
    {
        var entered = _phase != scan.Phase;
        if (!entered && (!host.IsWatched || host.Time.GetElapsedTime(_shown) < Often))
            return;
        _phase = scan.Phase;
        _shown = host.Time.GetTimestamp();
        _line.Write($"{Progress.Of(scan).Doing,-24} {Numbers(scan)}");
    }

    public void Wait(Scan scan, Step.WaitUntil wait) =>
        _line.Write($"{Progress.Of(scan).Doing,-24} waiting until {wait.At.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}: {wait.Why}", final: true);

    public void End(Scan scan) => _line.Write($"{"done",-24} {Numbers(scan)}, {scan.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s", final: true);

    private static string Numbers(Scan scan)
    {
        var accounts = scan.Phase == ScanPhase.Inventory && scan.Expected is { } expected
            ? $"{Figures.Number(scan.Accounts)} of {Figures.Number(expected)} accounts"
            : Figures.Count(scan.Accounts, "account");
        var toGo = Progress.Of(scan).ToGo is { } left ? $", about {Figures.Length(left)} to go" : "";
        return $"{accounts}{toGo}, {Figures.Count(scan.RequestCount, "request")}";
    }
}
