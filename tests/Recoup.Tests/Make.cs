using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests;

/// <summary>
/// Organisations and people to judge. What a test does not name is benign: a person, no admin, long in the organisation,
/// invited, managed; a healthy feed; no site connected and tokens not readable, so that nothing more is required.
/// </summary>
internal static class Make
{
    public static readonly DateTimeOffset Now = new(2026, 11, 1, 6, 30, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);
    public static readonly OrgId Org = new("org-1");
    public static readonly AccountId Ann = new("712020:ann");
    public static readonly DirectoryId Staff = new("directory-staff");
    public static readonly DirectoryId Agency = new("directory-agency");
    public static readonly SiteId Acme = new("acme-id");
    public static readonly SiteId Other = new("other-id");
    public static readonly SiteId Sandbox = new("sandbox-id");
    public static readonly Product Bitbucket = new("bitbucket");
    public static readonly Settings Settings = new() { Costs = new Dictionary<Product, decimal> { [Product.Jira] = 8.15m, [Product.Confluence] = 6m } };
    public static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static readonly Survey Survey = new()
    {
        Org = Org,
        Scan = new("scan-1"),
        Now = Now,
        Source = "users/search",
        Sites =
        [
            new(Acme, "acme", null, Sandbox: false, Product.WithSeats),
            new(Other, "other", null, Sandbox: false, Product.WithSeats),
            new(Sandbox, "acme-sandbox", null, Sandbox: true, Product.WithSeats),
        ],
        Directories = [new(Staff, "Staff"), new(Agency, "Agency")],
        TokensNotReadable = "the key has scopes",
        Feed = [.. Product.WithSeats.Select(p => Feed(p))],
    };

    public static Signal Ago(double days) => Signal.Of(Now - TimeSpan.FromDays(days));

    public static Signal Ago(TimeSpan age) => Signal.Of(Now - age);

    public static Resource On(this Product product, SiteId? site = null) => new(product, site ?? Acme);

    public static Seat Seat(Product product, SiteId? site = null, string role = Role.User, SeatPath path = SeatPath.Direct, params string[] groups) =>
        new(product.On(site), role, path, [.. groups.Select(g => new GroupId(g))], null);

    public static ProductFeed Feed(Product product, int seats = 100, TimeSpan? newest = null) =>
        new(product, seats, Ago(newest ?? TimeSpan.FromHours(1)), 0);

    public static Grant Grant(string group, Product product, bool writable = true) =>
        new(new(group), $"{group} members", null, writable, product.On(), Role.User);

    /// <summary>A person with seats on the Acme site and their last use.</summary>
    public static Account Person(params (Product Product, Signal Last)[] seats) =>
        PersonOn([.. seats.Select(s => (s.Product.On(), s.Last))]);

    /// <summary>A person with seats anywhere and their last use.</summary>
    public static Account PersonOn(params (Resource Resource, Signal Last)[] seats) => new()
    {
        Id = Ann,
        Name = "Ann Smith",
        Email = "ann.smith@acme.example",
        EmailVerified = true,
        Status = "active",
        Claim = "managed",
        Source = "invited",
        AddedToOrg = Now.AddDays(-1000),
        HasJob = true,
        PlatformRoles = [],
        Usage = [.. seats.Select(s => new Usage(s.Resource, s.Last))],
        Seats = [.. seats.Select(s => Seat(s.Resource.Product, s.Resource.Site))],
        Kind = new(AccountKind.Human, ["the name reads like a person's"]),
        FetchedAt = Now,
    };

    /// <summary>Idle in Jira, active in Confluence: R01 as it should be.</summary>
    public static Account IdleInJira() => Person((Product.Jira, Ago(200)), (Product.Confluence, Ago(1)));

    /// <summary>Idle in the only product: R02 as it should be.</summary>
    public static Account IdleEverywhere() => Person((Product.Jira, Ago(200)));

    /// <summary>Joined so many days ago and never used anything; null for not known.</summary>
    public static Account NeverActive(double? joined = 1000) => Person((Product.Jira, Signal.None)) with { AddedToOrg = joined is { } days ? Now.AddDays(-days) : null };

    public static Account Using(this Account account, Resource resource, Signal last) =>
        account with { Usage = [.. account.Usage ?? [], new(resource, last)] };

    public static Account Probed(this Account account, Manageability? manage = null, Signal tokens = default, params IssueActivity[] issues) =>
        account with { Probes = new() { Manage = manage, TokenUsed = tokens, Issues = issues, FetchedAt = Now } };

