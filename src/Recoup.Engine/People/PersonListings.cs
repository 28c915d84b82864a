using System.Globalization;
using Recoup.Core.Directory;

namespace Recoup.Engine.People;

/// <summary>What a scan's lists say about one person, in words: they are kept beside the accounts, by page.</summary>
internal static class PersonListings
{
    public static async Task<IReadOnlyList<string>> OfAsync(IStore store, OrgId org, ScanId scan, AccountId id, CancellationToken cancellationToken)
    {
        var listed = new List<string>();
        await foreach (var page in store.AllListingsAsync(org, scan, cancellationToken, id))
        {
            listed.AddRange(page.Direct.Where(d => d.Account == id).Select(d => $"holds {d.Role} on {d.Resource} without a group"));
            listed.AddRange(page.Guard.Where(g => g.Account == id).Select(g => $"Atlassian Guard {(g.Billable ? "bills" : "does not bill")} it"));
            listed.AddRange(page.Given.Where(g => g.Account == id).Select(g => $"was given access on {g.At.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture)}"));
            listed.AddRange(page.OnSites.Where(l => l.Account == id).Select(l => $"site {l.Site} lists it as active"));
            listed.AddRange(page.Suspended.Where(s => s.Account == id).Select(s => $"suspended in directory {s.Directory}"));
            listed.AddRange(page.Leads.Where(l => l.Account == id).Select(l => $"leads project {l.Project} of site {l.Site}"));
            listed.AddRange(page.Serving.Where(s => s.Account == id).Select(s => $"has a role in a service project of site {s.Site}"));
            listed.AddRange(page.Issues.Where(i => i.Account == id).Select(i => $"issues on site {i.Site}: reported {i.Reported}, assigned {i.Assigned}"));
        }

        return listed;
    }
}
