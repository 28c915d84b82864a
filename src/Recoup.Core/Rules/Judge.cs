using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>Decides about accounts, one at a time: rules, then missing signals, then guards, then which finding of an account leads.</summary>
public sealed class Judge(Circumstances around)
{
    /// <summary>A judge over the standard catalogue.</summary>
    public Judge(Survey survey, Settings settings, IReadOnlyList<Hold> holds)
        : this(new Circumstances(survey, settings, holds))
    {
    }

    /// <summary>Whether any rule has something to say about the account, whatever the guards make of it.</summary>
    public bool HasFindings(Account account)
    {
        if (!account.HoldsSeats)
            return false;
        var c = new Case(account, around, []);
        return StandardRules.All.Any(rule => rule.Judge(c).Count > 0);
    }

    /// <summary>Whether anything about this account could be acted on if the questions still open were answered well: only then are they worth a request.</summary>
    /// <param name="account">The account.</param>
    /// <param name="earlier">What earlier scans found about it.</param>
    public bool IsCandidate(Account account, IReadOnlyList<Recommendation> earlier)
    {
        if (!account.HoldsSeats)
            return false;
        var c = new Case(account, around, earlier);
        foreach (var rule in StandardRules.All)
        {
            foreach (var verdict in rule.Judge(c))
            {
                if (Weigh(c, verdict, hopeful: true).Tier >= Tier.Probable)
                    return true;
            }
        }

        return false;
    }

    /// <summary>All findings about one account, in the order of the catalogue.</summary>
    /// <param name="account">The account.</param>
    /// <param name="earlier">What earlier scans found about it.</param>
    public IReadOnlyList<Recommendation> Findings(Account account, IReadOnlyList<Recommendation> earlier)
    {
        if (!account.HoldsSeats)
            return [];
        var c = new Case(account, around, earlier);
        List<Recommendation>? findings = null;
        foreach (var rule in StandardRules.All)
        {
            foreach (var verdict in rule.Judge(c))
                (findings ??= []).Add(Finding(c, rule, verdict, earlier));
        }

        return findings is null ? [] : Precedence.Settle(findings);
    }

    private Recommendation Finding(Case c, IRule rule, Verdict verdict, IReadOnlyList<Recommendation> earlier)
    {
        var survey = around.Survey;
        var account = c.Account;
        var weighed = Weigh(c, verdict, hopeful: false);
        var seat = verdict.PerSeat ? verdict.Seats[0].Seat : null;
        var id = seat is null
            ? RecommendationId.OfAccount(survey.Org, rule.Id, account.Id)
            : RecommendationId.OfSeat(survey.Org, rule.Id, account.Id, seat.Resource);
        var finding = new Recommendation
        {
            Id = id,
            Rule = rule.Id,
            Tier = weighed.Tier,
            AccountId = account.Id,
            DisplayName = account.Name,
            Kind = account.Kind.Value,
            Product = seat?.Product,
            Site = seat?.Site,
            Seats = [.. verdict.Seats.Select(u => new SeatRef(u.Seat.Product, u.Seat.Site, u.Seat.Directory))],
            Action = weighed.Action,
            Evidence = EvidenceCard.For(c, verdict, weighed.Guards, weighed.Shortfalls),
            Guards = [.. weighed.Guards.Select(h => h.Guard)],
            ChangesOurMind = rule.ChangesOurMind,
            Saving = around.SeatCosts.Of(seat is null ? verdict.Seats.CountBy(u => u.Seat.Product) : [new(seat.Product, 1)]),
            FirstSeen = survey.Now,
            LastSeen = survey.Now,
            OpenSince = survey.Now,
            SeenIn = survey.Scan,
        };
        return finding.Following(earlier.FirstOrDefault(e => e.Id == id), survey.IsPartial);
    }

    private readonly record struct Weighed(Tier Tier, RecommendedAction Action, IReadOnlyList<GuardHit> Guards, IReadOnlyList<string> Shortfalls);

    private static Weighed Weigh(Case c, Verdict verdict, bool hopeful)
    {
        var tier = verdict.Tier;
        var action = verdict.Action;
        var hits = Guards.Against(c, verdict, hopeful);
        var shortfalls = hits.Any(h => h.Effect == GuardEffect.Exclude) ? [] : RequiredSignals.Missing(c, verdict, hopeful);
        if (shortfalls.Count > 0)
            tier = Least(tier, Tier.Review);
        foreach (var hit in hits)
        {
            switch (hit.Effect)
            {
                case GuardEffect.Exclude:
                    tier = Tier.Excluded;
                    break;
                case GuardEffect.Lower when tier > Tier.Review:
                    tier -= 1;
                    break;
                case GuardEffect.RouteOut:
                    action = RecommendedAction.RouteOut;
                    break;
                case GuardEffect.Advise:
                    tier = Least(tier, Tier.Review);
                    action = RecommendedAction.Advise;
                    break;
                default:
                    break;
            }
        }

        return new(tier, tier == Tier.Excluded ? RecommendedAction.Advise : action, hits, shortfalls);
    }

    private static Tier Least(Tier a, Tier b) => a < b ? a : b;
}
