using System.Globalization;

namespace Recoup.Core.Runs;

/// <summary>How many of the seats that a rule took back were held or given back again.</summary>
/// <param name="Released">Rows done.</param>
/// <param name="Within30">Of these, came back within 30 days.</param>
/// <param name="Within90">Within 90 days.</param>
public sealed record Regret(int Released = 0, int Within30 = 0, int Within90 = 0)
{
    private const double Z = 1.959964;

    public Regret Plus(Regret other) => new(Released + other.Released, Within30 + other.Within30, Within90 + other.Within90);

    /// <summary>The sum over runs, by rule.</summary>
    public static IReadOnlyDictionary<string, Regret> ByRule(IEnumerable<Run> runs) =>
        runs.SelectMany(r => r.Regrets).GroupBy(r => r.Key).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Aggregate(new Regret(), (sum, r) => sum.Plus(r.Value)));

    /// <summary>The same in words: how many came back, and between which parts of a hundred the true share lies.</summary>
    public override string ToString()
    {
        var (low, high) = Interval90();
        return string.Create(CultureInfo.InvariantCulture, $"of {Released} taken back, {Within30} came back within 30 days and {Within90} within 90 ({low:P0} to {high:P0}, 19 times of 20)");
    }

    /// <summary>The regret of one row.</summary>
    /// <param name="doneAt">When it was done.</param>
    /// <param name="cameBackAt">When it came back; null while it did not.</param>
    public static Regret Of(DateTimeOffset doneAt, DateTimeOffset? cameBackAt)
    {
        var after = cameBackAt - doneAt;
        return new(1, after <= TimeSpan.FromDays(30) ? 1 : 0, after <= TimeSpan.FromDays(90) ? 1 : 0);
    }

    /// <summary>The part of the rows that came back within 90 days lies, 19 times of 20, between these (Wilson's interval); both from 0 to 1.</summary>
    public (double Low, double High) Interval90()
    {
        if (Released == 0)
            return (0, 1);
        var (n, p) = ((double)Released, (double)Within90 / Released);
        var middle = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt(((p * (1 - p)) + (Z * Z / (4 * n))) / n);
        var whole = 1 + (Z * Z / n);
        return (Math.Max(0, (middle - half) / whole), Math.Min(1, (middle + half) / whole));
    }
}
