using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests.Rules;

/// <summary>What must hold for every account in every organisation.</summary>
public sealed class SafetyProperties
{
    private static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static void Always(Func<Situation, bool> holds) => Prop.ForAll(Situation.Any, holds).Check(TenThousand);

    private static IEnumerable<Recommendation> Sure(IEnumerable<Recommendation> findings) => findings.Where(f => f.Tier >= Tier.Probable);

    [Fact]
    public void The_situations_are_worth_testing()
    {
        // Otherwise everything below would hold of nothing.
        var findings = Gen.Sample(Situation.Any.Generator, 60_000, 50).SelectMany(s => s.Judged().Select(f => (f.Rule, f.Tier))).ToList();

        foreach (var rule in StandardRules.All.Where(r => r.Id is not ("R20" or "R23" or "R24")))
        {
            if (!IsAdvice(rule.Id))
                findings.Count(f => f.Rule == rule.Id && f.Tier >= Tier.Probable).ShouldBeGreaterThan(3, rule.Id);
            findings.Count(f => f == (rule.Id, Tier.Review)).ShouldBeGreaterThan(3, rule.Id);
            findings.Count(f => f == (rule.Id, Tier.Excluded)).ShouldBeGreaterThan(3, rule.Id);
        }

        var ofTheWhole = Gen.Sample(Situation.Any.Generator, 2_000, 50).SelectMany(s => s.OfTheWhole([])).Select(f => f.Rule).CountBy(r => r).ToDictionary();
        foreach (var rule in new[] { "R20", "R23", "R24" })
            ofTheWhole.GetValueOrDefault(rule).ShouldBeGreaterThan(10, rule);
    }

    [Fact]
    public void Nothing_is_sure_while_a_required_signal_is_unknown() => Always(s => Sure(s.Judged()).All(f => EverythingIsKnown(s, f)));

    /// <summary>RULES 1, written down once more.</summary>
    private static bool EverythingIsKnown(Situation s, Recommendation finding)
    {
        var account = s.Account;
        var seats = account.Seats.Where(seat => finding.Seats.Any(r => r.Product == seat.Product && r.Site == seat.Site)).ToList();
        var use = account.Usage is { } usage ? usage.All(u => u.Last.State != SignalState.Unknown) : account.LastActiveAnywhere.State != SignalState.Unknown;
        var feed = seats.TrueForAll(seat => s.Survey.Feed.Any(f => f.Product == seat.Product && f.Newest.State == SignalState.Value));
        var work = !s.Settings.ExtendedReads || (finding.Product is null ? account.Seats : seats)
            .Where(seat => s.Survey.ActivitySites.Contains(seat.Site))
            .All(seat => account.Probes?.Work.Any(w => w.Site == seat.Site && w is { Leads: not null, SharedFilters: not null, SharedDashboards: not null }) == true);
        // What is a fact by itself needs no sign of use beside it.
        var issues = finding.Rule is "R06" or "R16" or "R07" or "R17" or "R18" or "R22" or "R08" or "R09" or "R10" || seats
            .Where(seat => seat.Product.Value.StartsWith("jira", StringComparison.Ordinal) && s.Survey.ActivitySites.Contains(seat.Site))
            .All(seat => account.Probes?.Issues.Any(i => i.Site == seat.Site && i.Reported == 0) == true);
        var tokens = account.Claim == "unmanaged" || (account.Claim != "managed" && account.Probes is null) || s.Survey.TokensNotReadable != null || account.Probes?.TokenUsed.State is SignalState.None or SignalState.Value;
        return seats.Count == finding.Seats.Count && use && feed && issues && tokens && work && OwnInputIsKnown(s, finding, seats)
            && account.Kind.Value == AccountKind.Human
            && account.PlatformRoles is not null
            && account.Incomplete is null
            && s.Survey.UnreadSeats.Count == 0
            && seats.TrueForAll(seat => seat.Path != SeatPath.Unknown);
    }

