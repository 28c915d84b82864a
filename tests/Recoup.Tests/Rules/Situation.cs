using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using static Recoup.Tests.Infra.Odds;

namespace Recoup.Tests.Rules;

/// <summary>One account and the organisation around it, made up at random, mostly harmless and with dates around every limit.</summary>
internal sealed record Situation(Account Account, Survey Survey, Settings Settings, IReadOnlyList<Hold> Holds, IReadOnlyList<Recommendation> Earlier)
{
    /// <summary>What HR says.</summary>
    public PeopleList People { get; init; } = PeopleList.None;

    /// <summary>Everybody else.</summary>
    public IReadOnlyList<Account> Others { get; init; } = [];

    public static Arbitrary<Situation> Any => field ??= Situations().ToArbitrary();

    public IReadOnlyList<Recommendation> Judged() => Judge().Findings(Account, Earlier);

    /// <summary>The judge of a scan that has read everybody.</summary>
    public Judge Judge()
    {
        var people = new PeopleIndex(People);
        var around = new Circumstances(Survey, Settings, Holds, people);
        return new(new Circumstances(Survey, Settings, Holds, people, Population.Of([Account, .. Others], around)));
    }

    /// <summary>What is found about the organisation as a whole.</summary>
    public IReadOnlyList<Recommendation> OfTheWhole(IReadOnlyList<Recommendation> earlier) =>
        Judge().Findings(Make.Held(new Dictionary<Product, int> { [Product.Jira] = 95, [Product.Confluence] = 101 }), Make.Held(new Dictionary<Product, int> { [Product.Jira] = -1, [Product.Confluence] = -1 }), earlier);

    /// <summary>An account in an organisation where nothing speaks against anything.</summary>
    public static Situation Of(Account account) => new(account, Make.Survey, Make.Settings, [], []);

    public Recommendation Found(string rule) => Judged().Of(rule).ShouldNotBeNull(rule);

    public Situation WithProbes(Func<Probes, Probes> change) => With(a => a with { Probes = change(a.Probes ?? new() { FetchedAt = Make.Now }) });

    public Situation With(Func<Account, Account> change) => this with { Account = change(Account) };

    public Situation WithSurvey(Func<Survey, Survey> change) => this with { Survey = change(Survey) };

    private static readonly Gen<Signal> Dates =
        from days in Gen.Elements(-1, 0, 1, 7, 30, 44, 45, 46, 60, 89, 90, 91, 200, 900)
        from ticks in Gen.Choose(-1, 1)
        select Make.Ago(TimeSpan.FromDays(days) + TimeSpan.FromTicks(ticks));

    private static readonly Gen<Signal> Signals =
        from sort in Gen.Choose(1, 20)
        from date in Dates
        select sort == 1 ? Signal.Unknown : sort <= 6 ? Signal.None : date;

    private static readonly Gen<Seat> Seats =
        from product in Gen.Elements(Product.Jira, Product.Confluence, Product.ServiceManagement, Product.Discovery)
        from site in Mostly(75, Make.Acme, Make.Other, Make.Sandbox)
        from role in Mostly(97, Role.User, Role.Admin)
        from path in Mostly(95, SeatPath.Direct, SeatPath.Unknown, SeatPath.Group, SeatPath.DirectAndGroup, SeatPath.Inferred)
        from groups in Gen.SubListOf("g-1", "g-2", "g-kept")
        from grouped in Chance(30)
        from directory in Mostly<DirectoryId?>(60, Make.Agency, Make.Staff, null)
        select Make.Seat(product, site, role, path, grouped ? [.. groups] : []) with { Directory = directory };

    private static readonly Gen<SiteWork> Works =
        from site in Gen.Elements(Make.Acme, Make.Other)
        from issues in Gen.Elements<int?>(0, 0, 0, 3, null)
        from ideas in Gen.Elements<int?>(0, 0, 0, 3, null)
        from serves in Gen.Elements<bool?>(false, false, true, null)
        from leads in Mostly(90, new List<string>(), null, ["ACME"])
        from filters in Mostly<int?>(90, 0, null, 2)
        from dashboards in Mostly<int?>(95, 0, null, 1)
        select new SiteWork(site) { ServiceIssues = issues, Ideas = ideas, InServiceProject = serves, Leads = leads, SharedFilters = filters, SharedDashboards = dashboards };

    private static readonly Gen<Probes?> Answers =
        from asked in Chance(70)
        from work in Works.ListOf(2)
        from manage in Mostly(50, null, new Manageability(true, null), new Manageability(false, "externalDirectory.scim"))
        from tokenKnown in Chance(80)
        from token in Signals
        from acme in Mostly(85, 0, 1, 7)
        from other in Mostly(85, 0, 1)
        from sites in Mostly(80, 2, 1, 0)
        select asked
            ? new Probes
            {
                Manage = manage,
                TokenUsed = tokenKnown ? token.IsWithin(TimeSpan.FromDays(90), Make.Now) ? Signal.None : token : Signal.Of(Make.Now.AddDays(-2)),
                Issues = [.. new IssueActivity[] { new(Make.Acme, acme, other), new(Make.Other, other, acme) }.Take(sites)],
                Work = [.. work.DistinctBy(w => w.Site)],
                FetchedAt = Make.Now,
            }
            : null;

