using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Recoup.Server.Serving;

/// <summary>
/// A path of ours that is asked with another method or another kind of body. Routing has an endpoint of its own for that, which
/// says of nobody whom it lets in: without this, whoever is signed in would be told that they may not, instead of what is wrong.
/// </summary>
internal static class Mismatches
{
    public static void UseMismatches(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated != true || context.GetEndpoint() is not { RequestDelegate: { } refuse } endpoint || endpoint is RouteEndpoint)
        {
            await next(context);
            return;
        }

        await refuse(context);
        var (gate, detail) = context.Response.StatusCode == StatusCodes.Status415UnsupportedMediaType
            ? (Problems.MediaGate, Problems.MediaDetail)
            : ("method", "This path is not asked with that method: see /api/v1/openapi.json.");
        await Problems.WriteAsync(context, context.Response.StatusCode, gate, detail);
    });
}
