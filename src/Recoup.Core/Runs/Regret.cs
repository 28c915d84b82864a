namespace Recoup.Core.Runs;

/// <summary>How many of the seats that a rule took back were held or given back again, in one run.</summary>
/// <param name="Released">Rows that were seen to be free, or were undone before anybody looked.</param>
/// <param name="Within30">Of these, came back within 30 days.</param>
/// <param name="Within90">Within 90 days.</param>
public sealed record Regret(int Released = 0, int Within30 = 0, int Within90 = 0)
{
    public Regret Plus(Regret other) => new(Released + other.Released, Within30 + other.Within30, Within90 + other.Within90);

    /// <summary>The return of one row.</summary>
    /// <param name="doneAt">When it was done.</param>
    /// <param name="cameBackAt">When it came back.</param>
    public static Regret OfReturn(DateTimeOffset doneAt, DateTimeOffset cameBackAt)
    {
        var after = cameBackAt - doneAt;
        return new(0, after <= TimeSpan.FromDays(30) ? 1 : 0, after <= TimeSpan.FromDays(90) ? 1 : 0);
    }
}
