using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Recoup.Server.Api;

/// <summary>The API, by capability: the verbs over HTTP, with the same engine calls and the same shapes.</summary>
internal static class ApiRoutes
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").DisableCookieRedirect();
        api.MapApiDocument();
        api.MapSession();
        api.MapPeopleApi();
        api.MapOrganizations();
        api.MapScans();
        api.MapUsers();
        api.MapRecommendations();
        api.MapHolds();
        api.MapPlans();
        api.MapRuns();
        api.MapMoney();
        api.MapNotices();
        api.MapRouteOut();
        api.MapSettings();
        api.MapAssistant();
        api.MapPolicy();
        api.MapPriceBook();
        api.MapAudit();
    }
}
