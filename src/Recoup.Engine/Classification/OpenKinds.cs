using Recoup.Core.Directory;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Engine.Classification;

/// <summary>
/// Whom an assistant may be asked about (P17): accounts that the score leaves open and on which something depends. Clear people
/// and clear machines are never sent.
/// </summary>
public static class OpenKinds
{
    /// <summary>Whether the score leaves it open and any rule speaks of it: only then is it worth looking up what was found earlier.</summary>
    public static bool MayBeOpen(Account account, Judge judge) =>
        account.Kind is { Value: AccountKind.Human, Clear: false } or { Value: AccountKind.Unknown } && judge.HasFindings(account);

    /// <param name="account">The account, as it is before any opinion.</param>
    /// <param name="found">What is found about it.</param>
    public static bool IsOpen(Account account, IReadOnlyList<Recommendation> found) => account.Kind switch
    {
        // Something might be done about it: the answer may hold that back.
        { Value: AccountKind.Human, Clear: false } => found.Any(f => f.IsActionable),

        // A person has to decide: the answer is a suggestion beside the row.
        { Value: AccountKind.Unknown } => found.Any(f => f is { Tier: Tier.Review, State: RecommendationState.Open }),
        _ => false,
    };
}
