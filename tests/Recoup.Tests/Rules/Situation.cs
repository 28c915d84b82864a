using FsCheck;
using FsCheck.Fluent;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests.Rules;

/// <summary>One account and the organisation around it; <see cref="Any"/> makes them up at random, mostly harmless and with dates around every limit.</summary>
internal sealed record Situation(Account Account, Survey Survey, Settings Settings, IReadOnlyList<Hold> Holds, IReadOnlyList<Recommendation> Earlier)
{
    public static Arbitrary<Situation> Any => field ??= Situations().ToArbitrary();

    /// <summary>What HR or the identity provider says.</summary>
    public PeopleList People { get; init; } = PeopleList.None;

    /// <summary>Everybody else.</summary>
    public IReadOnlyList<Account> Others { get; init; } = [];

    /// <summary>An account in an organisation where nothing speaks against anything.</summary>
    public static Situation Of(Account account) => new(account, Make.Survey, Make.Settings, [], []);

    public Circumstances Around() => Make.Around(Survey, Settings, Holds, People, Others.Count == 0 ? null : [Account, .. Others]);

    public IReadOnlyList<Recommendation> Judged() => new Judge(Around()).Findings(Account, Earlier);

    public Recommendation Found(string rule) => Judged().Of(rule).ShouldNotBeNull(rule);

    public Situation With(Func<Account, Account> change) => this with { Account = change(Account) };

    public Situation WithProbes(Func<Probes, Probes> change) => With(a => a with { Probes = change(a.Probes ?? new() { FetchedAt = Make.Now }) });

    public Situation WithSurvey(Func<Survey, Survey> change) => this with { Survey = change(Survey) };

    private static Gen<bool> Chance(int percent) => Gen.Choose(1, 100).Select(n => n <= percent);

    private static Gen<T> Mostly<T>(int percent, T usual, params T[] others) =>
        from usually in Chance(percent)
        from other in Gen.Elements(others)
        select usually ? usual : other;

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
        select Make.Seat(product, site, role, path, grouped ? [.. groups] : []);

    private static readonly Gen<Probes?> Answers =
        from asked in Chance(70)
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
        from status in Mostly(97, "active", "suspended")
        from probes in Answers
        let held = seats.DistinctBy(s => s.Resource).Take(few).ToList()
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
            Seats = held,
            Incomplete = incomplete,
            Kind = new(kind, ["made up"]),
            Probes = probes,
            FetchedAt = Make.Now,
        };

    private static Gen<Situation> Situations() =>
        from account in Accounts
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
            Feed = [.. Make.Survey.Feed.Where(f => f.Product != stalled)],
            Grants = [Make.Grant("g-1", Product.Jira), Make.Grant("g-2", Product.Confluence), Make.Grant("g-kept", Product.Jira, writable: false), Make.Grant("g-kept", Product.Confluence), Make.Grant("g-1", Product.Discovery)],
            UnreadSeats = unread ? [Product.Confluence.On(Make.Other), Product.Jira.On()] : [],
            Missing = partial ? ["events"] : [],
            Domains = domains ? ["acme.example"] : [],
        }
        let settings = Make.Settings with { BillingContact = billing ? account.Id : null }
        let holds = held is { } days ? new[] { new Hold(account.Id, "HR", "leave", DateOnly.FromDateTime(Make.Now.UtcDateTime).AddDays(days)) } : []
        let earlier = watched is { } ago
            ? account.Judged(survey, settings, holds).Select(f => f with { FirstSeen = Make.Now.AddDays(-ago), OpenSince = Make.Now.AddDays(-ago), Tier = before }).Select(f => closed ? f.Closed("used again") : f).ToArray()
            : []
        select new Situation(account, survey, settings, holds, earlier);
}