    private static readonly Gen<Account> Accounts =
        from seats in Seats.ListOf()
        from few in Gen.Choose(1, 4)
        from lasts in Signals.ListOf(6)
        from named in Gen.Choose(0, 9)
        from extra in Gen.Elements<Product?>(null, null, null, Make.Bitbucket, Product.Discovery)
        from read in Chance(93)
        from anywhere in Mostly(80, Signal.Unknown, Signal.None, Make.Ago(1), Make.Ago(50), Make.Ago(100))
        from kind in Mostly(90, AccountKind.Human, AccountKind.Unknown, AccountKind.Service, AccountKind.Bot, AccountKind.Shared, AccountKind.App)
        from roles in Mostly(92, new List<string>(), null, [Role.OrgAdmin], [Role.SiteAdmin], [Role.UserAccessAdmin], [Role.User])
        from origin in Mostly(60, ("invited", "managed"), (null, "managed"), ("synced", "managed"), ("invited", "unmanaged"), (null, null), ("synced", "unmanaged"), ("new", "new"))
        from joined in Mostly<double?>(70, 1000, null, 29, 30, 13, 14, 59, 60, -1)
        from verified in Mostly<bool?>(70, true, false, null)
        from email in Mostly(80, "ann@acme.example", "ann@agency.example", null)
        from incomplete in Mostly(95, null, "cut short")
        from status in Mostly(94, "active", "suspended")
        from guard in Gen.Elements<bool?>(null, null, true, false)
        from suspended in Mostly(92, new List<DirectoryId>(), [Make.Staff])
        from seatless in Chance(4)
        from sandboxed in Chance(8)
        from probes in Answers
        let wanted = seats.Where(s => !sandboxed || s.Site == Make.Sandbox).Take(seatless ? 0 : int.MaxValue)
        let held = wanted.DistinctBy(s => s.Resource).Take(few).ToList()
        let usage = held.Select((s, i) => new Usage(s.Resource, lasts[i % 6])).Where((_, i) => i != named)
        select new Account
        {
            Id = new("712020:ann"),
            Name = "Ann Smith",
            Email = email,
            EmailVerified = verified,
            Status = status,
            Claim = origin.Item2,
            Source = origin.Item1,
            AddedToOrg = joined is { } days ? Make.Now.AddDays(-days) : null,
            PlatformRoles = roles,
            Usage = read ? [.. extra is { } product ? usage.Append(new(product.On(new SiteId("free")), lasts[5])) : usage] : null,
            LastActiveAnywhere = anywhere,
            GuardBillable = guard,
            SuspendedIn = suspended,
            Seats = held,
            Incomplete = incomplete,
            Kind = new(kind, ["made up"]),
            Probes = probes,
            FetchedAt = Make.Now,
        };

    private static readonly Gen<PeopleList> Lists =
        from there in Chance(45)
        from age in Mostly(85, 1, 29, 30, 31)
        from exact in Chance(70)
        from gone in Chance(25)
        from left in Mostly<int?>(60, null, -1, 0, 1, 20, 400)
        from ends in Mostly<int?>(75, null, -10, 0, 1, 60)
        from number in Mostly(60, "p-1", null, "p-2")
        let today = DateOnly.FromDateTime(Make.Now.UtcDateTime)
        select there
            ? new PeopleList(today.AddDays(-age),
            [
                new()
                {
                    Account = exact ? new("712020:ann") : null,
                    Email = "ann@acme.example",
                    PersonId = number,
                    Gone = gone,
                    LeftOn = gone && left is { } days ? today.AddDays(-days) : null,
                    ContractEnds = ends is { } over ? today.AddDays(-over) : null,
                },
                new() { Account = new("712020:ann2"), Email = "ann@old.example", PersonId = "p-1" },
            ])
            : PeopleList.None;

    /// <summary>Another account of the same name, and members of a group that gives two products.</summary>
    private static readonly Gen<List<Account>> Crowds =
        from twin in Chance(40)
        from last in Signals
        from domain in Gen.Elements("old.example", "acme.example", "agency.example")
        from members in Mostly(92, 0, 9, 10, 24)
        from unused in Gen.Choose(0, 24)
        let other = Make.Person((Product.Jira, last)) with { Id = new("712020:ann2"), Email = $"ann@{domain}" }
        let crowd = Enumerable.Range(0, members).Select(i => Make.Person((Product.Jira, Make.Ago(1)), (Product.Confluence, Make.Ago(i < unused ? 200 : 1))) with
        {
            Id = new($"member-{i}"),
            Name = $"Member {(char)('a' + i)}",
            Seats = [Make.Seat(Product.Jira, groups: "g-kept"), Make.Seat(Product.Confluence, groups: "g-kept")],
        })
        select twin ? [other, .. crowd] : crowd.ToList();

