using Recoup.Engine;
using Recoup.Engine.Reporting;

namespace Recoup.Server.Output;

/// <summary>A key in use, without the key (P05).</summary>
/// <param name="Name">What it opens.</param>
/// <param name="SetOn">The day it was given.</param>
/// <param name="EndsIn">Its last four characters; empty for a key so short that they would tell much of it.</param>
/// <param name="Expires">Its last day, as the user said; null when not said.</param>
/// <param name="ExpiresAtLatest">The last day it can have: a year after it was given.</param>
public sealed record KeyResult(string Name, DateOnly SetOn, string EndsIn, DateOnly? Expires, DateOnly ExpiresAtLatest)
{
    /// <summary>The keys of a connection, the organisation's first.</summary>
    public static IReadOnlyList<KeyResult> Of(Connection? connection) =>
        [.. (connection?.Keys ?? []).OrderBy(k => k.Name != SecretName.OrgKey).Select(k => new KeyResult(KeyWords.NameOf(k, connection!), k.SetOn, k.LastFour, k.Expires, k.ExpiresAtLatest))];

    /// <summary>"set on 2026-11-25, ends in …3668, expires 2027-03-31, in 126 days", with what to do when it ends soon.</summary>
    /// <param name="today">The day, in UTC.</param>
    /// <param name="soon">How many days before the end a new key is asked for.</param>
    public string InWords(DateOnly today, int soon)
    {
        var left = ExpiresAtLatest.DayNumber - today.DayNumber;
        var end = (Expires, left) switch
        {
            (null, < 0) => "set more than a year ago, longer than a key lives",
            (null, _) => $"expires {KeyWords.Day(ExpiresAtLatest)} at the latest (its own date is not said: recoup connect … --key-expires or --site-token-expires)",
            ({ } day, < 0) => $"EXPIRED on {KeyWords.Day(day)}, by the date that was given",
            ({ } day, _) => $"expires {KeyWords.Day(day)}, in {Figures.Count(left, "day")}",
        };
        return $"{KeyWords.Shown(SetOn, EndsIn)}, {end}.{(left <= soon ? " Make a new one and run recoup connect again." : "")}";
    }
}
