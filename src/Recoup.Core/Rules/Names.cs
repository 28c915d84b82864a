using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>What rules, guards and actions are called where people read them.</summary>
public static class Names
{
    /// <summary>A rule's title; the id itself for a rule that is no longer in the catalogue.</summary>
    public static string OfRule(string id) => StandardRules.All.FirstOrDefault(r => r.Id == id)?.Title ?? id;

    /// <summary>What a guard protects from, as a reason for a group of findings.</summary>
    public static string OfGuard(string id) => id switch
    {
        "G1" => "not a person's account, or in use by a token",
        "G2" => "admin or billing contact",
        "G3" => "on hold",
        "G4" => "too new",
        "G5" => "last-use feed looks stalled",
        "G6" => "record incomplete",
        "G8" => "needed by others",
        "G7" => "owner of the account not known",
        _ => id,
    };

    /// <summary>What would be done, in Atlassian's words.</summary>
    public static string OfAction(Recommendation row) => row switch
    {
        // Sure, and nothing that Recoup would do: how, the finding itself says.
        { Action: RecommendedAction.Advise, Tier: >= Tier.Probable } => "by hand",
        _ => OfAction(row.Action),
    };

    /// <summary>What is done, in Atlassian's words.</summary>
    public static string OfAction(RecommendedAction action) => action switch
    {
        RecommendedAction.Suspend => "suspend",
        RecommendedAction.RemoveAccess => "remove access",
        RecommendedAction.ChangeRole => "change role",
        RecommendedAction.Deactivate => "deactivate",
        RecommendedAction.RouteOut => "via identity provider",
        _ => "find out first",
    };
}
