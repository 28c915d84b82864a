using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Web.Beginning;

namespace Recoup.Web.Dashboard;

/// <summary>The first page: what can be had back, how sure, from when, and what to do next.</summary>
internal static class DashboardPages
{
    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var report = await Report.TryReadAsync(visit.Store, visit.Org, rows: 0, visit.Desk.Now, cancellationToken);
        if (report is null)
            return await BeginningPages.ShowAsync(visit, cancellationToken);
        var savings = await SavingsSoFar.ReadAsync(visit.Store, visit.Org, report.Scan, report.Settings, visit.Desk.Now, cancellationToken);
        return await visit.PageAsync<DashboardPage, ShownDashboard>("Dashboard", new(report, savings, Days(visit.Request, report.Settings.InactiveDays)), cancellationToken);
    }

    /// <summary>The number of days asked for, or the threshold of the settings; up to the next that can be counted.</summary>
    internal static int Days(WebRequest request, int usual)
    {
        var asked = request.Query.TryGetNumber("threshold", out var days) && days is not null ? days.Value : usual;
        var most = SeatUsage.LastDays / SeatUsage.DaysEach;
        return Math.Clamp(asked >= SeatUsage.LastDays ? most : (asked + SeatUsage.DaysEach - 1) / SeatUsage.DaysEach, 1, most) * SeatUsage.DaysEach;
    }
}

/// <summary>What the dashboard shows.</summary>
/// <param name="Report">The last scan in figures.</param>
/// <param name="Savings">What runs saved.</param>
/// <param name="Days">From how many days on the picture calls a seat idle.</param>
public sealed record ShownDashboard(Report Report, SavingsSoFar Savings, int Days);
