using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using static Recoup.Tests.Infra.Odds;

namespace Recoup.Tests.Rules;

/// <summary>An organisation before the rules about groups and subscriptions, made up at random.</summary>
internal sealed record Organisation(
    Survey Survey, Settings Settings, IReadOnlyList<Account> Everybody, IReadOnlyDictionary<Product, int> Seats, IReadOnlyDictionary<Product, int> Ready)
{
    public static Arbitrary<Organisation> Any => field ??= Organisations().ToArbitrary();

    public IReadOnlyList<Recommendation> Judged() => Make.Around(Survey, Settings, everybody: Everybody).Whole(Seats, Ready);

    public Organisation WithSurvey(Func<Survey, Survey> change) => this with { Survey = change(Survey) };

    /// <summary>Everything the other way round.</summary>
    public Organisation Turned() => this with
    {
        Everybody = [.. Everybody.Reverse().Select(a => a with { Seats = [.. a.Seats.Reverse().Select(s => s with { Groups = [.. s.Groups.Reverse()] })], Usage = a.Usage?.Reverse().ToList() })],
        Survey = Survey with { Sites = [.. Survey.Sites.Reverse()], Grants = [.. Survey.Grants.Reverse()], Feed = [.. Survey.Feed.Reverse()], UnreadSeats = [.. Survey.UnreadSeats.Reverse()] },
        Settings = Settings with { Contracts = Settings.Contracts.Reverse().ToDictionary() },
        Seats = Seats.Reverse().ToDictionary(),
        Ready = Ready.Reverse().ToDictionary(),
    };

    private static readonly Gen<Account> Members =
        from through in Gen.Elements("wide", "wide", "wide", "small", "kept")
        from jira in Gen.Elements(Make.Ago(1), Make.Ago(1), Make.Ago(90), Signal.None)
        from confluence in Gen.Elements(Make.Ago(1), Make.Ago(90), Make.Ago(89), Signal.None, Signal.Unknown)
        from joined in Gen.Elements<int?>(1000, 30, 29, null)
        from active in Chance(95)
        select Make.Person((Product.Jira, jira), (Product.Confluence, confluence)) with
        {
            Status = active ? "active" : "suspended",
            AddedToOrg = joined is { } days ? Make.Now.AddDays(-days) : null,
            Seats = active ? [Make.Seat(Product.Jira, path: SeatPath.Group, groups: [through, "small"]), Make.Seat(Product.Confluence, path: SeatPath.Group, groups: through)] : [],
        };

    private static readonly Gen<Contract> Contracts =
        from billing in Gen.Elements<Billing?>(Billing.Annual, Billing.Annual, Billing.Monthly, Billing.Contract, null)
        from purchased in Gen.Elements<int?>(100, 110, 60, null)
        from renews in Gen.Elements<int?>(-1, 0, 100, 100, null)
        from tiers in Gen.Elements<int[]>([50, 100, 200], [100], [])
        from onboarding in Gen.Elements<int?>(null, 0, 5, 40)
        select new Contract { Billing = billing, Purchased = purchased, Renews = renews is { } day ? Make.Today.AddDays(day) : null, Tiers = tiers, Onboarding = onboarding };

    private static Gen<Organisation> Organisations() =>
        from members in Members.ListOf(40)
        from few in Gen.Choose(0, 40)
        from jira in Contracts
        from confluence in Contracts
        from held in Gen.Elements(0, 52, 90, 95, 99, 100, 103)
        from ready in Gen.Elements(0, 3, 10)
        from stalled in Gen.Elements<Product?>(null, null, null, null, Product.Confluence, Product.Jira)
        from unread in Chance(8)
        from partial in Chance(10)
        from exclusion in Gen.Elements<Selector?>(null, null, null, null, new() { Group = "wide" }, new() { Product = Product.Jira }, new() { Domain = "acme.example" })
        select new Organisation(
            Make.Survey with
            {
                Grants = [Make.Grant("wide", Product.Jira), Make.Grant("wide", Product.Confluence), Make.Grant("kept", Product.Jira, writable: false), Make.Grant("kept", Product.Confluence, writable: false), Make.Grant("small", Product.Jira)],
                Feed = [.. Make.Survey.Feed.Where(f => f.Product != stalled)],
                UnreadSeats = unread ? [Product.Confluence.On()] : [],
                Missing = partial ? ["events"] : [],
            },
            Make.Settings.With(Product.Jira, jira).With(Product.Confluence, confluence) with { Exclusions = exclusion is null ? [] : [new(exclusion, "agreed", null)] },
            [.. members.Take(few).Select((m, i) => m with { Id = new($"712020:{i}") })],
            new Dictionary<Product, int> { [Product.Jira] = held, [Product.Confluence] = 60 },
            new Dictionary<Product, int> { [Product.Jira] = ready });
}

