using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Server.Hosting;
using Recoup.Server.SigningIn;
using Recoup.Storage;

namespace Recoup.Server.Serving;

/// <summary><c>/health</c>: the process answers. <c>/ready</c>: it can also work, so a balancer may send requests. Neither says more than that.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app, Workplace workplace)
    {
        app.MapGet("/health", () => Results.Text("healthy\n")).LetsAnybodyIn().IsThereBeforeSetUp().ExcludeFromDescription();
        app.MapGet("/ready", async (CancellationToken cancellationToken) =>
        {
            try
            {
                await workplace.Store.OrganizationsAsync(cancellationToken);
                return Results.Text("ready\n");
            }
            catch (StoreException)
            {
                return Results.Text("the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).LetsAnybodyIn().IsThereBeforeSetUp().ExcludeFromDescription();
    }
}
