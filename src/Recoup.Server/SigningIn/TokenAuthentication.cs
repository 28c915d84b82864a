using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Recoup.Server.Hosting;

namespace Recoup.Server.SigningIn;

/// <summary><c>Authorization: Bearer recoup_…</c>: a script in somebody's name, with one role of theirs for as long as they have it.</summary>
internal sealed class TokenAuthentication(Workplace workplace, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : DoorAuthentication(options, log, encoder)
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
        if (await workplace.Store.TryGetPersonAsync(token.Owner, Context.RequestAborted) is not { } owner || !owner.Has(token.Role))
            return AuthenticateResult.Fail("its owner is gone or has lost the role");
        Context.Features.Set(new Caller(owner, null));
        return AuthenticateResult.Success(new(Caller.Principal(Name, owner, [token.Role.ToString()], token.Id), Name));
    }
}
