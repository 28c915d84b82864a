using Recoup.Core.Directory;

namespace Recoup.Engine;

/// <summary>How an organisation is reached. Keys are not here but among the secrets.</summary>
/// <param name="Org">The organisation.</param>
/// <param name="Name">Its name, as Atlassian gave it.</param>
/// <param name="Api">The admin API's base address: <see cref="Atlassian"/>, or a loopback address for an emulator.</param>
/// <param name="Sites">The sites whose issues may be read.</param>
public sealed record Connection(OrgId Org, string Name, Uri Api, IReadOnlyList<SiteConnection> Sites)
{
    /// <summary>What is known of the keys in use, without the keys.</summary>
    public IReadOnlyList<KeyInfo> Keys { get => field ?? []; init; }

    /// <summary>The only place the admin API lives in the real world.</summary>
    public static readonly Uri Atlassian = new("https://api.atlassian.com/");

    /// <summary>Whether this is not Atlassian but an emulator on this machine.</summary>
    public bool IsEmulator => Api.IsLoopback;

    /// <summary>The connection with another key under a secret's name.</summary>
    public Connection With(KeyInfo key) => this with { Keys = [.. Keys.Where(k => k.Name != key.Name), key] };

    /// <summary>Every address that product traffic may go to (RULES 8).</summary>
    public IReadOnlyList<Uri> Destinations() => [Api, .. Sites.Select(s => s.Url)];
}

/// <summary>A site and whose token reads it.</summary>
/// <param name="Site">Cloud id.</param>
/// <param name="Url">Base address, ending in a slash.</param>
/// <param name="Email">The owner of the API token.</param>
public sealed record SiteConnection(SiteId Site, Uri Url, string Email);

/// <summary>What may be shown of a secret (P05).</summary>
/// <param name="Name">The secret's name, see <see cref="SecretName"/>.</param>
/// <param name="SetOn">The day it was given, in UTC.</param>
/// <param name="LastFour">Its last four characters.</param>
/// <param name="Expires">Its last day, as the user said: no API tells. Null when not said.</param>
public sealed record KeyInfo(string Name, DateOnly SetOn, string LastFour, DateOnly? Expires)
{
    /// <summary>How many days before its end it was told that it ends, the last time; null when it was not.</summary>
    public int? Told { get; init; }

    /// <summary>Atlassian's keys live a year at the longest, and it was made before it was given.</summary>
    public DateOnly ExpiresAtLatest => Expires ?? SetOn.AddYears(1);
}

/// <summary>Names of secrets in the store.</summary>
public static class SecretName
{
    public const string OrgKey = "org.key";

    /// <summary>The key of a run that may write, where a host keeps it from one step to the next; it goes when the run ends.</summary>
    public const string WriteKey = "write.key";

    /// <summary>The key to Claude.</summary>
    public const string AssistantKey = "ai.key";

    public static string SiteToken(SiteId site) => $"site.{site.Value}.token";

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsOne(string name) =>
        name is OrgKey or WriteKey or AssistantKey || (name.StartsWith("site.", StringComparison.Ordinal) && name.EndsWith(".token", StringComparison.Ordinal));
}
