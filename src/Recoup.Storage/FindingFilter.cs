using System.Text.Json;
using Dapper;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Storage;

/// <summary>A query for findings as SQL over <c>recommendation_rows</c>.</summary>
internal static class FindingFilter
{
    /// <summary>The condition, and the values in it.</summary>
    public static (string Where, DynamicParameters Values) Of(OrgId org, RecommendationQuery query)
    {
        var values = new DynamicParameters(new { org = org.Value });
        return (string.Join(" and ", ["org_id = @org", .. Conditions(query, values)]), values);
    }

    /// <summary>The order of rows that a statement calls f.</summary>
    public static string Order(RecommendationQuery query)
    {
        var (down, up) = query.Backwards ? (" desc", "") : ("", " desc");
        return query.Sort switch
        {
            FindingSort.Name => $"f.sort_name{down}, f.id{down}",
            FindingSort.Saving => $"f.worth is null, f.worth{down}, f.sort_name, f.id",
            FindingSort.FirstSeen => $"f.first_seen{down}, f.sort_name, f.id",
            FindingSort.LastSeen => $"f.last_seen{down}, f.sort_name, f.id",
            _ => $"f.tier{up}, f.sort_name, f.id",
        };
    }

    public static string State(RecommendationState state) => state.ToString().ToLowerInvariant();

    /// <summary>The action's name, as documents have it.</summary>
    public static string Action(RecommendedAction action) => JsonSerializer.SerializeToElement(action, CoreJson.Default.RecommendedAction).GetString()!;

    private static IEnumerable<string> Conditions(RecommendationQuery query, DynamicParameters values)
    {
        if (query.Id is { } id)
        {
            values.Add("@id", id);
            yield return "id = @id";
        }

        if (query.Rule is { } rule)
        {
            values.Add("@rule", rule);
            yield return "rule = @rule";
        }

        if (query.Product is { } product)
        {
            values.Add("@product", Folded.LinePattern(product.Value));
            yield return "products like @product escape '!'";
        }

        if (query.Site is { } site)
        {
            values.Add("@site", Folded.LinePattern(site.Value));
            yield return "sites like @site escape '!'";
        }

        if (query.Search is { } search)
        {
            values.Add("@search", Folded.Pattern(search));
            yield return "(sort_name like @search escape '!' or lower(account_id) like @search escape '!')";
        }

        if (query.States.Count > 0)
            yield return $"state in ({string.Join(',', query.States.Select(s => $"'{State(s)}'"))})";

        if (query.Tiers.Count > 0)
            yield return $"tier in ({string.Join(',', query.Tiers.Select(t => (int)t))})";

        if (query.Actions.Count > 0)
            yield return $"action in ({string.Join(',', query.Actions.Select(a => $"'{Action(a)}'"))})";

        if (query.AboutAccounts)
            yield return "account_id is not null";

        if (query.AboutNobody)
            yield return "account_id is null";

        if (query.RoutedOut)
            yield return "routed_out";

        if (query.Leading)
            yield return "not superseded";

        if (query.Open)
        {
            values.Add("@open", State(RecommendationState.Open));
            yield return "state = @open";
        }

        if (!query.Closed)
        {
            values.Add("@closed", State(RecommendationState.Closed));
            yield return "state <> @closed";
        }

        if (query.SeenIn is { } seen)
        {
            values.Add("@seen", seen.Value);
            yield return "scan_id = @seen";
        }

        if (query.NotSeenIn is { } scan)
        {
            values.Add("@scan", scan.Value);
            yield return "scan_id is distinct from @scan";
        }
    }
}
