using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Recoup.Core;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Plans;

/// <summary>What must hold for every plan of every organisation.</summary>
public sealed class PlanProperties
{
    private static readonly Config FiveThousand = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithQuietOnSuccess(true);

    private static void Always(Func<PlannedOrganisation, bool> holds) => Prop.ForAll(PlannedOrganisation.Any, holds).Check(FiveThousand);

    /// <summary>Where there is a plan.</summary>
    private static void AlwaysOf(Func<PlannedOrganisation, Plan, bool> holds) => Always(o => o.Made().Plan is not { } plan || holds(o, plan));

    [Fact]
    public void The_organisations_are_worth_testing()
    {
        var made = Gen.Sample(PlannedOrganisation.Any.Generator, 4_000, 50).Select(o => o.Made()).ToList();
        var plans = made.Select(m => m.Plan).OfType<Plan>().ToList();

        made.Select(m => m.Refusal?.Gate).Distinct().ShouldBe([null, "nothing", "target-met"], ignoreOrder: true);
        plans.SelectMany(p => p.Rows).Select(r => r.Action).Distinct().Count().ShouldBe(4);
        plans.Count(p => p.Rows.Count > 2).ShouldBeGreaterThan(50);
        plans.Count(p => p.Head.Targets.Any(t => t.MissedBy > 0)).ShouldBeGreaterThan(20);
        plans.Count(p => p.Head.Targets.Any(t => t is { MissedBy: 0, Next: not null })).ShouldBeGreaterThan(5);
        plans.Count(p => p.Head.Savings.Any(s => s.PerYear < 0)).ShouldBeGreaterThan(3);
        plans.Count(p => p.Head.Savings.Select(s => s.Currency).Distinct().Count() > 1).ShouldBeGreaterThan(10);
        string[] gates =
        [
            "route-out", "advise", "superseded", "roles-unknown", "unmanaged", "directory-unknown", "admin-role", "path-unknown", "no-free-role", "admin-group",
            "group-kept", "group-shared", "other-action", "last-admin", "most", "not-noticed", "notice-runs", "notice-bounced",
        ];
        made.SelectMany(m => m.Skipped).Select(s => s.Gate).Distinct().ShouldBe(gates, ignoreOrder: true);
    }

    [Fact]
    public void No_row_that_is_excluded_unsure_set_aside_or_held_is_in_a_plan() => AlwaysOf((o, plan) => plan.Rows.All(row =>
    {
        var findings = o.Candidates.Single(c => c.Account.Id == row.AccountId).Findings.Where(f => row.Findings.Contains(f.Id)).ToList();
        return findings.Count == row.Findings.Count && findings.TrueForAll(f =>
            f is { Tier: Tier.Certain or Tier.Probable, State: RecommendationState.Open, SupersededBy: null, Action: not (RecommendedAction.RouteOut or RecommendedAction.Advise) });
    }));

    [Fact]
    public void Where_people_are_told_first_nobody_is_in_a_plan_who_was_not_told_long_enough_ago() => AlwaysOf((o, plan) => o.Settings.NoticeDays == 0 || plan.Rows.All(row =>
    {
        var findings = o.Candidates.Single(c => c.Account.Id == row.AccountId).Findings.Where(f => row.Findings.Contains(f.Id)).ToList();
        return findings.Count > 0 && findings.TrueForAll(f => f.Rule is "R06" or "R16" || f.Notice == NoticeAnswer.Agreed
            || (f.Notice == NoticeAnswer.None && f.NoticedAt?.AddDays(o.Settings.NoticeDays) <= plan.Head.CreatedAt));
    }));

    [Fact]
    public void Whom_nobody_has_to_tell_no_notice_keeps_out() => Always(o => o.Made().Skipped.All(s =>
        s.Gate is not ("not-noticed" or "notice-runs" or "notice-bounced") || (o.Settings.NoticeDays > 0 && s.Rule is not ("R06" or "R16"))));

