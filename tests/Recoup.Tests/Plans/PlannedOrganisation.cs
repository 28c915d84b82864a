using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using static Recoup.Tests.Infra.Odds;

namespace Recoup.Tests.Plans;

/// <summary>
/// A small organisation with findings made up at random, also such as no rule would make: the planner is the last to look at
/// them. Prices are of every kind.
/// </summary>
internal sealed record PlannedOrganisation(IReadOnlyList<Candidate> Candidates, IReadOnlyList<Account> Others, Settings Settings, PlanRequest Request)
{
    public static Arbitrary<PlannedOrganisation> Any => field ??= Organisations().ToArbitrary();

    public IEnumerable<Account> Everybody => Candidates.Select(c => c.Account).Concat(Others);

    public HashSet<AccountId> Admins => [.. Everybody.Where(a => a.PlatformRoles?.Contains(Role.OrgAdmin) == true).Select(a => a.Id)];

    public PlanSources Sources => new(Make.Around(Planned.Grouped, Settings), Headcount.Of(Everybody), Candidates, Admins);

    public PlanResult Made() => Sources.Made(Request);

    /// <summary>Everything the other way round.</summary>
    public PlannedOrganisation Turned() => this with
    {
        Candidates = [.. Candidates.Reverse()],
        Others = [.. Others.Reverse()],
        Request = Request with { Products = [.. Request.Products.Reverse()], Targets = Request.Targets.Reverse().ToDictionary() },
    };

    private static readonly Gen<Seat> Seats =
        from product in Gen.Elements(Product.Jira, Product.Jira, Product.Confluence, Product.Confluence, Product.ServiceManagement, Product.Discovery)
        from site in Gen.Elements(Make.Acme, Make.Acme, Make.Acme, Make.Other, Make.Sandbox)
        from role in Mostly(95, Role.User, Role.Admin)
        from groups in Mostly<string[]>(80, ["jira", "confluence"], [], ["jira"], ["both"], ["jira", "both"], ["kept"], ["admins"], ["agents"], ["unheard"])
        from path in Mostly(85, SeatPath.Direct, SeatPath.Group, SeatPath.Group, SeatPath.DirectAndGroup, SeatPath.Unknown, SeatPath.Inferred)
        from directory in Mostly<DirectoryId?>(90, Make.Staff, Make.Agency, null)
        select Make.Seat(product, site, role, path, path == SeatPath.Direct ? [] : groups) with { Directory = directory };

    private static readonly Gen<Account> Accounts =
        from seats in Seats.ListOf(3)
        from few in Gen.Choose(1, 3)
        from days in Gen.Elements<int?>(90, 91, 200, 200, 400, null).ListOf(3)
        from roles in Mostly<string[]?>(80, [], [Role.User], [Role.OrgAdmin], [Role.OrgAdmin], [Role.SiteAdmin], null)
        from guard in Gen.Elements<bool?>(null, null, true, false)
        from managed in Chance(70)
        let held = seats.DistinctBy(s => s.Resource).Take(few).ToList()
        select Make.PersonOn([.. held.Select((s, i) => (s.Resource, days[i] is { } ago ? Make.Ago(ago) : Signal.None))]) with
        {
            Seats = held,
            PlatformRoles = roles,
            GuardBillable = guard,
            Claim = managed ? "managed" : "unmanaged",
        };

    private static Gen<Recommendation> Findings(Account account) =>
        from product in Gen.Elements<Product?>([null, .. account.Seats.Select(s => (Product?)s.Product)])
        from action in Mostly(60, RecommendedAction.RemoveAccess, RecommendedAction.Suspend, RecommendedAction.Suspend, RecommendedAction.Deactivate, RecommendedAction.ChangeRole, RecommendedAction.RouteOut, RecommendedAction.Advise)
        from tier in Mostly(50, Tier.Certain, Tier.Probable, Tier.Probable, Tier.Probable, Tier.Review, Tier.Excluded)
        from state in Mostly(92, RecommendationState.Open, RecommendationState.Held, RecommendationState.Dismissed, RecommendationState.Closed)
        from rule in Mostly(70, "R01", "R02", "R04", "R06", "R16")
        from superseded in Chance(4)
        // A plan is made an hour after the scan: told so many hours before it.
        from told in Gen.Elements<int?>(null, 1, 24, (14 * 24) - 1, 14 * 24, 900)
        from answer in Mostly(60, NoticeAnswer.None, NoticeAnswer.Agreed, NoticeAnswer.Bounced)
        let finding = account.Finding(action, product, tier, rule)
        let seats = product is null ? finding.Seats : [.. finding.Seats.Take(1)]
        select finding with { Seats = seats, Site = product is null ? null : seats[0].Site, State = state, SupersededBy = superseded ? "another" : null } with
        {
            NoticedAt = told is { } hours ? Make.Now.AddHours(1 - hours) : null,
            Notice = told is null ? NoticeAnswer.None : answer,
        };

