using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>The gentlest action that frees the seats.</summary>
internal static class Actions
{
    /// <summary>
    /// A suspension takes everything, so any use within the threshold, or any that could not be read, leaves only the idle
    /// products to be removed.
    /// </summary>
    public static RecommendedAction WholeAccount(Case c) =>
        c.NewestUse.IsKnown && !c.IsActiveAnywhere ? RecommendedAction.Suspend : RecommendedAction.RemoveAccess;
}
