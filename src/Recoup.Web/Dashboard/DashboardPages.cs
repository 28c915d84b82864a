using Recoup.Engine.Reporting;
using Recoup.Web.Beginning;

namespace Recoup.Web.Dashboard;

/// <summary>The first page: what can be had back, how sure, from when, and what to do next.</summary>
internal static class DashboardPages
{
    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var report = await Report.TryReadAsync(visit.Store, visit.Org, rows: 0, visit.Desk.Now, cancellationToken);
        return report is null
            ? await BeginningPages.ShowAsync(visit, cancellationToken)
            : await visit.PageAsync<DashboardPage, Report>("Dashboard", report, cancellationToken);
    }
}