    /// <summary>The input that only this rule has, written down once more.</summary>
    private static bool OwnInputIsKnown(Situation s, Recommendation finding, List<Seat> seats)
    {
        var row = s.People.Rows.FirstOrDefault(r => r.Account == s.Account.Id);
        var byAddress = s.People.Rows.FirstOrDefault(r => r.Account is null && r.Email == s.Account.Email);
        var fresh = s.People.AsOf >= DateOnly.FromDateTime(Make.Now.UtcDateTime).AddDays(-30);
        SiteWork? Work() => s.Account.Probes?.Work.FirstOrDefault(w => w.Site == seats[0].Site);
        return finding.Rule switch
        {
            "R06" => row is { Gone: true } && fresh,
            "R16" => (row ?? (s.Account.EmailVerified == true ? byAddress : null))?.ContractEnds is not null && fresh,
            "R12" => (row ?? byAddress)?.PersonId is not null,
            "R07" => seats.Count == 0 ? s.Account.GuardBillable == true : s.Account.SuspendedIn.Count > 0 && seats.TrueForAll(seat => seat.Directory is { } directory && !s.Account.SuspendedIn.Contains(directory)),
            "R17" or "R18" => s.Account.GuardBillable == true,
            "R19" => s.Settings.Contracts[seats[0].Product].Plan is not null,
            "R08" => Work()?.ServiceIssues == 0,
            "R09" => Work()?.InServiceProject == false,
            "R10" => Work()?.Ideas == 0,
            "R22" => s.Earlier.Any(e => e.ReleasedAt is not null),
            _ => true,
        };
    }

    [Fact]
    public void What_is_protected_is_excluded_and_nothing_is_proposed() => Always(s =>
    {
        var (kind, admin, anyway) = Protection(s);
        return s.Judged().All(f =>
        {
            var isProtected = anyway || (kind && f.Rule is not ("R13" or "R14")) || (admin && f.Rule != "R25");
            return isProtected ? f.Tier == Tier.Excluded && f.Action == RecommendedAction.Advise : !IsAdvice(f.Rule) || f.Tier <= Tier.Review;
        });
    });

    /// <summary>Rules that exist for accounts that a guard protects: never more than a word to a person.</summary>
    private static bool IsAdvice(string rule) => rule is "R13" or "R14" or "R25";

    /// <summary>What G1 protects, what G2 does for the roles, and what nothing may touch.</summary>
    private static (bool Kind, bool Admin, bool Anyway) Protection(Situation s) =>
    (
        s.Account.Kind.Value is not (AccountKind.Human or AccountKind.Unknown) || (s.Account.Probes is { TokenUsed: { State: SignalState.Value } token } && token.At > Make.Now.AddDays(-90)),
        s.Account.PlatformRoles?.Any(r => r.EndsWith("admin", StringComparison.Ordinal)) == true || s.Account.Seats.Any(seat => seat.Role == "atlassian/admin"),
        s.Settings.BillingContact == s.Account.Id
            || s.Holds.Any(h => h.Until >= DateOnly.FromDateTime(Make.Now.UtcDateTime))
            || s.Settings.Exclusions.Any(e => e.Until is null && e.Where.Domain is not null && e.Where.Domain == s.Account.Domain)
    );

    [Fact]
    public void An_excluded_row_never_proposes_an_action() =>
        Always(s => s.Judged().All(f => f.Tier != Tier.Excluded || f.Action == RecommendedAction.Advise));

    [Fact]
    public void The_order_of_usage_seats_grants_sites_and_holds_says_nothing() => Always(s =>
    {
        var turned = s
            .With(a => a with { Usage = a.Usage?.Reverse().ToList(), Seats = [.. a.Seats.Reverse()], Probes = a.Probes is null ? null : a.Probes with { Issues = [.. a.Probes.Issues.Reverse()] } })
            .WithSurvey(v => v with
            {
                Sites = [.. v.Sites.Reverse()],
                Grants = [.. v.Grants.Reverse()],
                Feed = [.. v.Feed.Reverse()],
                UnreadSeats = [.. v.UnreadSeats.Reverse()],
                ActivitySites = [.. v.ActivitySites.Reverse()],
            }) with
            {
                Holds = [.. s.Holds.Reverse()],
                Earlier = [.. s.Earlier.Reverse()],
                Others = [.. s.Others.Reverse()],
                People = s.People with { Rows = [.. s.People.Rows.Reverse()] },
                Settings = s.Settings with { Contracts = s.Settings.Contracts.Reverse().ToDictionary() },
            };
        return Essence(s.Judged()).SequenceEqual(Essence(turned.Judged())) && Essence(s.OfTheWhole([])).SequenceEqual(Essence(turned.OfTheWhole([])));
    });

