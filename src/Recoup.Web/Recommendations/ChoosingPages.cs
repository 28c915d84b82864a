using Recoup.Core.Plans;
using Recoup.Engine.Planning;
using Recoup.Web.Parts;

namespace Recoup.Web.Recommendations;

/// <summary>Rows of a list that somebody chose: what a plan of them would be, and the plan.</summary>
internal static class ChoosingPages
{
    public static async Task<WebResponse> CountAsync(Visit visit, CancellationToken cancellationToken)
    {
        var form = visit.Request.Form;
        var preview = await Chosen(form).PreviewAsync(visit.Desk, cancellationToken);
        return await visit.PageAsync<CountPage, Counted>("What that would be", new(preview, form), cancellationToken);
    }

    public static async Task<WebResponse> PlanAsync(Visit visit, CancellationToken cancellationToken)
    {
        var (plan, refusal, _) = await Chosen(visit.Request.Form).PlanAsync(visit.Desk, cancellationToken);
        return plan is null ? await visit.RefusedAsync(refusal!, Back(visit.Request.Form), cancellationToken) : WebResponse.SeeOther($"/plans/{plan.Head.Id}");
    }

    /// <summary>The list again, as it was filtered.</summary>
    public static string Back(Fields form) => Address.Of("/recommendations", Lane.Filters.Select(name => (name, form[name])));

    private static Selection Chosen(Fields form) => new(new(form["scan"] ?? ""), Lane.Ready.Filtered(form), form.All("row"), form["others"] == "yes");
}

/// <summary>What a plan of chosen rows would be.</summary>
/// <param name="Preview">The plan, or why there is none.</param>
/// <param name="Form">What was chosen, as it was sent.</param>
public sealed record Counted(PlanResult Preview, Fields Form);
