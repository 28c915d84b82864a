using Recoup.Engine;
using Recoup.Web.Access;
using Recoup.Web.Assisting;
using Recoup.Web.Audit;
using Recoup.Web.Beginning;
using Recoup.Web.Dashboard;
using Recoup.Web.Money;
using Recoup.Web.Naming;
using Recoup.Web.Plans;
using Recoup.Web.Privacy;
using Recoup.Web.Recommendations;
using Recoup.Web.Runs;
using Recoup.Web.Scans;
using Recoup.Web.Configuring;
using Recoup.Web.Users;

namespace Recoup.Web;

/// <summary>Every page and everything that forms do, with the role that each needs.</summary>
public static class WebPages
{
    public static IReadOnlyList<WebRoute> All { get; } =
    [
        new("GET", "/", SignInRole.Viewer, DashboardPages.ShowAsync),
        new("POST", "/import", SignInRole.Operator, BeginningPages.ImportAsync) { MostBytes = BeginningPages.MostBytes },
        new("GET", "/connection", SignInRole.Viewer, ConnectionPages.ShowAsync),
        new("POST", "/connection", SignInRole.Admin, ConnectionPages.ConnectAsync),
        new("GET", "/recommendations", SignInRole.Viewer, RecommendationsPages.ListAsync),
        new("GET", "/recommendations/export", SignInRole.Viewer, RecommendationsPages.ExportAsync),
        new("POST", "/recommendations/count", SignInRole.Operator, ChoosingPages.CountAsync),
        new("POST", "/recommendations/plan", SignInRole.Operator, ChoosingPages.PlanAsync),
        new("POST", "/recommendations/hand-over", SignInRole.Operator, HandingOverPages.HandOverAsync),
        new("POST", "/recommendations/{id}/dismiss", SignInRole.Operator, RecommendationsPages.DismissAsync),
        new("POST", "/recommendations/{id}/reopen", SignInRole.Operator, RecommendationsPages.ReopenAsync),
        new("GET", "/users", SignInRole.Viewer, UsersPages.ListAsync),
        new("GET", "/users/export", SignInRole.Viewer, UsersPages.ExportAsync),
        new("GET", "/users/{account}", SignInRole.Viewer, UsersPages.ShowAsync),
        new("POST", "/users/{account}/hold", SignInRole.Operator, UsersPages.HoldAsync),
        new("POST", "/users/{account}/release", SignInRole.Operator, UsersPages.ReleaseAsync),
        new("POST", "/users/{account}/kind", SignInRole.Operator, UsersPages.SayKindAsync),
        new("POST", "/users/{account}/forget", SignInRole.Admin, UsersPages.ForgetAsync),
        new("GET", "/plans", SignInRole.Viewer, PlansPages.ListAsync),
        new("POST", "/plans", SignInRole.Operator, PlansPages.CreateAsync),
        new("GET", "/plans/{plan}", SignInRole.Viewer, PlansPages.ShowAsync),
        new("POST", "/plans/{plan}/approve", SignInRole.Approver, PlansPages.ApproveAsync),
        new("POST", "/plans/{plan}/apply", SignInRole.Operator, PlansPages.ApplyAsync),
        new("GET", "/money", SignInRole.Viewer, MoneyPages.ShowAsync),
        new("GET", "/money/price-book", SignInRole.Viewer, MoneyPages.ShowBookAsync),
        new("POST", "/money/price-book", SignInRole.Admin, MoneyPages.SetBookAsync),
        new("GET", "/runs", SignInRole.Viewer, RunsPages.ListAsync),
        new("GET", "/runs/{run}", SignInRole.Viewer, RunsPages.ShowAsync),
        new("POST", "/runs/{run}/pause", SignInRole.Operator, RunsPages.PauseAsync),
        new("POST", "/runs/{run}/stop", SignInRole.Operator, RunsPages.StopAsync),
        new("POST", "/runs/{run}/resume", SignInRole.Operator, RunsPages.ResumeAsync),
        new("POST", "/runs/{run}/undo", SignInRole.Operator, RunsPages.UndoAsync),
        new("POST", "/runs/{run}/verify", SignInRole.Operator, RunsPages.VerifyAsync),
        new("GET", "/access", SignInRole.Viewer, AccessPages.ShowAsync),
        new("GET", "/scans", SignInRole.Viewer, ScansPages.ListAsync),
        new("POST", "/scans", SignInRole.Operator, ScansPages.BeginAsync),
        new("POST", "/scans/cancel", SignInRole.Operator, ScansPages.CancelAsync),
        new("GET", "/scans/{scan}", SignInRole.Viewer, ScansPages.ShowAsync),
        new("GET", "/audit", SignInRole.Viewer, AuditPages.ListAsync),
        new("GET", "/audit/export", SignInRole.Viewer, AuditPages.ExportAsync),
        new("GET", "/settings", SignInRole.Viewer, SettingsPages.ShowAsync),
        new("POST", "/settings", SignInRole.Admin, SettingsPages.SetAsync),
        new("POST", "/settings/clear", SignInRole.Admin, SettingsPages.ClearAsync),
        new("GET", "/assistant", SignInRole.Viewer, AssistantPages.ShowAsync),
        new("POST", "/assistant/switch", SignInRole.Admin, AssistantPages.SwitchAsync),
        new("POST", "/assistant/key", SignInRole.Admin, AssistantPages.SetKeyAsync),
        new("POST", "/assistant/test", SignInRole.Admin, AssistantPages.TestAsync),
        new("GET", "/privacy", SignInRole.Viewer, PrivacyPages.ShowAsync),
        new("POST", "/privacy/seen", SignInRole.Viewer, PrivacyPages.SeeAsync),
    ];

    /// <summary>The same inside Jira: without files, and with who is let in.</summary>
    public static IReadOnlyList<WebRoute> InJira { get; } =
    [
        .. All.Where(r => r.Pattern != "/import"),
        new("GET", "/people", SignInRole.Admin, NamingPages.ShowAsync),
        new("POST", "/people", SignInRole.Admin, NamingPages.NameAsync) { ForOrgAdmins = true },
        new("POST", "/people/{account}/take-out", SignInRole.Admin, NamingPages.TakeOutAsync) { ForOrgAdmins = true },
    ];
}
