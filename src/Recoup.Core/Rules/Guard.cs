namespace Recoup.Core.Rules;

/// <summary>What a guard does to a finding.</summary>
public enum GuardEffect
{
    /// <summary>Listed as protected, never acted on.</summary>
    Exclude,

    /// <summary>One tier down, to review at most.</summary>
    Lower,

    /// <summary>To review, whatever the tier was.</summary>
    Review,

    /// <summary>The tier stays; the change belongs to the identity provider.</summary>
    RouteOut,

    /// <summary>To review, and nothing is proposed until somebody knows who owns the account.</summary>
    Advise,
}

/// <summary>A guard that spoke, and why.</summary>
public sealed record GuardHit(string Guard, GuardEffect Effect, string Reason);
