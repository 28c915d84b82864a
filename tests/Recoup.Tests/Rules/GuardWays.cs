using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;

namespace Recoup.Tests.Rules;

/// <summary>One way in which a guard comes to speak.</summary>
/// <param name="Guard">Its id.</param>
/// <param name="What">What there is, in words.</param>
/// <param name="Effect">What the guard then does.</param>
/// <param name="Add">The same situation with that.</param>
internal sealed record GuardWay(string Guard, string What, GuardEffect Effect, Func<Situation, Situation> Add)
{
    public string Name => $"{Guard} {What}";

    /// <summary>What becomes of a finding.</summary>
    public (Tier, RecommendedAction) Of(Tier tier, RecommendedAction action) => Effect switch
    {
        GuardEffect.Exclude => (Tier.Excluded, RecommendedAction.Advise),
        GuardEffect.Lower => (tier > Tier.Review ? tier - 1 : tier, action),
        GuardEffect.Review => (tier > Tier.Review ? Tier.Review : tier, action),
        GuardEffect.RouteOut => (tier, action == RecommendedAction.Advise ? action : RecommendedAction.RouteOut),
        _ => (tier > Tier.Review ? Tier.Review : tier, RecommendedAction.Advise),
    };
}

/// <summary>Everything that guards look at, as it is when they have to speak.</summary>
internal static class GuardWays
{
    public static readonly IReadOnlyList<GuardWay> All =
    [
        Kind("a service account", AccountKind.Service),
        Kind("a bot", AccountKind.Bot),
        Kind("a shared mailbox", AccountKind.Shared),
        Kind("an app", AccountKind.App),
        Kind("a customer", AccountKind.Customer),
        new("G1", "a token in use", GuardEffect.Exclude, s => s.WithProbes(p => p with { TokenUsed = Make.Ago(1) })),
        PlatformRole("an organisation admin", Role.OrgAdmin),
        PlatformRole("a site admin", Role.SiteAdmin),
        PlatformRole("a user-access admin", Role.UserAccessAdmin),
        PlatformRole("a role new to us", "atlassian/billing-admin"),
        new("G2", "a product admin", GuardEffect.Exclude, s => s.With(a => a with { Seats = [.. a.Seats.Select(seat => seat with { Role = Role.Admin })] })),
        new("G2", "the billing contact", GuardEffect.Exclude, s => s with { Settings = s.Settings with { BillingContact = s.Account.Id } }),
        new("G3", "a hold", GuardEffect.Exclude, s => s with { Holds = [.. s.Holds, new(s.Account.Id, "HR", "leave", Make.Today)] }),
        Exclusion("its group left alone", s => new() { Group = "night shift" }, s => s.With(a => a with { InGroups = [.. a.InGroups, "night shift"] })),
        Exclusion("its domain left alone", s => new() { Domain = s.Account.Domain ?? "none.example" }),
        Exclusion("its product left alone", s => new() { Product = ResourceOf(s).Product }),
        Exclusion("its site left alone", s => new() { Site = s.Survey.SiteName(ResourceOf(s).Site) }),
        new("G4", "joined yesterday", GuardEffect.Lower, s => s.With(a => a with { AddedToOrg = Make.Now.AddDays(-1) })),
        new("G4", "given access yesterday", GuardEffect.Lower, s => s.With(a => a with { LastGiven = Make.Now.AddDays(-1) })),
        Feed("no feed", _ => null),
        Feed("nobody's use for 73 hours", f => f with { Newest = Make.Ago(TimeSpan.FromHours(73)) }),
        Feed("less than half the usual use", f => f with { Recent = 24, UsualShare = 0.5 }),
        new("G6", "an incomplete record", GuardEffect.Review, s => s.With(a => a with { Incomplete = "cut short" })),
        new("G6", "seats that were not read", GuardEffect.Review, s => s.WithSurvey(v => v with { UnreadSeats = [Product.Discovery.On(Make.Other)] })),
        new("G7", "made by the identity provider", GuardEffect.RouteOut, s => s.With(a => a with { Source = "synced", Claim = "managed" })),
        new("G7", "managed elsewhere", GuardEffect.RouteOut, s => s.WithProbes(p => p with { Manage = new(false, "externalDirectory.scim") })),
        new("G7", "a group kept elsewhere", GuardEffect.RouteOut, s => s
            .With(a => a with { Seats = [.. a.Seats.Select(seat => seat with { Groups = [.. seat.Groups, new("kept")] })] })
            .WithSurvey(v => v with { Grants = [.. v.Grants, Make.Grant("kept", Product.Jira, writable: false)] })),
        new("G7", "an owner nobody knows", GuardEffect.Advise, s => s.With(a => a with { Source = null, Claim = "managed", Probes = a.Probes is null ? null : a.Probes with { Manage = null } })),
        Needed("leads a project", w => w with { Leads = ["OPS"] }),
        Needed("shares a filter", w => w with { SharedFilters = 1 }),
        Needed("shares a dashboard", w => w with { SharedDashboards = 1 }),
    ];

    private static Resource ResourceOf(Situation s) => s.Account.Seats is [var first, ..] ? first.Resource : Product.Jira.On();

    private static GuardWay Kind(string what, AccountKind kind) =>
        new("G1", what, GuardEffect.Exclude, s => s.With(a => a with { Kind = new(kind, ["named so"]) }));

    private static GuardWay PlatformRole(string what, string role) =>
        new("G2", what, GuardEffect.Exclude, s => s.With(a => a with { PlatformRoles = [.. a.PlatformRoles ?? [], role] }));

    private static GuardWay Exclusion(string what, Func<Situation, Selector> where, Func<Situation, Situation>? before = null) =>
        new("G3", what, GuardEffect.Exclude, s => (before?.Invoke(s) ?? s) with { Settings = s.Settings with { Exclusions = [.. s.Settings.Exclusions, new(where(s), "the auditors ask for it", Until: null)] } });

    private static GuardWay Feed(string what, Func<ProductFeed, ProductFeed?> change) =>
        new("G5", what, GuardEffect.Review, s => s.WithSurvey(v => v with { Feed = [.. v.Feed.Select(change).OfType<ProductFeed>()] }));

    private static GuardWay Needed(string what, Func<SiteWork, SiteWork> change) => new("G8", what, GuardEffect.Lower, s =>
    {
        var site = ResourceOf(s).Site;
        return s.With(a => a.Working(change(a.Probes?.WorkOn(site) ?? new(site))));
    });
}
