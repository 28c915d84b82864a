using System.Net.Http.Headers;
using System.Text;

namespace Recoup.Engine.Atlassian;

/// <summary>What a server or a proxy repeats of the key in an error, which would be printed and stored with the message (P05).</summary>
internal sealed class KeyEcho(AuthenticationHeaderValue authorization)
{
    private readonly string[] _secrets = [.. Secrets(authorization).Where(s => s.Length > 0)];

    public string Without(string text) => _secrets.Aggregate(text, (t, secret) => t.Replace(secret, "…", StringComparison.Ordinal));

    /// <summary>The key as it is sent and, of a user and a token sent together, the token alone.</summary>
    private static IEnumerable<string> Secrets(AuthenticationHeaderValue authorization)
    {
        var sent = authorization.Parameter ?? "";
        yield return sent;
        if (authorization.Scheme != "Basic")
            yield break;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(sent));
        yield return pair[(pair.IndexOf(':') + 1)..];
    }
}
