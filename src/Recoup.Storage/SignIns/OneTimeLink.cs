using System.Text.Json.Serialization;

namespace Recoup.Storage.SignIns;

/// <summary>A link by which somebody chooses a password, once.</summary>
/// <param name="Hash">SHA-256 of the secret in it, in hex.</param>
/// <param name="Name">For whom; empty for the one that makes the first admin, who chooses a name too.</param>
/// <param name="Until">From when it is refused.</param>
/// <param name="TakesAuthenticator">Whether using it also takes the person's authenticator away, because an admin said so.</param>
public sealed record OneTimeLink(string Hash, string Name, DateTimeOffset Until, bool TakesAuthenticator = false)
{
    /// <summary>How long a link for somebody lasts.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>How long the link lasts that the server prints while there is no admin.</summary>
    public static readonly TimeSpan SetUpLife = TimeSpan.FromHours(1);

    /// <summary>Whether it makes the first admin.</summary>
    [JsonIgnore]
    public bool SetsUp => Name.Length == 0;
}
