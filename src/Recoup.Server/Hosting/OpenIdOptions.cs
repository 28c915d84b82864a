namespace Recoup.Server.Hosting;

/// <summary>Section <c>Recoup:OpenId</c>: the operator's own provider, by which people sign in instead of with a password.</summary>
/// <param name="Authority">Its address, <c>https://</c>, below which its <c>/.well-known/openid-configuration</c> is. On this machine <c>http://127.0.0.1</c> will do.</param>
/// <param name="ClientId">What Recoup is called there.</param>
/// <param name="ClientSecretFile">The full path of a file whose first line is the secret of that client; null for a client without one.</param>
/// <param name="Hosts">Other hosts that the provider answers at, such as for tokens and keys; none by default.</param>
public sealed record OpenIdOptions(Uri Authority, string ClientId, string? ClientSecretFile, IReadOnlyList<string> Hosts)
{
    /// <summary>Every address that is asked for the sake of signing in, and no other.</summary>
    public IReadOnlyList<Uri> Destinations => [new(Authority.GetLeftPart(UriPartial.Authority)), .. Hosts.Select(h => new Uri($"{Uri.UriSchemeHttps}://{h}"))];
}