    [Fact]
    public void Whatever_is_asked_for_is_planned_or_skipped_with_a_reason() => AlwaysOf((o, plan) =>
    {
        var planned = plan.Rows.SelectMany(r => r.Findings).ToList();
        var skipped = plan.Skipped.Select(s => s.Id).ToList();
        var asked = o.Candidates.SelectMany(c => c.Findings).Where(f =>
            f.IsActionable && (o.Request.Rules.Count == 0 || o.Request.Rules.Contains(f.Rule)) && (o.Request.Products.Count == 0 || f.Seats.Any(s => o.Request.Products.Contains(s.Product)))).Select(f => f.Id).ToHashSet();
        return planned.Concat(skipped).Distinct().Count() == planned.Count + skipped.Count
            && asked.IsSupersetOf(planned) && asked.IsSupersetOf(skipped) && plan.Skipped.All(s => s.Reason.Length > 0)
            && (o.Request.Targets.Count > 0 || asked.Count == planned.Count + skipped.Count);
    });

    [Fact]
    public void Two_organisation_admins_are_left_where_there_were_two() => AlwaysOf((o, plan) =>
        o.Admins.Count(a => plan.Rows.All(r => r.AccountId != a)) >= Math.Min(2, o.Admins.Count));

    [Fact]
    public void An_account_has_one_row_and_only_what_it_holds_is_taken() => AlwaysOf((o, plan) =>
        plan.Rows.Select(r => r.AccountId).Distinct().Count() == plan.Rows.Count
        && plan.Rows.All(r => r.Seats.All(s => r.Before.Seats.Any(b => b.Resource == s.Resource)) && r.After.Seats.All(r.Before.Seats.Contains))
        && plan.Rows.All(r => r.Action is RecommendedAction.Suspend or RecommendedAction.Deactivate || r.Before.Seats.Count == r.After.Seats.Count + r.Seats.Count));

    [Fact]
    public void The_calls_take_what_the_row_says_and_nothing_that_stays() => AlwaysOf((o, plan) => plan.Rows.All(row =>
    {
        if (row.Action is RecommendedAction.Suspend or RecommendedAction.Deactivate)
            return row.Changes.Count > 0;
        var left = row.Changes.Where(c => c.Kind == ChangeKind.LeaveGroup).Select(c => c.Group!.Value).ToHashSet();
        var revoked = row.Changes.Where(c => c.Kind == ChangeKind.RevokeRole).Select(c => c.Resource!.Value).ToHashSet();
        return row.Before.Seats.All(seat =>
        {
            var byRole = seat.Path is SeatPath.Direct or SeatPath.DirectAndGroup && !revoked.Contains(seat.Resource);
            var byGroup = seat.Groups.Any(g => !left.Contains(g)) || seat.Path is SeatPath.Unknown or SeatPath.Inferred || (seat.Path == SeatPath.Group && seat.Groups.Count == 0);
            return (byRole || byGroup) == row.After.Seats.Any(s => s.Resource == seat.Resource);
        });
    }));

    [Fact]
    public void The_joint_saving_is_the_bill_before_less_the_bill_after_to_the_smallest_unit() => AlwaysOf((o, plan) =>
    {
        var after = plan.Rows.ToDictionary(r => r.AccountId, r => r);
        var (before, then) = (Bill(o, o.Everybody), Bill(o, o.Everybody.Select(a => after.TryGetValue(a.Id, out var row) ? After(a, row, o.Sources.Around.Tariff) : a)));
        var saved = plan.Head.Savings.ToDictionary(s => (s.Currency, s.Effective));
        return before.Keys.Union(then.Keys).All(k => before.GetValueOrDefault(k) - then.GetValueOrDefault(k) == (saved.TryGetValue(k, out var s) ? s.PerYear : 0))
            && saved.Values.All(s => s.PerMonth == new Currency(s.Currency).Round(s.PerYear / 12) && before.GetValueOrDefault((s.Currency, s.Effective)) >= s.PerYear);
    });

    /// <summary>An account as it stands behind a row, to be counted like any other.</summary>
    private static Account After(Account account, PlanRow row, Tariff tariff)
    {
        if (row.Action == RecommendedAction.Deactivate)
            return account with { Status = "deactivated", Seats = [], GuardBillable = false };
        var seats = account.Seats.Where(s => row.After.Seats.Any(kept => kept.Resource == s.Resource)).ToList();
        // Guard counts for these seats, and no longer without one that it counts; what else it may count for does not end.
        var ends = account.Seats.Any(s => s.Product != Product.Discovery) && seats.TrueForAll(s => s.Product == Product.Discovery);
        // Whom a plan kept outside is counted without it, for what they hold.
        var comes = account.GuardBillable == false && account.Seats.Except(seats).Any(s => tariff.TryGet(s.Resource)?.CoversGuard == true);
        return account with { Seats = seats, GuardBillable = ends ? false : comes ? null : account.GuardBillable };
    }

