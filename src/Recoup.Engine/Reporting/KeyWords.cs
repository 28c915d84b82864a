using System.Globalization;

namespace Recoup.Engine.Reporting;

/// <summary>All that is ever said of a key (P05).</summary>
public static class KeyWords
{
    /// <summary>What it opens, in words.</summary>
    public static string NameOf(KeyInfo key, Connection connection) =>
        connection.Sites.FirstOrDefault(s => SecretName.SiteToken(s.Site) == key.Name) is { } site ? $"token of {site.Email} for {site.Url}" : "organisation key";

    /// <summary>"set on 2026-11-25, ends in …3668, expires 2027-03-31".</summary>
    public static string Of(KeyInfo key) =>
        $"{Shown(key.SetOn, key.LastFour)}, {(key.Expires is { } day ? $"expires {Day(day)}" : $"expires {Day(key.ExpiresAtLatest)} at the latest")}";

    /// <summary>When it was given and how it ends; nothing of a key so short that it would tell much.</summary>
    public static string Shown(DateOnly setOn, string lastFour) => $"set on {Day(setOn)}{(lastFour.Length > 0 ? $", ends in …{lastFour}" : "")}";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
