using System.Globalization;
using System.Text.Json.Serialization;

namespace Recoup.Core.Runs;

/// <summary>How often the seats that a rule took back came back. What is not old enough yet to have come back counts in no share.</summary>
/// <param name="Released">Seats taken back in all runs.</param>
/// <param name="CameBack">Of these, came back within 90 days, as far as seen.</param>
/// <param name="Old30">Of runs that ended 30 days ago or longer.</param>
/// <param name="Within30">Of those, came back within 30 days.</param>
/// <param name="Old90">Of runs that ended 90 days ago or longer.</param>
/// <param name="Within90">Of those, came back within 90 days.</param>
public sealed record RegretRate(int Released, int CameBack, int Old30, int Within30, int Old90, int Within90)
{
    private const double Z = 1.959964;

    private static readonly RegretRate None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Over runs, by rule.</summary>
    public static IReadOnlyDictionary<string, RegretRate> ByRule(IEnumerable<Run> runs, DateTimeOffset now) =>
        runs.SelectMany(run => run.Regrets, (run, regret) => (regret.Key, Rate: Of(regret.Value, now - (run.FinishedAt ?? now))))
            .GroupBy(r => r.Key).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Aggregate(None, (sum, r) => sum.Plus(r.Rate)));

    /// <summary>The true share of those that come back within 90 days lies, 19 times of 20, between these (Wilson's interval); both from 0 to 1.</summary>
    [JsonIgnore]
    public (double Low, double High) Interval90 => Wilson(Within90, Old90);

    public override string ToString()
    {
        var (low, high) = Interval90;
        var text = string.Create(CultureInfo.InvariantCulture, $"of {Released} taken back, {CameBack} came back by now");
        if (Old30 > 0)
            text += string.Create(CultureInfo.InvariantCulture, $"; of {Old30} that are 30 days old, {Within30} within 30 days");
        return Old90 == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $"; of {Old90} that are 90 days old, {Within90} within 90 ({low:P0} to {high:P0}, 19 times of 20)");
    }

    private static RegretRate Of(Regret regret, TimeSpan age) => new(
        regret.Released,
        regret.Within90,
        age >= TimeSpan.FromDays(30) ? regret.Released : 0,
        age >= TimeSpan.FromDays(30) ? regret.Within30 : 0,
        age >= TimeSpan.FromDays(90) ? regret.Released : 0,
        age >= TimeSpan.FromDays(90) ? regret.Within90 : 0);

    private RegretRate Plus(RegretRate other) => new(
        Released + other.Released, CameBack + other.CameBack, Old30 + other.Old30, Within30 + other.Within30, Old90 + other.Old90, Within90 + other.Within90);

    private static (double Low, double High) Wilson(int hits, int all)
    {
        if (all == 0)
            return (0, 1);
        var (n, p) = ((double)all, (double)hits / all);
        var middle = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt(((p * (1 - p)) + (Z * Z / (4 * n))) / n);
        var whole = 1 + (Z * Z / n);
        return (Math.Max(0, (middle - half) / whole), Math.Min(1, (middle + half) / whole));
    }
}