    /// <summary>Every invoice of a year by currency and day, line by line.</summary>
    private static Dictionary<(string, DateOnly?), decimal> Bill(PlannedOrganisation organisation, IEnumerable<Account> accounts)
    {
        var tariff = organisation.Sources.Around.Tariff;
        var counted = tariff.Count(Headcount.Of(accounts));
        var bill = new Dictionary<(string, DateOnly?), decimal>();
        for (var at = 0; at < tariff.Subscriptions.Count; at++)
        {
            var line = tariff.Subscriptions[at];
            var day = line.Next(Make.Now.AddHours(1), tariff.Zone);
            if (line.Cost(counted[at], day ?? Make.Today) is { } cost)
                bill[(line.Currency, day)] = bill.GetValueOrDefault((line.Currency, day)) + cost * line.PeriodsAYear;
        }

        return bill;
    }

    [Fact]
    public void The_same_snapshot_policy_and_clock_give_the_same_bytes() => AlwaysOf((o, plan) => Some.Json(plan) == Some.Json(o.Made().Plan!));

    [Fact]
    public void The_order_of_accounts_says_nothing() => Always(o =>
    {
        var (plan, refusal, skipped) = o.Made();
        var (turned, turnedRefusal, turnedSkipped) = o.Turned().Made();
        return refusal == turnedRefusal && skipped.ToHashSet().SetEquals(turnedSkipped) && plan?.Head.Hash == turned?.Head.Hash
            && (plan is null || plan.Head.Targets.SequenceEqual(turned!.Head.Targets));
    });

    [Fact]
    public void The_hash_is_over_the_rows_as_they_are_stored_and_printed() => AlwaysOf((_, plan) => plan.Head.Hash == HashOf(plan));

    [Fact]
    public void Whatever_a_row_may_hold_is_in_the_hash_as_it_is_stored()
    {
        var row = Some.Plan(rows: 1).Rows[0];
        var odd = new[] { "“<b>” \0 \"&'+`", "\u00e9\ud83d\ude00", "", "=1+1" };
        PlanRow[] rows =
        [
            .. Enum.GetValues<ChangeKind>().Select(k => row with { Changes = [new(k), new(k) { Directory = new(odd[0]), Group = new(odd[1]), GroupName = odd[2], Resource = Product.Jira.On(), Role = odd[3] }] }),
            .. Enum.GetValues<RecommendedAction>().Select(a => row with { Action = a, IsAdmin = a == RecommendedAction.Suspend, Seats = [new(new(odd[0]), new(odd[1]), null)] }),
            .. Enum.GetValues<Tier>().Select(t => row with { Tier = t, IdleDays = int.MaxValue, Findings = odd, Rule = odd[0], DisplayName = odd[1], Id = odd[3] }),
            .. Enum.GetValues<SeatPath>().Select(p => row with { Before = new(odd[0], odd[1], odd, [new(Product.Confluence.On(), odd[3], p, [new(odd[0]), new(odd[1])], Signal.Unknown)]) { Claim = odd[0], LastUse = Signal.Unknown } }),
            row with { Before = new("s", null, null, []), Saving = new("JPY", -12.5m, null, true, 0.001m), OtherSavings = [new("EUR", 1, new(2027, 1, 31), false, 12)] },
        ];
        foreach (var one in rows)
        {
            var plan = Some.Plan(rows: 1) with { Rows = [one] };
            PlanHash.Of(plan.Head, plan.Rows).ShouldBe(HashOf(plan));
        }
    }

    private static string HashOf(Plan plan)
    {
        var head = plan.Head;
        var json = $$"""{"org":{{Text(head.Org.Value)}},"scan":{{Text(head.Scan.Value)}},"asOf":{{JsonSerializer.Serialize(head.AsOf)}},"policyHash":{{Text(head.PolicyHash)}},"priceBookHash":{{Text(head.PriceBookHash)}},"rows":{{Some.Json(plan.Rows, CoreJson.Default.IReadOnlyListPlanRow)}},"createdAt":{{JsonSerializer.Serialize(head.CreatedAt)}},"expiresAt":{{JsonSerializer.Serialize(head.ExpiresAt)}}}""";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

        static string Text(string text) => JsonSerializer.Serialize(text);
    }