    private static readonly Gen<Candidate> Many =
        from account in Accounts
        from findings in Findings(account).ListOf(3)
        from few in Gen.Choose(1, 3)
        // One finding about the account, or several about one seat each: that is what rules leave.
        let kept = findings.Take(few).Where((f, i) => i == 0 || (f.Product is not null && findings[0].Product is not null)).DistinctBy(f => f.Product).ToList()
        select new Candidate(account, kept);

    private static readonly Gen<PriceList> Prices =
        from kind in Gen.Choose(0, 3)
        from units in Gen.Choose(1, 999).ListOf(3)
        let price = units.Select(u => u / 100m).ToList()
        select kind switch
        {
            0 => PriceList.Each(price[0]),
            1 => new PriceList(null, PricedBy.Graduated, [new(2, price[0]), new(5, price[1]), new(null, price[2])]),
            2 => new PriceList(null, PricedBy.AllUnits, [new(3, price[0]), new(null, price[1])]),
            _ => new PriceList(null, PricedBy.Tier, [new(2, price[0]), new(4, price[0] + price[1]), new(100, price[0] + price[1] + price[2])]),
        };

    private static Gen<Subscription> Line(string name, SubscriptionKind kind, params Product[] products) =>
        from prices in Prices
        from billing in Gen.Elements<Billing?>(Billing.Monthly, Billing.Annual, Billing.Contract, null)
        from plan in Gen.Elements<ProductPlan?>(null, null, ProductPlan.Standard, ProductPlan.Premium, ProductPlan.Enterprise, ProductPlan.Free)
        from currency in Gen.Elements("USD", "USD", "EUR", "JPY")
        from renews in Gen.Elements<int?>(30, 200, -3, null)
        from site in Gen.Elements<string[]>([], [], ["acme"])
        select new Subscription
        {
            Name = name,
            Kind = kind,
            Products = products,
            Sites = kind == SubscriptionKind.App ? ["acme"] : kind == SubscriptionKind.Guard ? [] : site,
            Billing = billing,
            Plan = plan,
            Currency = currency,
            Renews = renews is { } days ? Make.Today.AddDays(days) : null,
            Prices = [prices],
        };

    private static readonly Gen<Settings> Priced =
        from jira in Line("Jira", SubscriptionKind.Product, Product.Jira)
        from several in Line("Collection", SubscriptionKind.Collection, Product.Confluence, Product.ServiceManagement)
        from app in Line("App", SubscriptionKind.App, Product.Jira, Product.ServiceManagement, Product.Discovery)
        from guard in Line("Guard", SubscriptionKind.Guard)
        from kept in Gen.SubListOf(jira, several, app, guard)
        from above in Gen.Elements<int?>(null, 0, 2, 100)
        from notice in Mostly(75, 0, 1, 14, 60)
        select Make.Settings with { PriceBook = new() { AsOf = Make.Today, Subscriptions = [.. kept] }, ApprovalAbove = above, NoticeDays = notice };

    private static readonly Gen<PlanRequest> Requests =
        from targets in Gen.SubListOf(Product.Jira, Product.Confluence, Product.ServiceManagement)
        from goals in Gen.Choose(0, 4).ListOf(3)
        from targeted in Chance(40)
        from most in Gen.Elements<int?>(null, null, null, 1, 3)
        from products in Mostly<Product[]>(85, [], [Product.Jira], [Product.Confluence, Product.Discovery])
        from rules in Mostly<string[]>(85, [], ["R01", "R06"])
        select new PlanRequest { Rules = rules, Products = products, Most = most, Targets = targeted ? targets.Zip(goals).ToDictionary() : [] };

    private static Gen<PlannedOrganisation> Organisations() =>
        from many in Many.ListOf(9)
        from few in Gen.Choose(3, 9)
        from others in Accounts.ListOf(2)
        from settings in Priced
        from request in Requests
        select new PlannedOrganisation(
            [.. many.Take(few).Select((c, i) => Renamed(c, $"p{i}"))], [.. others.Select((a, i) => a with { Id = new($"o{i}") })], settings, request);

    private static Candidate Renamed(Candidate candidate, string id) => new(
        candidate.Account with { Id = new(id), Name = $"Person {id}" },
        [.. candidate.Findings.Select((f, i) => f with { Id = $"{id}-{i}", AccountId = new(id), DisplayName = $"Person {id}" })]);
}
