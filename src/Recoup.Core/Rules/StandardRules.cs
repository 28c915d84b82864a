using System.Collections.Immutable;

namespace Recoup.Core.Rules;

/// <summary>The catalogue.</summary>
public static class StandardRules
{
    /// <summary>
    /// Every rule, by precedence: where several findings of one account could be acted on, the first of this list is, and
    /// the others point to it (RULES 2).
    /// </summary>
    public static readonly ImmutableArray<IRule> All =
    [
        new R02IdleEverywhere(),     // the whole account: one suspension frees every seat
        new R04NeverActive(),        // the whole account, never used: before external, which needs a date
        new R15IdleExternal(),       // the whole account, on the shorter external threshold
        new R05PendingInvite(),      // the whole account, but only the role goes: the invitation can be sent again
        new R01IdleInOneProduct(),   // one seat of somebody active elsewhere
        new R03NeverUsedProduct(),   // one seat, and the weakest evidence of all
    ];
}
