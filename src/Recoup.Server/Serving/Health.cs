using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
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
        app.MapGet("/ready", async (ILogger<Workplace> log, CancellationToken cancellationToken) =>
        {
            try
            {
                await workplace.Store.OrganizationsAsync(cancellationToken);
                return Results.Text("ready\n");
            }
            catch (StoreException e)
            {
                Log.NotReady(log, e.Message);
                return Results.Text("the database does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        }).LetsAnybodyIn().IsThereBeforeSetUp().ExcludeFromDescription();
    }

    private static class Log
    {
        private static readonly Action<ILogger, string, Exception?> _notReady = LoggerMessage.Define<string>(LogLevel.Error, default, "Not ready: {Why}");

        // Without the stack: a balancer asks every few seconds.
        public static void NotReady(ILogger log, string why) => _notReady(log, why, null);
    }
}
