using System.Collections.Immutable;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R07: suspended, and still paid for: through another directory or a sandbox, or because Guard goes on billing the account.</summary>
public sealed class R07GhostAfterSuspend : IRule
{
    public string Id => "R07";

    public string Title => "suspended, still paid for";

    public string ChangesOurMind => "Somebody confirming that the remaining access is meant to stay.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        var account = c.Account;
        if (account is { IsSuspended: true, GuardBillable: true })
            return [Found(Tier.Certain, [], RecommendedAction.Advise, [new("Atlassian Guard", "bills the account although it is suspended everywhere: a non-billable authentication policy ends that", "GET users", account.FetchedAt)])];
        if (!account.IsActive || account.SuspendedIn.Count == 0)
            return [];
        if (c.Seats.Length > 0)
            return [Left(c, c.Seats, new("suspended in", string.Join(", ", account.SuspendedIn.Select(c.Around.Survey.DirectoryName)), c.Around.Survey.Source, account.FetchedAt))];
        return account.GuardBillable == true && c.SandboxSeats.Length > 0
            ? [Left(c, c.SandboxSeats, new("Atlassian Guard", "bills the account through sandboxes, while it is suspended elsewhere", "GET users", account.FetchedAt))]
            : [];
    }

    private static Verdict Left(Case c, ImmutableArray<SeatUse> seats, Evidence why)
    {
        var doubts = new List<Evidence>();
        if (seats.Any(u => u.Seat.Directory is null))
            doubts.Add(new("missing", "through which directory each seat is held: one that is suspended is not billed", c.Around.Survey.Source, c.Account.FetchedAt));
        if (c.IsActiveAnywhere)
            doubts.Add(new("missing", $"whether the access is meant to stay: last used {Text.LastUse(c.NewestUse, c.Now)}", c.Around.Survey.Source, c.Account.FetchedAt));
        return Found(doubts.Count == 0 ? Tier.Certain : Tier.Review, seats, RecommendedAction.RemoveAccess, [why, .. doubts]);
    }

    private static Verdict Found(Tier tier, ImmutableArray<SeatUse> seats, RecommendedAction action, IReadOnlyList<Evidence> why) =>
        new(tier, action, seats, PerSeat: false, Tenure: null, Grace: TimeSpan.Zero, why) { RestsOnUse = false };
}
