using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Tests.Plans;

/// <summary>Findings to plan for: what a test does not name is probable, open, and can be done.</summary>
internal static class Planned
{
    /// <summary>Groups of their own for Jira and Confluence, one for both, one that the identity provider keeps and one of admins.</summary>
    public static readonly Survey Grouped = Make.Survey with
    {
        Grants =
        [
            In(Make.Staff, "jira", Product.Jira), In(Make.Staff, "jira-2", Product.Jira), In(Make.Staff, "confluence", Product.Confluence),
            In(Make.Staff, "both", Product.Jira), In(Make.Staff, "both", Product.Confluence),
            In(Make.Staff, "kept", Product.Jira) with { Writable = false },
            In(Make.Staff, "admins", Product.Jira), In(Make.Staff, "admins", Product.Jira) with { Role = Role.Admin },
            In(Make.Staff, "agents", Product.ServiceManagement),
        ],
    };

    public static Grant In(DirectoryId directory, string group, Product product) => Make.Grant(group, product) with { Directory = directory };

    /// <summary>Somebody with seats, each last used so many days ago as the place of the seat times 100 says.</summary>
    public static Account Holding(string name, params Seat[] seats) => Make.PersonOn([.. seats.Select((s, i) => (s.Resource, Make.Ago(100 * (i + 1))))]) with
    {
        Id = new(name),
        Name = $"Person {name}",
        PlatformRoles = [Role.User],
        Seats = [.. seats.Select(s => s with { Directory = s.Directory ?? (s.Path == SeatPath.Unknown ? null : Make.Staff) })],
    };

    public static Seat InGroups(Product product, params string[] groups) => Make.Seat(product, path: SeatPath.Group, groups: groups);

    public static Recommendation Finding(
        this Account account, RecommendedAction action = RecommendedAction.RemoveAccess, Product? product = null, Tier tier = Tier.Probable, string rule = "R01") => new()
    {
        Id = $"{rule}-{account.Id}-{product?.Value ?? "all"}",
        Rule = rule,
        Tier = tier,
        AccountId = account.Id,
        DisplayName = account.Name,
        Product = product,
        Site = product is null ? null : Make.Acme,
        Seats = [.. account.Seats.Where(s => product is null || s.Product == product).Select(s => new SeatRef(s.Product, s.Site, s.Directory))],
        Action = action,
        Evidence = [],
        ChangesOurMind = "Use.",
    };

    public static Candidate With(this Account account, params Recommendation[] findings) => new(account, findings);

    public static PlanSources Sources(IReadOnlyList<Candidate> candidates, Settings? settings = null, Survey? survey = null, IReadOnlyList<Hold>? holds = null, params AccountId[] admins) =>
        new(Make.Around(survey ?? Grouped, settings), Headcount.Of(candidates.Select(c => c.Account)), candidates, admins) { Holds = holds ?? [] };

    public static PlanResult Made(this PlanSources sources, PlanRequest? request = null, DateTimeOffset? now = null) => Planner.Make(sources, request ?? new(), now ?? Make.Now.AddHours(1));

    /// <summary>The plan of one account and what was found about it.</summary>
    public static PlanResult Of(Account account, params Recommendation[] findings) => Sources([account.With(findings)]).Made();

    public static PlanRow Row(Account account, params Recommendation[] findings) => Of(account, findings).Plan.ShouldNotBeNull().Rows.ShouldHaveSingleItem();
}
