using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Recoup.Server.Hosting;

namespace Recoup.Server.SigningIn;

/// <summary><c>Authorization: Bearer recoup_…</c>: a script in somebody's name, with one role of theirs.</summary>
internal sealed class TokenAuthentication(Workplace workplace, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "token";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("no token");
        var token = await workplace.Store.TryGetTokenAsync(TokenSecret.Hash(header[Bearer.Length..].Trim()), Context.RequestAborted);
        if (token is null || token.ExpiresAt <= workplace.Host.Time.GetUtcNow())
            return AuthenticateResult.Fail("not a token that is good");
        var identity = new ClaimsIdentity([new("name", token.Owner), new("role", token.Role.ToString())], Name, "name", "role");
        return AuthenticateResult.Success(new(new(identity), Name));
    }
}
