using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R18: Atlassian Guard bills a managed account that holds no paid seat anywhere: it counts free apps such as Trello too.</summary>
public sealed class R18GuardOnly : IRule
{
    public string Id => "R18";

    public string Title => "Guard alone is paid";

    public string ChangesOurMind => "A duty to sign in through the company, which the policy's owner knows.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        var account = c.Account;
        if (!account.IsActive || !account.IsManaged || account.GuardBillable != true || account.Seats.Count > 0)
            return [];
        var used = account.Usage?.Where(u => u.Last.HasValue).Select(u => u.Resource.Product.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        return
        [
            new(
                Tier.Probable,
                RecommendedAction.Advise,
                [],
                PerSeat: false,
                Tenure: null,
                Grace: c.Limits.NeverUsed,
                [new("Atlassian Guard", $"bills the account, which holds no paid seat{(used is { Count: > 0 } ? $" (use is reported of {string.Join(", ", used)})" : "")}: a non-billable authentication policy ends that", "GET users", account.FetchedAt)]) { RestsOnUse = false },
        ];
    }
}
