using Recoup.Core.Directory;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R14: a mailbox that several people read, on a paid seat. Accounts may not be shared (Atlassian's terms), so its owner decides.</summary>
public sealed class R14SharedMailbox : IRule
{
    public string Id => "R14";

    public string Title => "shared mailbox on a paid seat";

    public string ChangesOurMind => "One person who alone uses the address.";

    public IReadOnlyList<Verdict> Judge(Case c) => c.Seats.Length > 0 && c.Account.Kind.Value == AccountKind.Shared
        ? [new(Tier.Review, RecommendedAction.Advise, c.Seats, PerSeat: false, Tenure: null, Grace: TimeSpan.Zero, [new("for its owner to decide", "several people on one account is against Atlassian's terms; who of them needs a seat?", "the rule", c.Now)]) { RestsOnUse = false, Answers = "G1" }]
        : [];
}
