using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R05: invited, never proved the address, never used anything. Billed from the day of the invitation all the same.</summary>
public sealed class R05PendingInvite : IRule
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(14);

    public string Id => "R05";

    public string Title => "invitation never accepted";

    public string ChangesOurMind => "The invitation being accepted, or the inviter saying that it is still wanted.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        var account = c.Account;
        if (account.EmailVerified != false || (account.Source == "synced" && !account.IsUnmanaged))
            return [];
        if (!c.IsUntouched || c.InOrganisation < Grace)
            return [];
        return
        [
            new(
                c.InOrganisation is null ? Tier.Review : Tier.Probable,
                RecommendedAction.RemoveAccess,
                c.Seats,
                PerSeat: false,
                Tenure: c.InOrganisation,
                Grace,
                [new("address verified", "no", c.Around.Survey.Source, account.FetchedAt), EvidenceCard.Joined(c)]),
        ];
    }
}
