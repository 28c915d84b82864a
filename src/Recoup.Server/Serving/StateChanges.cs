using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Recoup.Server.Serving;

/// <summary>
/// Whatever changes something comes from our own pages or from a script with a token of its own. A browser says where a request
/// comes from, and a foreign page cannot read the form token; a token in a header no browser adds by itself.
/// </summary>
internal static class StateChanges
{
    public static void UseStateChangeGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            await next(context);
            return;
        }

        if (request.IsForeign())
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "foreign-origin", "The request comes from another site's page.");
            return;
        }

        if (!request.BringsToken() && !IsForNobody(context) && !context.IsTooLarge() && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, "form-token", "The form token is missing or old. Load the page again; scripts use an API token, or send the formToken of GET /api/v1/session as header X-Form-Token.");
            return;
        }

        await next(context);
    });

    /// <summary>Nobody is signed in where somebody has to be: that is what is told, and not what else is missing.</summary>
    private static bool IsForNobody(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true && context.GetEndpoint()?.Metadata.GetMetadata<LetsIn>() is not { Role: null };

    /// <summary>Scripts send no Origin; every browser does.</summary>
    public static bool IsForeign(this HttpRequest request) =>
        (request.Headers.Origin is [{ } origin, ..] && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
        || (request.Headers["Sec-Fetch-Site"] is [{ } site, ..] && site is not ("same-origin" or "none"));

    /// <summary>Whether a script sent it, with a token of its own: then no cookie counts.</summary>
    public static bool BringsToken(this HttpRequest request) => request.Headers.Authorization.Count > 0;
}
