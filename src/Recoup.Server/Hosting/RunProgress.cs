using System.Globalization;
using Recoup.Core.Runs;
using Recoup.Engine.Acting;
using Recoup.Engine.Reporting;
using Recoup.Server.Output;

namespace Recoup.Server.Hosting;

/// <summary>Says on stderr how a run goes: one line that overwrites itself where somebody watches, a line a wave where not.</summary>
internal sealed class RunProgress(CommandHost host)
{
    private readonly ProgressLine _line = new(host);
    private int _wave;

    public void Show(Run run)
    {
        if (_wave == run.Wave && !host.IsWatched)
            return;
        _wave = run.Wave;
        _line.Write(Line(run), final: false);
    }

    public void Wait(ActStep.WaitUntil wait) =>
        _line.Write($"waiting until {wait.At.UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)}: {wait.Why}", final: true);

    public void End(Run run) => _line.Write(Line(run), final: true);

    private static string Line(Run run) =>
        $"wave {Figures.Number(run.Wave)} of {Figures.Number(run.WaveEnds.Count)}: {Figures.Number(run.Position)} of {Figures.Count(run.Rows, "account")}, {RunText.Counts(run.Tally)}";
}
