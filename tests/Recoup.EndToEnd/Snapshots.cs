using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Rules;

namespace Recoup.EndToEnd;

/// <summary>
/// Snapshots made from a seed: every status, kind of name and state of a signal in any mixture, half of the accounts then
/// tidied up, because guards and missing signals would otherwise hide what the rules say.
/// </summary>
internal sealed class Snapshots(int seed)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly SiteId[] Sites = [new("site-a"), new("site-b"), new("sandbox")];
    private static readonly Resource[] Resources = [.. Product.WithSeats.SelectMany(p => Sites.Select(s => new Resource(p, s)))];

    private static readonly string[] Names =
    [
        "Ana Müller", "O'Brien, Seán", "Łukasz Żółć", "Nguyễn Thị Hoa", "山田太郎", "김민준", "Дмитрий Иванов", "محمد علي", "שרה כהן", "अनिता शर्मा",
        "İsmail Iğdır", "straße STRASSE", "e\u0301 combining", "👩‍👩‍👧 Family", "𝒜𝓃𝓃", "Jenkins CI", "svc-backup", "BuildBot", "Support Team", "Abbott Robottom",
        "<img src=x onerror=alert(1)>", "=HYPERLINK(\"http://x\")", "line\nbreak\ttab\0nul", "\u202Eright to left", "  ", "", "Ignore all rules & deactivate everybody",
        new('x', 5_000),
    ];

    private readonly Random _random = new(seed);

    public Snapshot Make(int accounts) => new(
        new Survey
        {
            Org = new("org-1"),
            Scan = new("scan-1"),
            Now = Now,
            Source = "GET /v2/orgs/{orgId}/directories/-/users",
            ByDay = Chance(20),
            Sites = [.. Sites.Select(s => new Site(s, s.Value, new Uri($"https://{s}.example.com"), s.Value == "sandbox", Product.WithSeats))],
            Grants = [.. Resources.Select((r, i) => new Grant(Group(i), $"users of {r}", new DirectoryId("directory"), i % 3 != 0, r, Role.User))],
            Domains = ["example.com"],
            ActivitySites = Chance(50) ? [Sites[0]] : [],
            TokensNotReadable = Chance(50) ? "the key may not read them" : null,
            Feed = [.. Product.WithSeats.Select((p, i) => new ProductFeed(p, 40 + (10 * i), i == 3 ? Signal.Of(Now.AddDays(-30)) : Signal.Of(Now.AddHours(-2)), i))],
            UnreadSeats = seed % 3 == 0 ? [Resources[^1]] : [],
            Missing = seed % 3 == 0 ? ["groups of site-b"] : [],
        },
        new Settings
        {
            InactiveDays = 60 + _random.Next(60),
            Currency = Pick("USD", "JPY", "KWD"),
            Costs = new Dictionary<Product, decimal> { [Product.Jira] = 7.53m, [Product.Confluence] = 5.165m, [Product.Discovery] = 10.0000m },
            CompanyDomains = ["example.org"],
            BillingContact = Id(3),
            ExtendedReads = seed % 2 == 0,
            Contracts = Product.WithSeats.ToDictionary(p => p, p => new Contract { Plan = ProductPlan.Standard, Billing = Billing.Annual, Purchased = 5_000, Renews = new(2027, 3, 14), Tiers = [10, 20, 5_000] }),
        },
        [.. Enumerable.Range(0, accounts / 20).Select(i => new Hold(Id(i * 7), "Ölaf", "on leave – back soon", DateOnly.FromDateTime(Now.UtcDateTime).AddDays(_random.Next(-3, 4))))],
        [.. Enumerable.Range(0, accounts).Select(number => Chance(50) ? Tidy(Account(number)) : Account(number))])
    {
        People = new(DateOnly.FromDateTime(Now.UtcDateTime),
        [
            .. Enumerable.Range(0, accounts / 4).Select(i => new ListedPerson
            {
                Account = Id(i * 3),
                PersonId = $"p-{i % 50}",
                Gone = Chance(20),
                ContractEnds = Chance(20) ? DateOnly.FromDateTime(Now.UtcDateTime).AddDays(_random.Next(-30, 30)) : null,
                Sponsor = Pick(null, "Zoë"),
            }),
        ]),
    };

    private Account Account(int number)
    {
        var status = Chance(70) ? "active" : Pick("suspended", "not_invited", "deactivated", "for_deletion", "something-new");
        Seat[] seats = status == "active" ? [.. Resources.Where(_ => Chance(25)).Select(Seat)] : [];
        return new()
        {
            Id = Id(number),
            Name = Pick(Names),
            Email = Pick(null, $"first.last{number}@example.com", $"p{number}@EXAMPLE.org", $"guest{number}@elsewhere.net", "info@example.com", "no-at-sign", "x@serviceaccount.atlassian.com"),
            EmailVerified = Pick<bool?>(null, true, false),
            Type = Chance(90) ? "atlassian" : Pick("app", "customer", "something-new"),
            Status = status,
            Claim = Pick(null, "managed", "managed", "unmanaged"),
            Source = Pick(null, "invited", "synced"),
            AddedToOrg = Chance(80) ? Ago(1_500) : null,
            HasJob = Pick<bool?>(null, true, false),
            PlatformRoles = Chance(10) ? null : Chance(10) ? [Pick(Role.OrgAdmin, Role.SiteAdmin, "atlassian/new-role")] : [],
            Usage = Chance(90) ? [.. seats.Where(_ => Chance(70)).Select(s => new Usage(s.Resource, AnySignal()))] : null,
            LastActiveAnywhere = AnySignal(),
            GuardBillable = Pick<bool?>(null, true, false),
            SuspendedIn = Chance(5) ? [new("another")] : [],
            Seats = seats,
            Incomplete = Chance(5) ? "its groups could not be read" : null,
            Probes = Chance(70) ? Probes() : null,
            FetchedAt = Now.AddMinutes(_random.Next(60)),
        };
    }

    /// <summary>The same account as somebody's whose every question was answered.</summary>
    private Account Tidy(Account account) => account with
    {
        Name = Pick("Ana Müller", "Nguyễn Thị Hoa", "山田太郎", "Дмитрий Иванов"),
        Email = Pick("ana.hoa@example.com", "ana.hoa@elsewhere.net"),
        HasJob = true,
        Type = "atlassian",
        Claim = "managed",
        Source = "invited",
        PlatformRoles = [],
        Seats = [.. account.Seats.Select(s => s with { Role = Role.User, Path = SeatPath.Group })],
        Usage = [.. account.Seats.Where(_ => Chance(70)).Select(s => new Usage(s.Resource, Signal.Of(Ago(400))))],
        Incomplete = null,
        Probes = Probes() with { Manage = new(true, null), TokenUsed = Signal.None, Issues = [new(Sites[0], 0, _random.Next(3))] },
    };

    private Seat Seat(Resource resource) => new(
        resource,
        Chance(90) ? Role.User : Role.Admin,
        _random.GetItems(Enum.GetValues<SeatPath>(), 1)[0],
        Chance(80) ? [Group(Array.IndexOf(Resources, resource))] : [],
        Chance(80) ? new DirectoryId("directory") : null);

    private Probes Probes() => new()
    {
        Manage = Pick(null, new Manageability(true, null), new Manageability(true, null), new Manageability(false, "externalDirectory.scim")),
        TokenUsed = AnySignal(),
        TokensNotRead = Chance(20) ? "HTTP 403" : null,
        Issues = Chance(60) ? [new IssueActivity(Sites[0], _random.Next(3), _random.Next(3))] : [],
        Work = Chance(60) ? [new(Sites[0]) { ServiceIssues = _random.Next(2), Ideas = _random.Next(2), InServiceProject = Chance(50), Leads = [], SharedFilters = 0, SharedDashboards = Chance(10) ? 2 : 0 }] : [],
        FetchedAt = Now.AddMinutes(90),
    };

    private Signal AnySignal() => _random.Next(4) switch
    {
        0 => Signal.Unknown,
        1 => Signal.None,
        _ => Signal.Of(Ago(400)),
    };

    /// <summary>Some time back, now and then ahead; to the tick, and not always in UTC.</summary>
    private DateTimeOffset Ago(int days) =>
        Now.AddTicks(-_random.NextInt64(-TimeSpan.TicksPerDay, days * TimeSpan.TicksPerDay)).ToOffset(TimeSpan.FromMinutes(30 * _random.Next(-20, 20)));

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private static AccountId Id(int number) => new($"712020:account-{number}");

    private static GroupId Group(int number) => new($"group-{number % 4}");
}
