using System.Text.Json.Serialization;

namespace Recoup.Storage.SignIns;

/// <summary>A browser in which somebody is signed in. Nothing of the browser is kept.</summary>
/// <param name="Hash">SHA-256 of the secret in its cookie, in hex.</param>
/// <param name="Name">Who is signed in.</param>
/// <param name="BeganAt">When they signed in.</param>
/// <param name="SeenAt">When it was last used, to a minute.</param>
/// <param name="ByProvider">Whether the operator's OpenID provider said who it is; a second factor is that provider's matter then.</param>
public sealed record Session(string Hash, string Name, DateTimeOffset BeganAt, DateTimeOffset SeenAt, bool ByProvider = false)
{
    /// <summary>How long it may lie unused.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long it lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>What it is called where it is listed or ended: the first characters of its hash.</summary>
    [JsonIgnore]
    public string Id => Hash[..12];

    /// <summary>From when it is over.</summary>
    [JsonIgnore]
    public DateTimeOffset Until => SeenAt + Idle < BeganAt + Longest ? SeenAt + Idle : BeganAt + Longest;
}