/// <summary>What must hold for findings about groups and subscriptions in every organisation.</summary>
public sealed class WholeProperties
{
    private static readonly Config TenThousand = Config.QuickThrowOnFailure.WithMaxTest(10_000).WithQuietOnSuccess(true);

    private static void Always(Func<Organisation, bool> holds) => Prop.ForAll(Organisation.Any, holds).Check(TenThousand);

    [Fact]
    public void The_organisations_are_worth_testing()
    {
        var findings = Gen.Sample(Organisation.Any.Generator, 5_000, 50).SelectMany(o => o.Judged()).CountBy(f => (f.Rule, f.Tier)).ToDictionary();

        (string, Tier)[] all = [("R20", Tier.Excluded), ("R20", Tier.Review), ("R20", Tier.Probable), ("R23", Tier.Review), ("R23", Tier.Certain), ("R24", Tier.Review), ("R24", Tier.Certain)];
        findings.Keys.ShouldBe(all, ignoreOrder: true);
        findings.Values.ShouldAllBe(count => count > 3);
    }

    [Fact]
    public void The_order_of_accounts_seats_groups_and_contracts_says_nothing() =>
        Always(o => Essence(o).SequenceEqual(Essence(o.Turned())));

    private static IEnumerable<string> Essence(Organisation organisation) => organisation.Judged()
        .Select(f => string.Join('|', [f.Id, $"{f.Tier} {f.Action} {f.Product} {f.Saving}", .. f.Guards, .. f.Evidence.Select(e => e.ToString()).Order(StringComparer.Ordinal)]))
        .Order(StringComparer.Ordinal);

    [Fact]
    public void Nothing_is_sure_while_counts_the_feed_or_the_order_form_are_not_known() => Always(o => o.Judged().Where(f => f.Tier >= Tier.Probable).All(f =>
        o.Survey.Missing.Count == 0
        && (f.Product != Product.Confluence || o.Survey.UnreadSeats.Count == 0)
        && (f.Rule != "R20" || (f.Product is { } product ? o.Survey.Feed.Any(x => x.Product == product) : o.Survey.Feed.Count == Make.Survey.Feed.Count))
        && (f.Rule == "R20" || !(o.Settings.Contracts[f.Product!.Value].Renews < Make.Today) || o.Settings.Contracts[f.Product.Value].Billing == Billing.Monthly)));

    [Fact]
    public void They_are_advice_about_nobody_each_about_a_subject_of_its_own() => Always(o =>
    {
        var findings = o.Judged();
        return findings.Select(f => f.Id).Distinct().Count() == findings.Count && findings.All(f =>
            f.AccountId is null && f.Seats.Count == 0 && f.SupersededBy is null && (f.Action == RecommendedAction.Advise || (f.Action == RecommendedAction.RouteOut && f.DisplayName == "kept members")));
    });

    [Fact]
    public void One_doubt_more_never_raises_a_tier() => Always(o =>
    {
        var before = o.Judged().ToDictionary(f => f.Id, f => f.Tier);
        Organisation[] worse =
        [
            o.WithSurvey(v => v with { Feed = [] }),
            o.WithSurvey(v => v with { Missing = ["groups"] }),
            o.WithSurvey(v => v with { UnreadSeats = [Product.Jira.On(), Product.Confluence.On()] }),
            o with { Settings = o.Settings with { Exclusions = [.. o.Settings.Exclusions, new(new() { Group = "wide" }, "agreed", null)] } },
        ];
        return Array.TrueForAll(worse, w => w.Judged().All(f => f.Tier <= before[f.Id]));
    });
}
