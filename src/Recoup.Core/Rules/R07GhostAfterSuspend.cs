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
            return [Found([], RecommendedAction.Advise, new("Atlassian Guard", "bills the account although it is suspended everywhere: a non-billable authentication policy ends that", "GET users", account.FetchedAt))];
        if (!account.IsActive || account.SuspendedIn.Count == 0)
            return [];
        ImmutableArray<SeatUse> left = [.. c.Seats.Where(u => u.Seat.Directory is not { } held || !account.SuspendedIn.Contains(held))];
        if (left.Length > 0)
            return [Found(left, RecommendedAction.RemoveAccess, new("suspended in", string.Join(", ", account.SuspendedIn.Select(c.Around.DirectoryName)), c.Around.Survey.Source, account.FetchedAt))];
        return account.GuardBillable == true && c.SandboxSeats.Length > 0
            ? [Found(c.SandboxSeats, RecommendedAction.RemoveAccess, new("Atlassian Guard", "bills the account through sandboxes, while it is suspended elsewhere", "GET users", account.FetchedAt))]
            : [];
    }

    private static Verdict Found(ImmutableArray<SeatUse> seats, RecommendedAction action, Evidence why) =>
        new(Tier.Certain, action, seats, PerSeat: false, Tenure: null, Grace: TimeSpan.Zero, [why]) { RestsOnUse = false };
}
