using Recoup.Core.Recommendations;

namespace Recoup.Web.Parts;

/// <summary>What would be done, in Atlassian's words.</summary>
internal static class Actions
{
    public static string Of(Recommendation row) => row switch
    {
        // Sure, and nothing that Recoup would do: how, the finding itself says.
        { Action: RecommendedAction.Advise, Tier: >= Tier.Probable } => "by hand",
        _ => Of(row.Action),
    };

    public static string Of(RecommendedAction action) => action switch
    {
        RecommendedAction.Suspend => "suspend",
        RecommendedAction.RemoveAccess => "remove access",
        RecommendedAction.ChangeRole => "change role",
        RecommendedAction.Deactivate => "deactivate",
        RecommendedAction.RouteOut => "via identity provider",
        _ => "find out first",
    };
}
