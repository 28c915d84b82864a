using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.RoutingOut;

namespace Recoup.Server.Output;

/// <summary>A finding that was handed over to the identity provider's side.</summary>
/// <param name="Id">The finding.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="DisplayName">Whom or which group it is about.</param>
/// <param name="Products">The products whose seats would come back.</param>
/// <param name="HandedOver">When.</param>
/// <param name="Dropped">Whether the seats are gone.</param>
/// <param name="State">The same in words.</param>
public sealed record RoutedResult(string Id, string Rule, string DisplayName, IReadOnlyList<string> Products, DateTimeOffset HandedOver, bool Dropped, string State)
{
    /// <summary>Whatever was handed over, the first first.</summary>
    public static async Task<IReadOnlyList<RoutedResult>> AllAsync(IStore store, OrgId org, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await RouteOut.HandedOverAsync(store, org, cancellationToken)).Select(f => Of(f, now)).OrderBy(r => r.HandedOver).ThenBy(r => r.Id, StringComparer.Ordinal)];

    public static RoutedResult Of(Recommendation finding, DateTimeOffset now)
    {
        var at = finding.RoutedOutAt!.Value;
        var closed = finding.State == RecommendationState.Closed;
        return new(
            finding.Id,
            finding.Rule,
            finding.DisplayName,
            [.. finding.Seats.Select(s => s.Product.Name).Distinct()],
            at,
            closed,
            closed ? $"done: {finding.ClosedBecause}" : $"{finding.State.ToString().ToLowerInvariant()}, waiting for {Figures.Count((int)(now - at).TotalDays, "day")}");
    }
}
