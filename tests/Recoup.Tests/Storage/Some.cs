using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Engine.Scanning;

namespace Recoup.Tests.Storage;

/// <summary>Things to store; what a fact does not name is filled in.</summary>
internal static class Some
{
    public static readonly OrgId Org = new("0f4a1c2e-acme");
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 6, 30, 0, 123, TimeSpan.Zero);
    public static readonly SiteId Site = new("c1d2e3");

    public static Scan Scan(string id = "scan-1", int day = 0, OrgId? org = null) => new()
    {
        Org = org ?? Org,
        Id = new(id),
        Phase = ScanPhase.Inventory,
        Cursor = "cursor-1",
        Survey = new() { Org = org ?? Org, Scan = new(id), Now = Start.AddDays(day), Source = "users/search" },
    };

    /// <summary>An account of which only the required is known.</summary>
    public static Account Bare(string id, string? name = null) =>
        new() { Id = new(id), Name = name ?? $"Person {id}", Status = "active", FetchedAt = Start };

    /// <summary>An account with everything filled in.</summary>
    public static Account Account(string id, string? name = null, string? email = null) => Bare(id, name) with
    {
        Email = email ?? $"{id}@acme.example",
        EmailVerified = true,
        Claim = "managed",
        Source = "invited",
        AddedToOrg = Start.AddDays(-400).AddTicks(1),
        HasJob = false,
        PlatformRoles = [Role.User],
        Usage = [new(new(Product.Jira, Site), Signal.Of(Start.AddDays(-120))), new(new(Product.Confluence, Site), Signal.None)],
        LastActiveAnywhere = Signal.Of(Start.AddDays(-120)),
        Seats =
        [
            new(new(Product.Jira, Site), Role.User, SeatPath.Group, [new("g-1")], new("d-1")),
            new(new(Product.Confluence, Site), Role.Admin, SeatPath.Direct, [], null),
        ],
        Incomplete = "groups cut short",
        Probes = new() { Manage = new(true, null), TokenUsed = Signal.None, Issues = [new(Site, 1, 2)], FetchedAt = Start },
        Kind = new(AccountKind.Human, ["first and last name"]),
    };

    /// <summary>Pages of so many accounts each, named after page and place: <c>p0-0</c>, <c>p0-1</c>…</summary>
    public static List<AccountPage> Pages(int count, int each, int from = 0) =>
    [
        .. Enumerable.Range(from, count).Select(page => new AccountPage(
            page,
            [.. Enumerable.Range(0, each).Select(i => Account(string.Create(CultureInfo.InvariantCulture, $"p{page}-{i}")))])),
    ];

    /// <summary>A listing: a grant for each group, and one of everything else.</summary>
    public static Listing Listing(int number, params string[] groups) => new(number)
    {
        Grants = [.. groups.Select(group => new Grant(new(group), $"Group {group}", null, true, new(Product.Jira, Site), Role.User))],
        Direct = [new(new("a-1"), new(Product.Confluence, Site), Role.Admin)],
        Guard = [new(new("a-1"), true)],
        Given = [new(new("a-1"), Start)],
        OnSites = [new(new("a-1"), Site)],
        Issues = [new(new("a-1"), Site, 1, 2)],
    };

    public static Recommendation Finding(string id, string? account = "a-1", string name = "Ann", Tier tier = Tier.Probable) => new()
    {
        Id = id,
        Rule = "R01",
        Tier = tier,
        AccountId = account is null ? null : new AccountId(account),
        DisplayName = name,
        Kind = AccountKind.Human,
        Product = Product.Jira,
        Site = Site,
        Seats = [new(Product.Jira, Site, null)],
        Action = RecommendedAction.RemoveAccess,
        Evidence = [new("last use", "120 days ago", "users/search", Start)],
        Guards = ["G4"],
        ChangesOurMind = "One use of Jira.",
        Saving = new("USD", 7.53m, null, true, 90.36m),
        FirstSeen = Start.AddDays(-30),
        LastSeen = Start,
        OpenSince = Start.AddDays(-30),
        SeenIn = new("scan-1"),
    };

    /// <summary>A plan whose rows and skipped are about <c>p0</c>, <c>p1</c>… and <c>s0</c>, <c>s1</c>…, but for the first of each where it is named.</summary>
    public static Plan Plan(int rows, int skipped = 0, int day = 0, OrgId? org = null, AccountId? first = null, AccountId? firstSkipped = null, AccountId? next = null)
    {
        PlanRow[] made = [.. Enumerable.Range(0, rows).Select(i => PlanRow(i == 0 && first is { } named ? named : new($"p{i}")))];
        var head = new PlanHead
        {
            Id = "",
            Hash = "",
            Org = org ?? Org,
            Scan = new("scan-1"),
            AsOf = Start,
            PolicyHash = new('a', 64),
            PriceBookHash = new('b', 64),
            CreatedAt = Start.AddDays(day),
            ExpiresAt = Start.AddDays(day) + PlanHead.Lifetime,
            Rows = rows,
            Skipped = skipped,
            Seats = rows,
            ApprovalsNeeded = 1,
            ApprovalBecause = "it is “large”",
            Savings = [new("USD", 7.53m, new(2026, 12, 1), true, 90.36m), new("JPY", 100m, null, false, 1_200m)],
            Targets = [new(Product.Jira, 10, 300, 50, 280) { Next = next is { } account ? new("f", account, "Next <b>", Tier.Probable, 90) : null }],
        };
        var hash = PlanHash.Of(head, made);
        return new(
            head with { Hash = hash, Id = hash[..PlanHead.IdLength] },
            made,
            [.. Enumerable.Range(0, skipped).Select(i => new SkippedRow($"f{i}", "R01", i == 0 && firstSkipped is { } named ? named : new($"s{i}"), "Zoë \0", "route-out", "“no”"))]);
    }

    private static PlanRow PlanRow(AccountId account)
    {
        var state = new AccountState("active", "okta", [Role.User], [new(new(Product.Jira, Site), Role.User, SeatPath.Group, [new("g-1")], Signal.Of(Start.AddDays(-120).AddTicks(1)))]) { Claim = "managed", LastUse = Signal.None };
        return new()
        {
            Id = $"f-{account}",
            Findings = [$"f-{account}"],
            Rule = "R01",
            Tier = Tier.Certain,
            AccountId = account,
            DisplayName = "Zoë “<b>” \0",
            Action = RecommendedAction.RemoveAccess,
            Seats = [new(Product.Jira, Site, new("d-1"))],
            IdleDays = 120,
            Changes = [new(ChangeKind.LeaveGroup) { Directory = new("d-1"), Group = new("g-1"), GroupName = "=group" }],
            Before = state,
            After = state with { Seats = [] },
            Saving = null,
        };
    }

    /// <summary>A run with everything filled in.</summary>
    public static Run Run(string id = "run-1", int rows = 2, int day = 0, OrgId? org = null) => new()
    {
        Org = org ?? Org,
        Id = new(id),
        PlanId = "0123456789ab",
        PlanHash = new('c', 64),
        Undoes = new("run-0"),
        StartedAt = Start.AddDays(day),
        Status = RunStatus.Waiting,
        Because = "“soak” <b>",
        DueAt = Start.AddDays(day + 1),
        FinishedAt = Start.AddDays(day + 2),
        Rows = rows,
        WaveEnds = Waves.Ends(rows),
        Tally = new() { Done = 1, Skipped = 2, Failed = 3, Open = 4, Released = 5 },
        Trouble = new() { Errors = 1, Limited = 2, CameBack = 3 },
        ByDay = new Dictionary<DateOnly, int> { [new(2026, 11, 1)] = 7 },
        OutOfGroups = new Dictionary<string, int> { ["g-1"] = 8 },
        Promised = [new("EUR", 7.5m, new(2026, 12, 1), true, 90m)],
        Held = Headcount.Of([Account("a-1")]),
        Regrets = new Dictionary<string, Regret> { ["R01"] = new(9, 1, 2) },
    };

    /// <summary>Rows of a run, each with a name and an account of its own.</summary>
    public static IReadOnlyList<RunRow> RunRows(int rows) => [.. Enumerable.Range(1, rows).Select(number =>
    {
        var planned = PlanRow(new($"a{number}"));
        return new RunRow
        {
            Run = new("run-1"),
            Number = number,
            Wave = Waves.Of(number, Waves.Ends(rows)),
            Id = planned.Id,
            Findings = planned.Findings,
            Rule = planned.Rule,
            AccountId = planned.AccountId,
            DisplayName = planned.DisplayName,
            Action = planned.Action,
            Seats = planned.Seats,
            Before = planned.Before,
            Kept = [new(Product.Confluence, Site)],
            Calls = [new(planned.Changes[0], CallState.Done, Start.AddTicks(number), 2)],
            Outcome = RowOutcome.Done,
            Gate = "gate",
            Reason = "“reason” \0",
            Image = new()
            {
                Account = planned.AccountId, ReadAt = Start, Status = "active", Claim = "managed", Source = "okta", PlatformRoles = [Role.User], Usage = [new(new(Product.Jira, Site), Signal.None)],
                Groups = [new("g-1")], Roles = [new(new("d-1"), new Resource(Product.Jira, Site).Ari, Role.User, true, true, false, "active")], TokenUsed = Signal.Of(Start), NotManageable = "why",
            },
            Change = Headcount.Of([Account("a-1")]),
            DoneAt = Start.AddMinutes(number),
            Release = new(ReleaseState.StillBillable, "Jira through a group", Start.AddMinutes(number + 1)),
            CameBackAt = Start.AddDays(1),
            UndoneIn = new("run-9"),
        };
    })];

    /// <summary>All of a plan.</summary>
    public static string Json(Plan plan) =>
        Json(plan.Head, CoreJson.Default.PlanHead) + Json(plan.Rows, CoreJson.Default.IReadOnlyListPlanRow) + Json(plan.Skipped, CoreJson.Default.IReadOnlyListSkippedRow);

    public static string Json(Account account) => Json(account, CoreJson.Default.Account);

    public static string Json(Recommendation finding) => Json(finding, CoreJson.Default.Recommendation);

    public static string Json(Listing page) => Json(page, EngineJson.Default.Listing);

    public static string Json(Scan scan) => Json(scan, EngineJson.Default.Scan);

    public static string Json(Connection connection) => Json(connection, EngineJson.Default.Connection);

    public static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
