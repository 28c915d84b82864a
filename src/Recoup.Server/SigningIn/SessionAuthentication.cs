using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Recoup.Server.Hosting;

namespace Recoup.Server.SigningIn;

/// <summary>
/// A browser in which somebody is signed in. It is looked up at each request: what one replica ends is over at all of them, and a
/// role that was taken away is gone at once.
/// </summary>
internal sealed class SessionAuthentication(Workplace workplace, SessionCookie cookie, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : DoorAuthentication(options, log, encoder)
{
    public const string Name = "session";

    /// <summary>How often it is written down that a session is in use.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (cookie.HashIn(Request) is not { } hash)
            return AuthenticateResult.NoResult();
        var now = workplace.Host.Time.GetUtcNow();
        if (await workplace.Store.TryGetSessionAsync(hash, Context.RequestAborted) is not { } session || session.Until <= now)
            return AuthenticateResult.Fail("the session is over");
        if (await workplace.Store.TryGetPersonAsync(session.Name, Context.RequestAborted) is not { } person)
            return AuthenticateResult.Fail("nobody of that name may sign in");
        if (now - session.SeenAt >= Noted)
            await workplace.Store.TouchSessionAsync(session = session with { SeenAt = now }, Context.RequestAborted);
        Context.Features.Set(new Caller(person, session));
        return AuthenticateResult.Success(new(Caller.Principal(Name, person, person.Roles.Select(r => r.ToString()), session.Id), Name));
    }
}
