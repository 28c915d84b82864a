using Microsoft.AspNetCore.Http;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine;

namespace Recoup.Server.Api;

/// <summary>Which findings a request wants.</summary>
internal static class FindingFilter
{
    /// <summary>The filters, and what each takes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Parameters = new Dictionary<string, string>
    {
        ["rule"] = "a rule's id, such as R01",
        ["product"] = "a product with seats, such as jira-software",
        ["site"] = "a site's cloud id",
        ["tier"] = "certain, probable, review or excluded; several with commas",
        ["action"] = "suspend, remove-access, change-role, deactivate, route-out or advise; several with commas",
        ["state"] = "open, held, dismissed, planned, applied, verified, settled, reverted or closed; several with commas; all but closed when left out",
        ["search"] = "part of a name or account id, at most 200 characters",
        ["leading"] = "true: only findings that do not stand behind another of the same account",
        ["sort"] = "tier (the default: the surest first), name, saving, firstSeen or lastSeen; with a - before it the other way around",
    };

    private static readonly string[] Rules = [.. StandardRules.All.Select(r => r.Id).Order(StringComparer.Ordinal)];

    /// <exception cref="UserException">A filter has no such value.</exception>
    public static RecommendationQuery Of(HttpContext context)
    {
        var states = Filter.Some<RecommendationState>(context, "state");
        var (sort, descending) = Filter.Sort<FindingSort>(context);
        return new()
        {
            Rule = Filter.Word(context, "rule", Rules),
            Product = Filter.Product(context),
            Site = Filter.Site(context),
            Tiers = Filter.Some<Tier>(context, "tier"),
            Actions = Filter.Some<RecommendedAction>(context, "action"),
            States = states,
            Closed = states.Contains(RecommendationState.Closed),
            Search = Filter.Text(context, "search"),
            Leading = Filter.Flag(context, "leading") == true,
            Sort = sort,
            Backwards = descending,
        };
    }
}
