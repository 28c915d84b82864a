namespace Recoup.Benchmarks;

/// <summary>
/// The same without the long run: several passes over one organisation on one thread, and the median. Measured is time of
/// the processor, so that other work on the machine hardly shows.
/// </summary>
internal static class QuickLook
{
    private const int Passes = 41;
    private const int WarmUp = 20;

    private const double Aim = 1_000_000;

    public static async Task RunAsync()
    {
        var benchmark = new RulesBenchmark();
        await benchmark.SetUpAsync();
        Write("judged", benchmark.Findings, Aim);
        Write("looked at for questions", benchmark.Candidates, null);
    }

    private static void Write(string what, Func<int> pass, double? aim)
    {
        var seconds = Enumerable.Range(0, WarmUp + Passes).Select(_ => Timed(pass)).Skip(WarmUp).Order().ToList();
        var perSecond = ScannedOrganisation.Users / seconds[Passes / 2];
        Console.WriteLine($"{perSecond,12:N0} accounts {what} per second and core{(aim is null ? "" : $", at least {aim:N0} wanted")} (median of {Passes} passes over {ScannedOrganisation.Users:N0}, {pass():N0} found)");
    }

    private static double Timed(Func<int> pass)
    {
        var before = Environment.CpuUsage.TotalTime;
        pass();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
