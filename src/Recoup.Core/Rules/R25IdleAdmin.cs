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
            any |= use.Own && use.Seat.Role == Role.Admin && c.IsIdle(use);
        if (!any)
            return [];
        ImmutableArray<SeatUse> idle = [.. c.Seats.Where(u => u.Own && u.Seat.Role == Role.Admin && c.IsIdle(u))];
        return [new(Tier.Review, RecommendedAction.ChangeRole, idle, PerSeat: false, Tenure: null, Grace: c.Limits.NeverUsed, [new("instead", "user-access admin, which takes no seat, or no role; two people have to agree", "the rule", c.Now)]) { Answers = "G2" }];
    }
}