    public static Survey Connected(this Survey survey, params SiteId[] sites) => survey with { ActivitySites = sites };

    /// <summary>What was read of the account's work on one site; nobody needs it there unless the test says so.</summary>
    public static Account Working(this Account account, SiteWork work) => account with
    {
        Probes = (account.Probes ?? new() { Issues = [new(work.Site, 0, 0)], FetchedAt = Now }) with
        {
            Work = [.. account.Probes?.Work.Where(w => w.Site != work.Site) ?? [], work with { Leads = work.Leads ?? [], SharedFilters = work.SharedFilters ?? 0, SharedDashboards = work.SharedDashboards ?? 0 }],
        },
    };

    /// <summary>A list of people of today.</summary>
    public static PeopleList People(params ListedPerson[] rows) => new(Today, rows);

    /// <summary>The same list, of so many days ago.</summary>
    public static PeopleList DaysAgo(this PeopleList list, int days) => list with { AsOf = Today.AddDays(-days) };

    public static Settings With(this Settings settings, Product product, Contract contract) =>
        settings with { Contracts = new Dictionary<Product, Contract>(settings.Contracts) { [product] = contract } };

    /// <summary>A finding about one seat that Recoup acted on: the seat was taken back.</summary>
    public static Recommendation Released(this Account account, Resource seat, TimeSpan ago) => new()
    {
        Id = RecommendationId.OfSeat(Org, "R01", account.Id, seat),
        Rule = "R01",
        Tier = Tier.Probable,
        AccountId = account.Id,
        DisplayName = account.Name,
        Seats = [new(seat.Product, seat.Site, null)],
        Action = RecommendedAction.RemoveAccess,
        Evidence = [],
        ChangesOurMind = "Use.",
        State = RecommendationState.Closed,
        ReleasedAt = Now - ago,
    };

    /// <summary>The organisation; with <paramref name="everybody"/>, also what only all accounts together tell.</summary>
    public static Circumstances Around(
        Survey? survey = null, Settings? settings = null, IReadOnlyList<Hold>? holds = null, PeopleList? people = null, IReadOnlyList<Account>? everybody = null)
    {
        var index = new PeopleIndex(people ?? PeopleList.None);
        var around = new Circumstances(survey ?? Survey, settings ?? Settings, holds ?? [], index);
        if (everybody is null)
            return around;
        return new(around.Survey, around.Settings, holds ?? [], index, Population.Of(everybody, around));
    }

    public static IReadOnlyList<Recommendation> Judged(
        this Account account, Survey? survey = null, Settings? settings = null, IReadOnlyList<Hold>? holds = null, IReadOnlyList<Recommendation>? earlier = null,
        PeopleList? people = null, IReadOnlyList<Account>? everybody = null) =>
        new Judge(Around(survey, settings, holds, people, everybody)).Findings(account, earlier ?? []);

    /// <summary>What a rule waits for; null when it has what it needs.</summary>
    public static string? Waiting(string rule, Survey? survey = null, Settings? settings = null, PeopleList? people = null) =>
        new Judge(Around(survey, settings, people: people)).Waiting().SingleOrDefault(w => w.Rule == rule)?.For;

    /// <summary>What rules about groups and subscriptions say, with so many seats held and to be had back.</summary>
    public static IReadOnlyList<Recommendation> Whole(
        this Circumstances around, IReadOnlyDictionary<Product, int>? seats = null, IReadOnlyDictionary<Product, int>? ready = null, IReadOnlyList<Recommendation>? earlier = null) =>
        new Judge(around).Findings(Held(seats), Held(ready?.ToDictionary(r => r.Key, r => -r.Value)), earlier ?? []);

    /// <summary>So many people with one seat each, by product; below zero for fewer.</summary>
    public static Headcount Held(IReadOnlyDictionary<Product, int>? seats)
    {
        var held = new Headcount();
        foreach (var (product, people) in seats ?? new Dictionary<Product, int>())
            held.Add(Footprint.Of([product.On()], GuardCount.Never), people);
        return held;
    }

    public static string[] Rules(this IEnumerable<Recommendation> findings) => [.. findings.Select(f => f.Rule)];

    public static Recommendation? Of(this IEnumerable<Recommendation> findings, string rule) => findings.SingleOrDefault(f => f.Rule == rule);

    public static string Said(this Recommendation finding, string signal) => finding.Evidence.First(e => e.Signal.StartsWith(signal, StringComparison.Ordinal)).Value;
}