    /// <summary>
    /// Findings without the order in which they and their seats are listed. Of guards only the id: the reason names the first
    /// of several seats. Of the leader only the rule: several seats of one account lead together.
    /// </summary>
    private static IEnumerable<string> Essence(IReadOnlyList<Recommendation> findings) => findings
        .Select(f => string.Join('|', [
            f.Id,
            $"{f.Tier} {f.Action} {f.State} {f.Saving} {f.FirstSeen:O} {f.OpenSince:O}",
            findings.FirstOrDefault(l => l.Id == f.SupersededBy)?.Rule,
            .. f.Guards.Order(StringComparer.Ordinal),
            .. f.Seats.Select(r => r.ToString()).Order(StringComparer.Ordinal),
            .. f.Evidence.Where(e => !e.Signal.StartsWith("guard", StringComparison.Ordinal)).Select(e => e.ToString()).Order(StringComparer.Ordinal),
        ]))
        .Order(StringComparer.Ordinal);

    [Fact]
    public void The_order_of_accounts_says_nothing()
    {
        var several = Situation.Any.Generator.ListOf(5).ToArbitrary();
        Prop.ForAll(several, situations =>
        {
            var around = situations[0];
            var judge = around.Judge();
            var accounts = situations.Select((s, i) => s.Account with { Id = new($"a-{i}") }).ToList();
            var forth = accounts.ConvertAll(a => Json(judge.Findings(a, [])));
            var back = Enumerable.Reverse(accounts).Select(a => Json(judge.Findings(a, []))).ToList();
            return forth.SequenceEqual(Enumerable.Reverse(back));
        }).Check(TenThousand.WithMaxTest(2_000));
    }

    [Fact]
    public void P12_Judging_the_same_state_again_changes_nothing() => Always(s =>
    {
        var first = s.Judged();
        var again = s with { Earlier = [.. first, .. s.Earlier.Where(e => !first.Any(f => f.Id == e.Id))], Survey = s.Survey with { Scan = new("scan-2") } };
        var second = again.Judged();
        var (whole, wholeAgain) = (s.OfTheWhole([]), again.OfTheWhole(s.OfTheWhole([])));
        return Json([.. wholeAgain.Select(f => f with { SeenIn = s.Survey.Scan })]) == Json(whole)
            && second.All(f => f.SeenIn.Value == "scan-2" && f.LastSeen == Make.Now)
            && Json([.. second.Select(f => f with { SeenIn = s.Survey.Scan })]) == Json(first);
    });

    [Fact]
    public void The_joint_saving_is_at_most_what_all_seats_cost_and_no_seat_is_counted_twice() => Always(s =>
    {
        var leading = Sure(s.Judged()).Where(f => f.SupersededBy is null).SelectMany(f => f.Seats).Where(r => r.Site != Make.Sandbox).ToList();
        var paid = s.Account.Seats.Where(seat => seat.Site != Make.Sandbox).ToList();
        var tariff = new Tariff(s.Settings, s.Survey);
        var (held, given) = (tariff.Count(Headcount.Of([s.Account])), tariff.Count(new()));
        tariff.Add(given, Footprint.Of(leading.Select(r => r.Resource), GuardCount.Never), 1);
        return leading.Select(r => (r.Product, r.Site)).Distinct().Count() == leading.Count
            && leading.TrueForAll(r => paid.Exists(p => p.Product == r.Product && p.Site == r.Site))
            && tariff.Savings(given, tariff.Count(new()), Make.Now).Sum(x => x.PerYear) <= tariff.Savings(held, tariff.Count(new()), Make.Now).Sum(x => x.PerYear)
            && s.Judged().All(f => (f.Saving?.PerMonth ?? 0) >= 0);
    });

    [Fact]
    public void At_most_one_finding_about_the_account_leads_and_losers_point_to_a_leader() => Always(s =>
    {
        var findings = s.Judged();
        var leading = Sure(findings).Where(f => f.SupersededBy is null).ToList();
        // Several seats are one row, which does one thing with them.
        return (leading.Count <= 1 || (leading.TrueForAll(f => f.Product is not null) && leading.Select(f => Does(f.Rule)).Distinct().Count() == 1))
            && findings.All(f => f.SupersededBy is not { } id || leading.Exists(l => l.Id == id && l.Id != f.Id));

        static string Does(string rule) => rule is "R01" or "R03" or "R19" ? "remove" : rule is "R08" or "R09" or "R10" ? "change the role" : rule;
    });

