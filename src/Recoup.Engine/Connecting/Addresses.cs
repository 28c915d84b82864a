using System.Net;
using Recoup.Core;

namespace Recoup.Engine.Connecting;

/// <summary>Addresses a user may name, and no others (RULES 8).</summary>
public static class Addresses
{
    /// <summary>An emulator: a literal loopback address. A name such as localhost may be resolved to anywhere and is not taken.</summary>
    /// <param name="text">The address.</param>
    /// <param name="where">What it was given as.</param>
    public static (Uri? Url, Refusal? Refusal) Emulator(string text, string where = "--api-url") =>
        Absolute(text) is { } url && IsLoopbackLiteral(url)
            ? (url, null)
            : (null, new("bad-address", $"{where} takes an address of this machine only, such as http://127.0.0.1:5090, not {text}"));

    /// <summary>A site: <c>https://NAME.atlassian.net</c>; with an emulator, an address of this machine.</summary>
    public static (Uri? Url, Refusal? Refusal) Site(string text, Connection connection)
    {
        var url = Absolute(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}");
        var fits = connection.IsEmulator
            ? url is not null && IsLoopbackLiteral(url)
            : url is { Scheme: "https", IsDefaultPort: true, AbsolutePath: "/" } && url.Host.EndsWith(".atlassian.net", StringComparison.Ordinal);
        return fits ? (url, null)
            : (null, new("bad-address", connection.IsEmulator
                ? $"With an emulator a site is an address of this machine, such as http://127.0.0.1:5090/sites/acme, not {text}"
                : $"A site is an address such as https://acme.atlassian.net, not {text}"));
    }

    /// <summary>An address without query, user or fragment, ending in a slash.</summary>
    private static Uri? Absolute(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0 ? url : null;

    private static bool IsLoopbackLiteral(Uri url) =>
        IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback));
}
