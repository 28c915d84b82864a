using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Recoup.Core;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Findings;
using Recoup.Server.Serving;

namespace Recoup.Server.Api;

/// <summary><c>/api/v1/recommendations</c>: what was found, with its evidence.</summary>
internal static class RecommendationsApi
{
    public static void MapRecommendations(this IEndpointRouteBuilder api)
    {
        var found = api.MapGroup("/recommendations").WithTags("recommendations");
        found.MapGet("", ListAsync).Needs(SignInRole.Viewer).Says("listRecommendations", "What was found, by filter, the surest first").Gives<IReadOnlyList<Recommendation>>().Takes(FindingFilter.Parameters);
        found.MapGet("/{id}", ShowAsync).Needs(SignInRole.Viewer).Says("showRecommendation", "One finding, closed or not").Gives<Recommendation>();
        found.MapPost("/{id}/dismiss", DismissAsync).Needs(SignInRole.Operator).Says("dismissRecommendation", "Sets a finding aside, with a reason, for as long as it holds").Gives<Recommendation>();
        found.MapPost("/{id}/reopen", ReopenAsync).Needs(SignInRole.Operator).Says("reopenRecommendation", "Takes a dismissal back").Gives<Recommendation>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Asker asker, Page page, CancellationToken cancellationToken)
    {
        await asker.ShownAsync(cancellationToken);
        var query = FindingFilter.Of(context) with { Skip = page.Skip, Take = page.Take };
        // Both go over an index: side by side they take as long as one.
        var (part, total) = (asker.Store.RecommendationsAsync(asker.Org, query, cancellationToken), asker.Store.CountAsync(asker.Org, query, cancellationToken));
        return Answer.List(context, await part, await total, CoreJson.Readable.IReadOnlyListRecommendation);
    }

    private static async Task<IResult> ShowAsync(string id, Asker asker, CancellationToken cancellationToken) =>
        await asker.Store.TryGetFindingAsync(asker.Org, id, cancellationToken) is { } finding
            ? Answer.Json(finding, CoreJson.Readable.Recommendation)
            : Problems.Of(new("no-finding", $"There is no finding {id}"));

    private static async Task<IResult> DismissAsync(string id, Dismissal dismissal, Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(await Dismissals.DismissAsync(asker.Desk, id, Given.Text(dismissal.Reason, "reason"), cancellationToken), CoreJson.Readable.Recommendation);

    private static async Task<IResult> ReopenAsync(string id, Asker asker, CancellationToken cancellationToken) =>
        Answer.Json(await Dismissals.ReopenAsync(asker.Desk, id, cancellationToken), CoreJson.Readable.Recommendation);

    /// <param name="Reason">Why, 1 to 1000 characters.</param>
    internal sealed record Dismissal(string Reason);
}