    [Fact]
    public void Sandbox_seats_are_spoken_of_only_where_Guard_bills_them_and_save_nothing() =>
        Always(s => s.Judged().All(f => f.Seats.All(r => r.Site != Make.Sandbox) || (f.Rule is "R17" or "R07" && f.Saving is null)));

    [Fact]
    public void Seats_of_a_suspended_directory_are_never_spoken_of() =>
        Always(s => s.Judged().All(f => f.Seats.All(r => r.Directory is not { } directory || !s.Account.SuspendedIn.Contains(directory))));

    /// <summary>Everything that a guard looks at, as it would be if the guard had to speak.</summary>
    private static readonly IReadOnlyList<(string What, Func<Situation, Situation> Add)> MoreGuards =
    [
        ("a bot", s => s.With(a => a with { Kind = new(AccountKind.Bot, ["made up"]) })),
        ("a shared mailbox", s => s.With(a => a with { Kind = new(AccountKind.Shared, ["made up"]) })),
        ("a token in use", s => s.With(a => a with { Probes = (a.Probes ?? new Probes { FetchedAt = Make.Now }) with { TokenUsed = Make.Ago(1) } })),
        ("an organisation admin", s => s.With(a => a with { PlatformRoles = [.. a.PlatformRoles ?? [], Role.OrgAdmin] })),
        ("a product admin", s => s.With(a => a with { Seats = [.. a.Seats.Select(seat => seat with { Role = Role.Admin })] })),
        ("the billing contact", s => s with { Settings = s.Settings with { BillingContact = s.Account.Id } }),
        ("a hold", s => s with { Holds = [.. s.Holds, new Hold(s.Account.Id, "HR", "leave", new(2030, 1, 1))] }),
        ("joined yesterday", s => s.With(a => a.AddedToOrg > Make.Now.AddDays(-1) ? a : a with { AddedToOrg = Make.Now.AddDays(-1) })),
        ("a stalled feed", s => s.WithSurvey(v => v with { Feed = [] })),
        ("an incomplete record", s => s.With(a => a with { Incomplete = "cut short" })),
        ("unread seats", s => s.WithSurvey(v => v with { UnreadSeats = [Product.Jira.On()] })),
        ("an unwritable group", s => s.With(a => a with { Seats = [.. a.Seats.Select(seat => seat with { Groups = [.. seat.Groups, new("g-kept")] })] })),
        ("an exclusion", s => s with { Settings = s.Settings with { Exclusions = [.. s.Settings.Exclusions, new(new() { Product = Product.Jira }, "merger", null)] } }),
        ("a feed that dropped", s => s.WithSurvey(v => v with { Feed = [.. v.Feed.Select(f => f with { Recent = 1, UsualShare = 0.5 })] })),
        ("shared filters", s => s.With(a => a.Probes is null ? a : a with { Probes = a.Probes with { Work = [.. a.Probes.Work.Select(w => w.SharedFilters is null ? w : w with { SharedFilters = 3 })] } })),
        ("issues reported", s => s.With(a => a.Probes is null ? a : a with { Probes = a.Probes with { Issues = [new(Make.Acme, 3, 0), new(Make.Other, 3, 0)] } })),
    ];

    [Fact]
    public void One_more_guard_never_raises_a_tier() => Always(s =>
    {
        var before = s.Judged().ToDictionary(f => f.Id, f => f.Tier);
        return MoreGuards.Concat(GuardWays.All.Where(w => w.Guard is "G2" or "G3" or "G5" or "G6").Select(w => (What: w.Name, w.Add)))
            .All(guard => guard.Add(s).Judged().All(f => f.Tier <= Tier.Review && !before.ContainsKey(f.Id) || f.Tier <= before[f.Id]));
    });

