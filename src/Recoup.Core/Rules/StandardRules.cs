using System.Collections.Immutable;

namespace Recoup.Core.Rules;

/// <summary>The catalogue.</summary>
public static class StandardRules
{
    /// <summary>
    /// Every rule, by precedence: where several findings of one account could be acted on, the first of this list is, and
    /// the others point to it (RULES 2). R11 and R21 are not in this round.
    /// </summary>
    public static readonly ImmutableArray<IRule> All =
    [
        new R06Leaver(),                // the person is gone: nothing about use matters any more
        new R16ExpiredExternal(),       // the contract is over: likewise
        new R12DuplicatePerson(),       // the person keeps another account
        new R02IdleEverywhere(),        // the whole account: one suspension frees every seat
        new R04NeverActive(),           // the whole account, never used: before external, which needs a date
        new R15IdleExternal(),          // the whole account, on the shorter external threshold
        new R05PendingInvite(),         // the whole account, but only the role goes: the invitation can be sent again
        new R07GhostAfterSuspend(),     // what a suspension left over
        new R19SameProductTwice(),      // one seat, which the same product on another site replaces
        new R01IdleInOneProduct(),      // one seat of somebody active elsewhere
        new R03NeverUsedProduct(),      // one seat, and the weakest evidence of idleness
        new R09AgentWithoutProject(),   // a role that gives nothing
        new R08IdleAgent(),             // a role that is not needed for what is done
        new R10ContributingCreator(),   // likewise
        new R17SandboxOnly(),           // no product seat, only Guard
        new R18GuardOnly(),             // likewise, without any seat
        new R22Refill(),                // a seat that came back: its source has to go
        new R13TechnicalUser(),         // advice about what G1 protects
        new R14SharedMailbox(),         // likewise
        new R25IdleAdmin(),             // advice about what G2 protects
        new R20GroupLeak(),             // a group: no account's finding stands behind it
        new R23TierBoundary(),          // a subscription
        new R24BoughtNotUsed(),         // a subscription
    ];
}
