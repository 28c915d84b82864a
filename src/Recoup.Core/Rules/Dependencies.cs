using Recoup.Core.Directory;

namespace Recoup.Core.Rules;

/// <summary>What others would miss if an account were gone.</summary>
internal static class Dependencies
{
    /// <summary>In words; empty when nothing was found.</summary>
    public static string Of(SiteWork work)
    {
        var found = new List<string>();
        if (work.Leads is { Count: > 0 } leads)
            found.Add($"leads {(leads.Count == 1 ? "the project" : $"{leads.Count} projects,")} {string.Join(", ", leads.Take(3))}{(leads.Count > 3 ? "…" : "")}");
        if (work.SharedFilters is > 0 and var filters)
            found.Add(filters == 1 ? "owns a shared filter" : $"owns {filters} shared filters");
        if (work.SharedDashboards is > 0 and var dashboards)
            found.Add(dashboards == 1 ? "owns a shared dashboard" : $"owns {dashboards} shared dashboards");
        return string.Join(", ", found);
    }

    /// <summary>Whether all of it was answered.</summary>
    public static bool AreKnown(SiteWork work) => work is { Leads: not null, SharedFilters: not null, SharedDashboards: not null };
}
