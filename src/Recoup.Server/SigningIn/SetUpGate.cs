using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;

namespace Recoup.Server.SigningIn;

/// <summary>While nobody is an admin, the server answers nothing but what is needed to make somebody one.</summary>
internal static class SetUpGate
{
    public static T IsThereBeforeSetUp<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new BeforeSetUp());

    public static void UseSetUpGate(this IApplicationBuilder app, Workplace workplace)
    {
        // Once there is an admin there always is one.
        var isSetUp = false;
        app.Use(async (context, next) =>
        {
            if (isSetUp || context.GetEndpoint()?.Metadata.GetMetadata<BeforeSetUp>() is not null || (isSetUp = await workplace.Store.HasAdminAsync(context.RequestAborted)))
                await next(context);
            else
                await Problems.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "not-set-up", "Nobody is an admin here yet. Open the link that recoup serve printed when it started; it lasts an hour, and each start prints another.");
        });
    }

    private sealed record BeforeSetUp;
}
