using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary>What the API's document says of a route.</summary>
internal static class Described
{
    /// <param name="id">Its name, which generated clients call their method after.</param>
    /// <param name="summary">What it does, in a line.</param>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, string id, string summary) => route.WithName(id).WithSummary(summary);

    /// <summary>What it answers when all is well, and the problems that it may answer instead.</summary>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) => route.Produces<T>(status, "application/json").WithProblems();

    /// <summary>The filters that it takes in its query, by name, and what each takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, IReadOnlyDictionary<string, string> filters) => route.WithMetadata(new QueryFilters(filters));

    /// <summary>A text instead of JSON.</summary>
    public static RouteHandlerBuilder GivesText(this RouteHandlerBuilder route, params string[] types) =>
        route.Produces<string>(StatusCodes.Status200OK, types[0], [.. types.Skip(1)]).WithProblems();

    /// <summary>A file as the body, whole.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route, string type = "application/json") => route.WithMetadata(new FileType(type));

    /// <summary>It goes on in the background.</summary>
    public static RouteHandlerBuilder GivesAccepted(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status202Accepted).WithProblems();

    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder route) => route.Produces(StatusCodes.Status204NoContent).WithProblems();

    private static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder route)
    {
        foreach (var status in new[] { 400, 401, 403, 404, 409 })
            route.Produces<Problem>(status, Problems.MediaType);
        return route;
    }
}

/// <summary>What a route takes in its query.</summary>
internal sealed record QueryFilters(IReadOnlyDictionary<string, string> ByName);

/// <summary>What kind of file a route takes as its body.</summary>
internal sealed record FileType(string MediaType);
