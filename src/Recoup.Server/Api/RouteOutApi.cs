using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Engine;
using Recoup.Engine.RoutingOut;
using Recoup.Server.Output;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/route-out</c>: what only the identity provider can do, handed over and followed until the seats drop.</summary>
internal static class RouteOutApi
{
    public static void MapRouteOut(this IEndpointRouteBuilder api)
    {
        var routed = api.MapGroup("/route-out").WithTags("route out");
        routed.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listRoutedOut", "What was handed over, and whether the seats have gone").Gives<IReadOnlyList<RoutedResult>>();
        routed.MapPost("/pack", PackAsync).Needs(SignInRole.Operator).Says("handOver", "The files to hand over, which count as handed over from now on; none where nothing is to be").Gives<IReadOnlyList<PackFile>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken) =>
        Answer.List(context, await RoutedResult.AllAsync(asker.Store, asker.Org, asker.Desk.Now, cancellationToken), page, OutputJson.Readable.IReadOnlyListRoutedResult);

    private static async Task<IResult> PackAsync(PackWish wanted, Asker asker, CancellationToken cancellationToken)
    {
        var (handed, refusal) = await HandOver.OfAsync(asker.Desk, wanted.Again, cancellationToken);
        if (handed is null)
            return Problems.Of(refusal!);
        await handed.NoteAsync(asker.Desk, cancellationToken);
        return TypedResults.Ok(handed.Files);
    }

    /// <param name="Again">Also what was handed over before.</param>
    internal sealed record PackWish(bool Again = false);
}
