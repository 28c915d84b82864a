using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>R17: all access is to sandboxes. That costs no product seat, but Atlassian Guard counts the account.</summary>
public sealed class R17SandboxOnly : IRule
{
    public string Id => "R17";

    public string Title => "sandboxes only";

    public string ChangesOurMind => "Tests that are still to be done there.";

    /// <summary>Whether it is bought: a plan says so, or a price, or that it stands in the price book.</summary>
    private static bool IsPaid(Subscription guard) => guard.Plan != ProductPlan.Free && (guard.Plan is not null || guard.Prices.Count > 0 || !guard.Estimate);

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        var guard = c.Account.GuardBillable;
        // Atlassian tells of managed accounts alone; whether the others cost anything depends on whether there is Guard at all.
        var unknown = guard is null && c.Around.Tariff.Guard is { } bought && IsPaid(bought);
        if (c.Seats.Length > 0 || c.SandboxSeats.Length == 0 || !(guard == true || unknown))
            return [];
        var more = c.Account.HasUnexplainedAccess || c.Account.OtherAccess.Any(r => !c.Around.IsSandbox(r.Site))
            || c.Account.Usage?.Any(u => u.Last.HasValue && !c.Around.IsSandbox(u.Resource.Site)) == true;
        var testing = c.NewestUse.IsWithin(c.Limits.Inactive, c.Now);
        return
        [
            new(
                testing || unknown || more ? Tier.Review : Tier.Certain,
                RecommendedAction.RemoveAccess,
                c.SandboxSeats,
                PerSeat: false,
                Tenure: null,
                Grace: c.Limits.NeverUsed,
                [
                    new("Atlassian Guard", unknown ? "not known whether it bills the account" : "bills the account, which holds paid roles on sandboxes alone", "GET users", c.Account.FetchedAt),
                    .. more ? [new Evidence("missing", "what other access the account has: Atlassian Guard would go on billing that", c.Around.Survey.Source, c.Account.FetchedAt)] : Array.Empty<Evidence>(),
                    .. testing ? [new Evidence("missing", $"whether the tests are done: last used {Text.LastUse(c.NewestUse, c.Now)}", c.Around.Survey.Source, c.Now)] : Array.Empty<Evidence>(),
                ]) { RestsOnUse = false },
        ];
    }
}
