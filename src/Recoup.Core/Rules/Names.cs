namespace Recoup.Core.Rules;

/// <summary>What rules and guards are called where people read them.</summary>
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
}
