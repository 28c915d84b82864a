namespace Recoup.Web.Parts;

/// <summary>Where a link leads: the state of a list lives in its query.</summary>
internal static class Address
{
    /// <summary>This page with something of its query changed; null takes it away. Another filter or order begins at the first page.</summary>
    public static string With(this WebRequest request, params (string Name, string? Value)[] changes)
    {
        var changed = changes.Select(c => c.Name).Append("page").ToHashSet(StringComparer.Ordinal);
        var query = request.Query.Pairs.Where(q => !changed.Contains(q.Key)).Select(q => (Name: q.Key, (string?)q.Value)).Concat(changes);
        return Of(request.Path, query);
    }

    /// <summary>A path with a query of what is not null.</summary>
    public static string Of(string path, IEnumerable<(string Name, string? Value)> query)
    {
        var parts = query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value!)}").ToList();
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }

    /// <summary>The page of one account.</summary>
    public static string Of(Core.Directory.AccountId account) => $"/users/{Uri.EscapeDataString(account.Value)}";
}
