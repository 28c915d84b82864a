using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Recoup.Server.Api;

/// <summary>The API, by capability: the verbs over HTTP, with the same engine calls and the same shapes.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapSession();
        api.MapPeopleApi();
        api.MapScans();
        api.MapRuns();
    }
}
