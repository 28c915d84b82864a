using System.Net;
using Microsoft.AspNetCore.Http;

namespace Recoup.Server.Serving;

/// <summary>Where the server listens, and what it is called from outside.</summary>
/// <param name="Listen">The address it listens on; this machine alone unless an operator says otherwise.</param>
/// <param name="Port">The port; 0 for any that is free.</param>
/// <param name="Public">The address that people and scripts use, such as <c>https://recoup.example.com</c>; null when it is the one it listens on.</param>
public sealed record WebAddress(IPAddress Listen, int Port, Uri? Public)
{
    private static readonly string[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Whether a Host header is one of ours. Any other would let a foreign name be pointed at this server (DNS rebinding). The names of
    /// this machine are ours only for who asks from it: whoever reaches us over a network goes by the public name, where a proxy speaks TLS.
    /// </summary>
    /// <param name="asker">Where the connection comes from.</param>
    public bool IsOurs(string host, IPAddress? asker) =>
        IsPublic(host) || (OfThisMachine.Contains(host, StringComparer.OrdinalIgnoreCase) && asker is not null && IPAddress.IsLoopback(asker));

    /// <summary>Whether a request came by the public name: then it came over TLS if that says so, whatever the proxy in front speaks with us.</summary>
    public bool IsPublic(string host) => Public is not null && string.Equals(host, Public.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>What people call it: the public address, or the one that they asked by.</summary>
    public Uri Outside(HttpRequest request) => Public ?? new Uri($"{request.Scheme}://{request.Host}");

    /// <summary>Whether people reach it over TLS.</summary>
    public bool IsSecure => Public?.Scheme == Uri.UriSchemeHttps;
}
