using Dapper;
using Recoup.Core.Directory;
using Recoup.Engine;

namespace Recoup.Storage;

/// <summary>A query for accounts as SQL over <c>account_rows</c>.</summary>
internal static class AccountFilter
{
    /// <summary>The condition, and the values in it.</summary>
    public static (string Where, DynamicParameters Values) Of(OrgId org, ScanId scan, UserQuery query)
    {
        var values = new DynamicParameters(new { org = org.Value, scan = scan.Value });
        return (string.Join(" and ", ["org_id = @org", "scan_id = @scan", .. Conditions(query, values)]), values);
    }

    /// <summary>Whether everybody is wanted, in the order of names.</summary>
    public static bool IsByNameAlone(UserQuery query) =>
        query is { Sort: UserSort.Name, Search: null, Kinds.Count: 0, Status: null, Claim: null, Product: null, Site: null };

    /// <summary>The order of rows that a statement calls f.</summary>
    public static string Order(UserQuery query)
    {
        var down = query.Backwards ? " desc" : "";
        return query.Sort switch
        {
            UserSort.LastUse => $"f.last_use is null, f.last_use{down}, f.account_id",
            UserSort.Added => $"f.added is null, f.added{down}, f.account_id",
            _ => $"f.sort_name{down}, f.account_id{down}",
        };
    }

    private static IEnumerable<string> Conditions(UserQuery query, DynamicParameters values)
    {
        if (query.Search is { } search)
        {
            values.Add("@search", Folded.Pattern(search));
            yield return "search like @search escape '!'";
        }

        if (query.Kinds.Count > 0)
            yield return $"kind in ({string.Join(',', query.Kinds.Select(k => $"'{k}'"))})";

        if (query.Status is { } status)
        {
            values.Add("@status", Folded.Clean(status));
            yield return "status = @status";
        }

        if (query.Claim is { } claim)
        {
            values.Add("@claim", Folded.Clean(claim));
            yield return "claim = @claim";
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
    }
}
