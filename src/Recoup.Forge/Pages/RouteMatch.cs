using Recoup.Web;

namespace Recoup.Forge.Pages;

/// <summary>Which route answers a path.</summary>
internal static class RouteMatch
{
    /// <summary>The route and the values in its path; null where there is none. What is written out goes before a value.</summary>
    public static (WebRoute Route, IReadOnlyDictionary<string, string> Values)? TryFind(string method, string path)
    {
        var parts = path.Split('/');
        return WebPages.InJira
            .Where(r => r.Method == method)
            .Select(r => (Route: r, Values: TryMatch(r.Pattern.Split('/'), parts)))
            .Where(m => m.Values is not null)
            .OrderBy(m => m.Values!.Count)
            .Select(m => ((WebRoute, IReadOnlyDictionary<string, string>)?)(m.Route, m.Values!))
            .FirstOrDefault();
    }

    private static Dictionary<string, string>? TryMatch(string[] pattern, string[] parts)
    {
        if (pattern.Length != parts.Length)
            return null;
        var values = new Dictionary<string, string>();
        foreach (var (known, given) in pattern.Zip(parts))
        {
            if (known is ['{', .. var name, '}'])
                values[name] = Uri.UnescapeDataString(given);
            else if (known != given)
                return null;
        }

        return values.Values.Any(v => v.Length == 0) ? null : values;
    }
}
