using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recoup.Server.Hosting;
using Recoup.Server.Serving;

namespace Recoup.Server.SigningIn;

/// <summary>Where a second factor is required, who has none sets one up before anything else.</summary>
internal static class SecondFactorGate
{
    public const string Page = "/account/authenticator";

    public static T IsThereBeforeSecondFactor<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new BeforeSecondFactor());

    public static void UseSecondFactorGate(this IApplicationBuilder app, Workplace workplace) => app.Use((context, next) =>
    {
        if (!workplace.Options.IsSecondFactorRequired
            || Caller.Of(context) is not { Person.Authenticator: null, Session: null or { ByProvider: false } }
            || context.GetEndpoint()?.Metadata.GetMetadata<BeforeSecondFactor>() is not null)
            return next(context);
        if (context.Request.IsOfApi())
            return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "second-factor", $"A second factor is required here. Set one up at {Page}.");
        context.Response.Redirect(Page);
        return Task.CompletedTask;
    });

    private sealed record BeforeSecondFactor;
}
