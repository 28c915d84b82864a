using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// R25: an admin's role gives a paid seat that is not used. Always for a person to decide, since it may be the account for the
/// day when nothing else works; the role that decides who may use an app takes no seat.
/// </summary>
public sealed class R25IdleAdmin : IRule
{
    public string Id => "R25";

    public string Title => "admin's seat, idle";

    public string ChangesOurMind => "An account kept for emergencies, or administration done without looking at pages.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        var any = false;
        foreach (var use in c.Seats)
            any |= IsIdleAdmins(c, use);
        if (!any)
            return [];
        ImmutableArray<SeatUse> idle = [.. c.Seats.Where(u => IsIdleAdmins(c, u))];
        return [new(Tier.Review, RecommendedAction.ChangeRole, idle, PerSeat: false, Tenure: null, Grace: c.Limits.NeverUsed, [new("instead", "user-access admin, which takes no seat, or no role; two people have to agree", "the rule", c.Now)]) { Answers = "G2" }];
    }

    private static bool IsIdleAdmins(Case c, SeatUse use) => use.Own && c.IsIdle(use) && (use.Seat.Role == Role.Admin || IsInferredFromAdmin(c, use.Seat));

    /// <summary>A seat that another role brings along, of somebody who administers the organisation; the user-access admin's takes no seat.</summary>
    private static bool IsInferredFromAdmin(Case c, Seat seat) =>
        seat.Path == SeatPath.Inferred && c.Account.PlatformRoles is { } roles && roles.Any(r => r != Role.UserAccessAdmin && !Role.AdministersNothing(r));
}
