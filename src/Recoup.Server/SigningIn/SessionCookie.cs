using Microsoft.AspNetCore.Http;
using Recoup.Server.Serving;

namespace Recoup.Server.SigningIn;

/// <summary>The cookie of a session: it holds a secret and nothing else, for as long as the browser is open.</summary>
internal sealed class SessionCookie(WebAddress address)
{
    /// <summary>The beginning makes browsers refuse it from any other host and without TLS.</summary>
    public string Name => address.IsSecure ? "__Host-recoup" : "recoup";

    /// <summary>The hash of the secret that a request brings; null for none.</summary>
    public string? HashIn(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } secret ? TokenSecret.Hash(secret) : null;

    public void Give(HttpResponse response, string secret) => response.Cookies.Append(Name, secret, Options);

    public void Take(HttpResponse response) => response.Cookies.Delete(Name, Options);

    private CookieOptions Options => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = address.IsSecure, Path = "/", IsEssential = true };
}
