using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>
/// R13: software on a person's seat. Atlassian's own service accounts do the same and take none, as many as the plan allows.
/// For a person to carry out: tokens have to be made anew.
/// </summary>
public sealed class R13TechnicalUser : IRule
{
    private const int Least = 5;

    public string Id => "R13";

    public string Title => "software on a paid seat";

    public string ChangesOurMind => "A person who also works with the account, or no service account left in the plan.";

    public IReadOnlyList<Verdict> Judge(Case c)
    {
        if (c.Seats.Length == 0 || c.Account.Kind.Value is not (AccountKind.Service or AccountKind.Bot) || c.Account.IsNativeServiceAccount)
            return [];
        // Somebody looks at pages with it: then it is no software alone.
        if (!c.NewestUse.IsKnown || c.IsActiveAnywhere)
            return [];
        var token = c.Account.Probes?.TokenUsed ?? Signal.Unknown;
        if (token.IsKnown && !token.IsWithin(c.Limits.Inactive, c.Now))
            return [];
        return
        [
            new(Tier.Review, RecommendedAction.Advise, c.Seats, PerSeat: false, Tenure: null, Grace: TimeSpan.Zero, [Quota(c)])
            {
                RestsOnUse = false,
                Answers = "G1",
                Asks = true,
            },
        ];
    }

    /// <summary>How many of Atlassian's service accounts a plan includes (MARKET 3, R13).</summary>
    public static int QuotaOf(Tariff tariff)
    {
        if (tariff.Subscriptions.Any(s => s.Plan == ProductPlan.Enterprise))
            return 1000;
        return tariff.Guard?.Plan is ProductPlan.Standard or ProductPlan.Premium ? 250 : Least;
    }

    private static Evidence Quota(Case c)
    {
        var quota = QuotaOf(c.Around.Tariff);
        var used = c.Around.Survey.ServiceAccounts;
        var assumed = quota > Least || c.Around.Tariff.Guard?.Plan is not null ? "" : c.Around.Tariff.Guard is { Estimate: false } ? "; the price book does not say Guard's plan, so the least is assumed" : "; plan.guard is not set, so the least is assumed";
        return new(
            "service accounts in the plan",
            string.Create(CultureInfo.InvariantCulture, $"{(used is { } some ? $"{some} of {quota} in use" : $"{quota}, use not counted")}{assumed}"),
            c.Around.Survey.Source,
            c.Account.FetchedAt);
    }
}