    /// <summary>
    /// Every signal, as it would be if it had not been read. Not the day of joining: an unknown tenure lowers nothing (RULES 1),
    /// a short one does. Not what cannot be had at all (a site not connected, tokens not readable, an account not managed):
    /// that is not required.
    /// </summary>
    private static readonly IReadOnlyList<(string What, Func<Situation, Situation> Forget)> LessKnown =
    [
        ("the kind", s => s.With(a => a with { Kind = Kind.Unjudged })),
        ("the roles", s => s.With(a => a with { PlatformRoles = null })),
        ("the paths", s => s.With(a => a with { Seats = [.. a.Seats.Select(seat => seat with { Path = SeatPath.Unknown })] })),
        ("the newest use", s => s.With(a => a with { LastActiveAnywhere = a.Usage is null ? Signal.Unknown : a.LastActiveAnywhere })),
        ("the first use", s => s.With(a => a with { Usage = a.Usage?.Select((u, i) => i == 0 ? u with { Last = Signal.Unknown } : u).ToList() })),
        ("the last use", s => s.With(a => a with { Usage = a.Usage?.Select((u, i) => i == a.Usage.Count - 1 ? u with { Last = Signal.Unknown } : u).ToList() })),
        ("all use", s => s.With(a => a with { Usage = null, LastActiveAnywhere = Signal.Unknown })),
        ("the origin", s => s.With(a => a with { Source = null, Probes = a.Probes is null ? null : a.Probes with { Manage = null } })),
        ("the verification", s => s.With(a => a with { EmailVerified = null })),
        ("the address", s => s.With(a => a with { Email = null })),
        ("the issues", s => s.With(a => a.Probes is null ? a : a with { Probes = a.Probes with { Issues = [] } })),
        ("what Guard bills", s => s.With(a => a with { GuardBillable = null })),
        ("the work", s => s.With(a => a.Probes is null || !s.Settings.ExtendedReads || s.Survey.ActivitySites.Count < 2 ? a : a with { Probes = a.Probes with { Work = [] } })),
        ("the list of people", s => s with { People = PeopleList.None }),
        ("the age of that list", s => s.People.IsThere ? s with { People = s.People with { AsOf = s.People.AsOf.AddDays(-60) } } : s),
        ("everybody else", s => s with { Others = [] }),
        ("the order form", s => s with { Settings = s.Settings with { Contracts = new Dictionary<Product, Contract>() } }),
        ("the freshness", s => s.WithSurvey(v => v with { Feed = [.. v.Feed.Select(f => f with { Newest = Signal.Unknown })] })),
    ];

    [Fact]
    public void One_signal_less_never_makes_a_finding_sure() => Always(s =>
    {
        var before = s.Judged().ToDictionary(f => f.Id, f => f.Tier);
        return LessKnown.All(signal => Sure(signal.Forget(s).Judged()).All(f => before.TryGetValue(f.Id, out var tier) && f.Tier <= tier));
    });

    [Fact]
    public void Forgetting_every_answer_of_the_probes_never_makes_a_finding_sure_where_they_are_required() => Always(s =>
        s.Survey.TokensNotReadable is not null || s.Account.Claim != "managed" || !Sure(s.With(a => a with { Probes = null }).Judged()).Any());

    [Fact]
    public void Whoever_could_become_sure_by_any_answer_is_a_candidate() => Always(s =>
    {
        // What the probes may answer: paths for everybody, the rest only where it is asked.
        var account = s.Account;
        var asked = account.Claim == "managed" && s.Survey.TokensNotReadable is null;
        var open = account with { Probes = null, Seats = [.. account.Seats.Select(seat => seat with { Path = SeatPath.Unknown })] };
        var answered = account with
        {
            Seats = [.. account.Seats.Select(seat => seat with { Path = seat.Path == SeatPath.Unknown ? SeatPath.Direct : seat.Path })],
            Probes = new Probes
            {
                Manage = asked && account.Source is not ("invited" or "synced") ? account.Probes?.Manage ?? new(true, null) : null,
                TokenUsed = asked ? account.Probes?.TokenUsed ?? Signal.None : Signal.Unknown,
                Issues = account.Probes?.Issues ?? [new(Make.Acme, 0, 0), new(Make.Other, 0, 0)],
                Work = account.Probes?.Work ?? [Nothing(Make.Acme), Nothing(Make.Other)],
                FetchedAt = Make.Now,
            },
        };
        var judge = s.Judge();
        return judge.IsCandidate(open, s.Earlier) || !Sure(judge.Findings(answered, s.Earlier)).Any();
    });

    private static SiteWork Nothing(SiteId site) => new(site) { ServiceIssues = 0, Ideas = 0, InServiceProject = false, Leads = [], SharedFilters = 0, SharedDashboards = 0 };

    private static string Json(IReadOnlyList<Recommendation> findings) => JsonSerializer.Serialize(findings, CoreJson.Default.IReadOnlyListRecommendation);
}
