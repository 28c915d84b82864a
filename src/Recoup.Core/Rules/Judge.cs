using System.Collections.Immutable;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Rules;

/// <summary>Decides about accounts, one at a time: rules, then missing signals, then guards, then which finding of an account leads.</summary>
public sealed class Judge
{
    private readonly Circumstances _around;
    private readonly ImmutableArray<IRule> _rules;

    public Judge(Circumstances around)
    {
        _around = around;
        _rules = [.. StandardRules.All.Where(r => !around.Settings.SwitchedOff.Contains(r.Id))];
    }

    /// <summary>A judge over the standard catalogue.</summary>
    public Judge(Survey survey, Settings settings, IReadOnlyList<Hold> holds)
        : this(new Circumstances(survey, settings, holds))
    {
    }

    /// <summary>The organisation, as it judges by.</summary>
    public Circumstances Around => _around;

    /// <summary>Rules that have to be silent, and what each of them waits for.</summary>
    public IReadOnlyList<Waiting> Waiting() =>
        [.. _rules.Select(r => (r.Id, For: r.WaitsFor(_around))).Where(r => r.For is not null).Select(r => new Waiting(r.Id, r.For!)).OrderBy(w => w.Rule, StringComparer.Ordinal)];

    /// <summary>Whether any rule has something to say about the account, whatever the guards make of it.</summary>
    public bool HasFindings(Account account)
    {
        if (!account.CostsAnything)
            return false;
        var c = new Case(account, _around, []);
        foreach (var rule in _rules)
        {
            if (rule.Judge(c).Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether anything about this account could be acted on if the questions still open were answered well: only then are they worth a request.</summary>
    /// <param name="account">The account.</param>
    /// <param name="earlier">What earlier scans found about it.</param>
    public bool IsCandidate(Account account, IReadOnlyList<Recommendation> earlier)
    {
        if (!account.CostsAnything)
            return false;
        var c = new Case(account, _around, earlier, hopeful: true);
        foreach (var rule in _rules)
        {
            foreach (var verdict in rule.Judge(c))
            {
                var tier = Weigh(c, verdict).Tier;
                if (tier >= Tier.Probable || (verdict.Asks && tier > Tier.Excluded))
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
        if (!account.CostsAnything)
            return [];
        var c = new Case(account, _around, earlier);
        List<Recommendation>? findings = null;
        foreach (var rule in _rules)
        {
            foreach (var verdict in rule.Judge(c))
                (findings ??= []).Add(Finding(c, rule, verdict, earlier));
        }

        return findings is null ? [] : Precedence.Settle(findings);
    }

    /// <summary>All findings about groups and subscriptions, in the order of the catalogue.</summary>
    /// <param name="held">Who holds what.</param>
    /// <param name="ready">What taking everything back that can be would change.</param>
    /// <param name="earlier">What earlier scans found of this kind.</param>
    public IReadOnlyList<Recommendation> Findings(Headcount held, Headcount ready, IReadOnlyList<Recommendation> earlier)
    {
        var tariff = _around.Tariff;
        var whole = new Whole(_around, _around.Population?.Groups ?? [], tariff.Count(held), tariff.Count(held.Plus(ready)));
        return [.. _rules.SelectMany(rule => rule.Judge(whole).Select(verdict => Finding(rule, verdict, earlier)))];
    }

    private Recommendation Finding(IRule rule, WholeVerdict verdict, IReadOnlyList<Recommendation> earlier)
    {
        var survey = _around.Survey;
        return new Recommendation
        {
            Id = verdict.Id,
            Rule = rule.Id,
            Tier = verdict.Tier,
            DisplayName = verdict.Name,
            Product = verdict.Product,
            Seats = [],
            Action = verdict.Action,
            Evidence = verdict.Evidence,
            Guards = verdict.Guards,
            ChangesOurMind = rule.ChangesOurMind,
            FirstSeen = survey.Now,
            LastSeen = survey.Now,
            OpenSince = survey.Now,
            SeenIn = survey.Scan,
        }.With(verdict.Savings).Following(earlier.FirstOrDefault(e => e.Id == verdict.Id), survey.IsPartial);
    }

    private Recommendation Finding(Case c, IRule rule, Verdict verdict, IReadOnlyList<Recommendation> earlier)
    {
        var survey = _around.Survey;
        var account = c.Account;
        var weighed = Weigh(c, verdict);
        var seat = verdict.PerSeat ? verdict.Seats[0].Seat : null;
        var before = Footprint.Of(account);
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
            Evidence = EvidenceCard.For(c, rule.Id, verdict, weighed.Guards, weighed.Shortfalls),
            Guards = [.. weighed.Guards.Select(h => h.Guard)],
            ChangesOurMind = rule.ChangesOurMind,
            FirstSeen = survey.Now,
            LastSeen = survey.Now,
            OpenSince = survey.Now,
            SeenIn = survey.Scan,
        };
        // What is handed over takes no more than whoever gets it is asked for.
        var done = weighed.Action == RecommendedAction.RouteOut ? weighed.Action : verdict.Action;
        finding = finding.With(_around.Savings.Of(before, before.After(finding, done)));
        return finding.Following(earlier.FirstOrDefault(e => e.Id == id), survey.IsPartial);
    }

    private readonly record struct Weighed(Tier Tier, RecommendedAction Action, IReadOnlyList<GuardHit> Guards, IReadOnlyList<string> Shortfalls);

    private static Weighed Weigh(Case c, Verdict verdict)
    {
        var tier = verdict.Tier;
        var action = verdict.Action;
        var hits = Guards.Against(c, verdict);
        var shortfalls = hits.Any(h => h.Effect == GuardEffect.Exclude) ? [] : RequiredSignals.Missing(c, verdict);
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
                case GuardEffect.Review:
                    tier = Least(tier, Tier.Review);
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

/// <summary>A rule that has to be silent until an input is given.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="For">What it waits for and how to give it, in words.</param>
public sealed record Waiting(string Rule, string For);
