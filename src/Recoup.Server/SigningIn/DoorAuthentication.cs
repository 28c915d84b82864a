using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Recoup.Server.Serving;

namespace Recoup.Server.SigningIn;

/// <summary>What is answered to who is not let in: a problem where a script asks, a page where a browser does.</summary>
internal abstract class DoorAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.IsOfApi())
            return Problems.WriteAsync(Context, StatusCodes.Status401Unauthorized, "sign-in", "Sign in, or send an API token that is good: Authorization: Bearer recoup_…");
        Response.Redirect("/sign-in");
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.WriteAsync(Context, StatusCodes.Status403Forbidden, "role", "Your sign-in or token has not the role that this needs. An admin gives roles.");
}

internal static class ApiPath
{
    public static bool IsOfApi(this HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
