using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Scanning;
using Recoup.Web.Parts;

namespace Recoup.Web.Access;

/// <summary>Where access comes from by itself: groups that give more than is used, and what gives seats back that were taken.</summary>
internal static class AccessPages
{
    private const int Most = 100;

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        if (await visit.ShownAsync(cancellationToken) is not { } scan)
            return await visit.PageAsync<NoScan, Nothing>("Access", new(), cancellationToken);
        return await visit.PageAsync<AccessPage, ShownAccess>("Access", new(scan, await FoundAsync("R20"), await FoundAsync("R22")), cancellationToken);

        Task<IReadOnlyList<Recommendation>> FoundAsync(string rule) =>
            visit.Store.RecommendationsAsync(visit.Org, new RecommendationQuery { Rule = rule, SeenIn = scan.Id, Take = Most }, cancellationToken);
    }
}

/// <summary>What the page about access shows.</summary>
/// <param name="Scan">The scan that found it.</param>
/// <param name="Leaks">Groups that give a product which their members do not use (R20).</param>
/// <param name="Refills">Seats that came back by themselves (R22).</param>
public sealed record ShownAccess(Scan Scan, IReadOnlyList<Recommendation> Leaks, IReadOnlyList<Recommendation> Refills);
