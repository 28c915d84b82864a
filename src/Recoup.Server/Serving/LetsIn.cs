using Microsoft.AspNetCore.Builder;
using Recoup.Engine;

namespace Recoup.Server.Serving;

/// <summary>Whom a route lets in: exactly one of these stands at each route, and a test says which.</summary>
/// <param name="Role">The role it needs; null for everybody, signed in or not.</param>
internal sealed record LetsIn(SignInRole? Role);

internal static class RouteRoles
{
    /// <summary>Only who has this role. Whoever is signed in may read.</summary>
    public static T Needs<T>(this T route, SignInRole role)
        where T : IEndpointConventionBuilder =>
        role == SignInRole.Viewer
            ? route.RequireAuthorization().WithMetadata(new LetsIn(role))
            : route.RequireAuthorization(policy => policy.RequireRole(role.ToString())).WithMetadata(new LetsIn(role));

    /// <summary>Everybody, also who is not signed in.</summary>
    public static T LetsAnybodyIn<T>(this T route)
        where T : IEndpointConventionBuilder => route.AllowAnonymous().WithMetadata(new LetsIn(null));
}