    private static readonly Gen<Settings> SomeSettings =
        from extended in Chance(50)
        from plan in Gen.Elements<ProductPlan?>(null, ProductPlan.Standard, ProductPlan.Standard, ProductPlan.Enterprise)
        from billing in Gen.Elements<Billing?>(Billing.Annual, Billing.Monthly, Billing.Contract, null)
        from bought in Gen.Elements<int?>(null, 100, 105, 200)
        from renews in Gen.Elements(-1, 0, 90)
        from scoped in Mostly(85, (Scope?)null, new Scope(new() { Product = Product.Confluence }, 180, null, null), new Scope(new() { Domain = "acme.example" }, 30, 7, 14))
        from excluded in Mostly(95, (Exclusion?)null, new Exclusion(new() { Site = "other" }, "merger", null), new Exclusion(new() { Domain = "acme.example" }, "merger", new(2026, 10, 31)))
        let contract = new Contract { Plan = plan, Billing = billing, Purchased = bought, Tiers = [50, 94, 100, 200], Renews = DateOnly.FromDateTime(Make.Now.UtcDateTime).AddDays(renews), Onboarding = 6 }
        select Make.Settings with
        {
            ExtendedReads = extended,
            Contracts = new Dictionary<Product, Contract> { [Product.Jira] = contract, [Product.Confluence] = contract with { Tiers = [] }, [Product.Guard] = new() { Plan = plan } },
            Scopes = scoped is null ? [] : [scoped],
            Exclusions = excluded is null ? [] : [excluded],
        };

    private static Gen<Situation> Situations() =>
        from account in Accounts
        from people in Lists
        from others in Crowds
        from chosen in SomeSettings
        from released in Mostly<int?>(80, null, 5, 30, 31)
        from dropped in Chance(6)
        from connected in Gen.SubListOf(Make.Acme, Make.Other)
        from tokens in Mostly(60, "the key has scopes", (string?)null)
        from stalled in Mostly(90, (Product?)null, Product.Jira, Product.Confluence)
        from unread in Chance(4)
        from partial in Chance(15)
        from domains in Chance(60)
        from held in Mostly(93, (int?)null, -1, 0, 30)
        from billing in Chance(3)
        from watched in Mostly(50, (int?)null, 0, 29, 30, 90)
        from closed in Chance(20)
        from before in Mostly(80, Tier.Probable, Tier.Review, Tier.Excluded)
        let survey = Make.Survey with
        {
            ActivitySites = [.. connected],
            TokensNotReadable = tokens,
            Feed = [.. Make.Survey.Feed.Where(f => f.Product != stalled).Select(f => f with { Recent = dropped ? 10 : 60, UsualShare = 0.5 })],
            Grants = [Make.Grant("g-1", Product.Jira), Make.Grant("g-2", Product.Confluence), Make.Grant("g-kept", Product.Jira, writable: false), Make.Grant("g-kept", Product.Confluence), Make.Grant("g-1", Product.Discovery)],
            UnreadSeats = unread ? [Product.Confluence.On(Make.Other), Product.Jira.On()] : [],
            Missing = partial ? ["events"] : [],
            Domains = domains ? ["acme.example", "old.example"] : [],
        }
        let settings = chosen with { BillingContact = billing ? account.Id : null }
        let holds = held is { } days ? new[] { new Hold(account.Id, "HR", "leave", DateOnly.FromDateTime(Make.Now.UtcDateTime).AddDays(days)) } : []
        let fresh = new Situation(account, survey, settings, holds, []) { People = people, Others = others }
        let earlier = watched is { } ago
            ? fresh.Judged().Select(f => f with { FirstSeen = Make.Now.AddDays(-ago), OpenSince = Make.Now.AddDays(-ago), Tier = before }).Select(f => closed ? f.Closed("used again") : f).ToArray()
            : []
        select fresh with { Earlier = released is { } back ? [.. earlier, .. account.Seats.Take(1).Select(s => Taken(fresh, s, back))] : earlier };

    /// <summary>A seat that Recoup took back some days ago.</summary>
    private static Recommendation Taken(Situation s, Seat seat, int days) => new()
    {
        Id = RecommendationId.OfSeat(Make.Org, "taken", s.Account.Id, seat.Resource),
        Rule = "R08",
        Tier = Tier.Probable,
        AccountId = s.Account.Id,
        DisplayName = s.Account.Name,
        Seats = [new(seat.Product, seat.Site, null)],
        Action = RecommendedAction.ChangeRole,
        Evidence = [],
        ChangesOurMind = "",
        ReleasedAt = Make.Now.AddDays(-days),
        State = RecommendationState.Closed,
    };
}
