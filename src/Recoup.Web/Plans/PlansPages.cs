using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Engine;
using Recoup.Engine.Planning;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Web.Plans;

/// <summary>What would be done, row by row: made, looked at, approved, and begun.</summary>
internal static class PlansPages
{
    private const int Shown = 100;

    /// <summary>Above so many accounts their number is typed before anything is done.</summary>
    public const int TypedAbove = 25;

    public static async Task<WebResponse> ListAsync(Visit visit, CancellationToken cancellationToken)
    {
        var plans = await visit.Store.PlansAsync(visit.Org, new(Shown), cancellationToken);
        return await visit.PageAsync<PlansPage, IReadOnlyList<PlanHead>>("Plans", plans, cancellationToken, who: plans.Select(p => p.CreatedBy));
    }

    public static async Task<WebResponse> ShowAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (plan, refusal) = await PlanDesk.GetAsync(visit.Store, visit.Org, visit.Value("plan"), cancellationToken);
        if (plan is null)
            return await visit.RefusedAsync(refusal!, "/plans", cancellationToken);
        var settings = await visit.Store.SettingsAsync(visit.Org, cancellationToken);
        var scan = await visit.Store.TryGetScanAsync(visit.Org, plan.Head.Scan, cancellationToken);
        return await visit.PageAsync<PlanPage, ShownPlan>($"Plan {plan.Head.Id}", new(plan, scan, settings, await visit.Host.ApproversAsync(visit.Desk, cancellationToken), visit.Request.Query["list"] == "skipped"), cancellationToken, who: plan.Head.Approvals.Select(a => a.By).Append(plan.Head.CreatedBy));
    }

    public static async Task<WebResponse> CreateAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        if (!form.TryGetNumber("most", out var most) || most == 0 || !form.TryGetNumber("target", out var target))
            return await visit.RefusedAsync(new("bad-number", "At most and no more than take whole numbers"), "/plans", cancellationToken);
        var product = form["product"] is { } name ? new Product(name) : (Product?)null;
        var request = new PlanRequest
        {
            Rules = form["rule"] is { } rule ? [rule] : [],
            Products = product is { } only && target is null ? [only] : [],
            Targets = product is { } wanted && target is { } seats ? new Dictionary<Product, int> { [wanted] = seats } : new Dictionary<Product, int>(),
            Most = most,
        };
        var (plan, refusal, _) = await PlanDesk.CreateAsync(visit.Desk, request, cancellationToken);
        return plan is null ? await visit.RefusedAsync(refusal!, "/plans", cancellationToken) : WebResponse.SeeOther($"/plans/{plan.Head.Id}");
    }

    public static async Task<WebResponse> ApproveAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (id, form) = (visit.Value("plan"), visit.Request.Form);
        var (_, refusal) = await PlanDesk.ApproveAsync(visit.Desk, id, form["hash"] ?? "", await visit.Host.ApproversAsync(visit.Desk, cancellationToken), Typed(form), cancellationToken);
        return refusal is null ? WebResponse.SeeOther(Path(id)) : await visit.RefusedAsync(refusal, Path(id), cancellationToken);
    }

    public static async Task<WebResponse> ApplyAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (id, form) = (visit.Value("plan"), visit.Request.Form);
        var (plan, refusal) = await PlanDesk.GetAsync(visit.Store, visit.Org, id, cancellationToken);
        if (plan is not null && plan.Head.Rows > TypedAbove && Typed(form) != plan.Head.Rows)
            refusal = new("count-differs", $"It changes {Figures.Count(plan.Head.Rows, "account")}: type that number to go on");
        if (refusal is not null)
            return await visit.RefusedAsync(refusal, Path(id), cancellationToken);
        var (run, why) = await visit.Host.ApplyAsync(visit.Desk, id, form["writeKey"]);
        return run is null ? await visit.RefusedAsync(why!, Path(id), cancellationToken) : WebResponse.SeeOther($"/runs/{run.Id}");
    }

    private static string Path(string plan) => $"/plans/{Uri.EscapeDataString(plan)}";

    /// <summary>The number of rows that was typed; null where none was.</summary>
    private static int? Typed(Fields form) => form.TryGetNumber("rows", out var rows) ? rows : null;
}

/// <summary>A plan as it is shown.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Scan">The scan that it rests on; null when that is gone.</param>
/// <param name="Settings">For the billing zone.</param>
/// <param name="Approvers">Everybody who could approve it.</param>
/// <param name="IsSkipped">Whether the rows that stay out are listed, and not those that go.</param>
public sealed record ShownPlan(Plan Plan, Scan? Scan, Settings Settings, IReadOnlySet<string> Approvers, bool IsSkipped);