    [Fact]
    public void The_hash_names_every_row_and_what_it_rests_on() => AlwaysOf((o, plan) =>
    {
        var (head, row) = (plan.Head, plan.Rows[^1]);
        Plan[] others =
        [
            plan with { Rows = [.. plan.Rows.Skip(1)] },
            plan with { Rows = [.. plan.Rows.SkipLast(1), row with { Before = row.Before with { Status = "other" } }] },
            plan with { Rows = [.. plan.Rows.SkipLast(1), row with { Changes = [.. row.Changes, new(ChangeKind.Deactivate)] }] },
            plan with { Rows = [.. plan.Rows.SkipLast(1), row with { AccountId = new("another") }] },
            plan with { Head = head with { Org = new("other") } },
            plan with { Head = head with { Scan = new("other") } },
            plan with { Head = head with { AsOf = head.AsOf.AddTicks(1) } },
            plan with { Head = head with { PolicyHash = "other" } },
            plan with { Head = head with { PriceBookHash = "other" } },
            plan with { Head = head with { CreatedAt = head.CreatedAt.AddTicks(1) } },
            plan with { Head = head with { ExpiresAt = head.ExpiresAt.AddTicks(1) } },
        ];
        return plan.IsWhole && head.Hash.StartsWith(head.Id, StringComparison.Ordinal) && Array.TrueForAll(others, p => !p.IsWhole);
    });

    [Fact]
    public void A_second_person_decides_above_the_limit_and_on_every_admin() => AlwaysOf((o, plan) =>
    {
        var limit = Math.Min(o.Settings.ApprovalAbove ?? 10, 50);
        return plan.Head.ApprovalsNeeded == (plan.Head.Seats > limit || plan.Rows.Any(r => r.IsAdmin) ? 1 : 0) && (plan.Head.ApprovalsNeeded == 1) == plan.Head.ApprovalBecause is not null;
    });

    [Fact]
    public void No_choice_of_rows_beats_the_solver() => Always(o =>
    {
        if (o.Request is not { Targets.Count: > 0, Most: null } || o.Made().Plan is not { } plan)
            return true;
        // The same without targets: every row that can be had, the least risky first.
        var all = (o with { Request = o.Request with { Targets = new Dictionary<Product, int>() } }).Made().Plan!.Rows.Order(Comparer<PlanRow>.Create(PlanRow.CompareRisk)).ToList();
        var best = Enumerable.Range(0, 1 << all.Count).First(choice => plan.Head.Targets.All(t =>
            Freed(o, all.Where((_, i) => (choice >> i & 1) == 1), t.Product) >= Math.Min(t.Held - t.Goal, Freed(o, all, t.Product))));
        // Counting upwards, the first choice that does is the one whose riskiest row is the least risky, then its second, and so on.
        return plan.Rows.Select(r => r.Id).ToHashSet().SetEquals(all.Where((_, i) => (best >> i & 1) == 1).Select(r => r.Id))
            && plan.Head.Targets.All(t => t.Possible == Freed(o, all, t.Product) && t.Reached == t.Held - Freed(o, plan.Rows, t.Product)
                && t.Next?.Id == all.Find(r => plan.Rows.All(taken => taken.Id != r.Id) && Freed(o, [r], t.Product) > 0)?.Id);
    });

    private static int Freed(PlannedOrganisation organisation, IEnumerable<PlanRow> rows, Product product) =>
        rows.Sum(r => Counted(organisation, r.Before, product) - Counted(organisation, r.After, product));

    /// <summary>Seats, and of each subscription that counts people one.</summary>
    private static int Counted(PlannedOrganisation organisation, AccountState account, Product product) => account.Seats
        .Where(s => s.Resource.Product == product && s.Resource.Site != Make.Sandbox)
        .Select(s => organisation.Sources.Around.Tariff.TryGet(s.Resource) is { CountsPeople: true } paid ? paid.Name : s.Resource.Ari).Distinct().Count();
}
