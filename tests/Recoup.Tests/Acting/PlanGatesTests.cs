using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Runs;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Acting;

/// <summary>What keeps a stored plan from being applied.</summary>
public sealed class PlanGatesTests
{
    private static readonly OrgId Org = Some.Plan(1).Head.Org;
    private static readonly Settings Settings = new();
    private static readonly Plan Good = Signed(Some.Plan(rows: 3) is var p ? p.Head with { PolicyHash = PolicyFile.Hash(Settings), PriceBookHash = PriceBook.Hash(Settings), ApprovalsNeeded = 1, CreatedBy = "ann", Approvals = [] } : null!);
    private static readonly DateTimeOffset Now = Good.Head.CreatedAt.AddHours(1);

    private static Plan Signed(PlanHead head, bool admin = false)
    {
        IReadOnlyList<PlanRow> rows = [.. Some.Plan(rows: 3).Rows.Select(r => r with { IsAdmin = admin })];
        var hash = PlanHash.Of(head, rows);
        return new(head with { Hash = hash, Id = hash[..PlanHead.IdLength], Rows = rows.Count }, rows, []);
    }

    private static Plan Approved(Plan plan, string by = "bob") =>
        plan with { Head = plan.Head with { Approvals = [.. plan.Head.Approvals, new(plan.Head.Id, plan.Head.Hash, by, plan.Head.CreatedAt)] } };

    private static Run Run(string id, string plan, TimeSpan after, RunStatus status = RunStatus.Done, int done = 1) =>
        new() { Org = Org, Id = new(id), PlanId = plan, PlanHash = "h", StartedAt = Good.Head.CreatedAt + after, FinishedAt = status == RunStatus.Done ? Good.Head.AsOf + after : null, Tally = new() { Done = done }, Rows = 1, WaveEnds = [1], Status = status };

    private static readonly Dictionary<string, (Plan Plan, OrgId Org, Settings Settings, Run[] Runs, DateTimeOffset At, string? Gate)> Cases = new()
    {
        ["approved by somebody else"] = (Approved(Good), Org, Settings, [], Now, null),
        ["nobody needs to approve it"] = (Signed(Good.Head with { ApprovalsNeeded = 0 }), Org, Settings, [], Now, null),
        ["of another organisation"] = (Approved(Good), new("other"), Settings, [], Now, "foreign"),
        ["a row was edited"] = (Approved(Good with { Rows = [Good.Rows[0] with { DisplayName = "Zoe" }, .. Good.Rows.Skip(1)] }), Org, Settings, [], Now, "edited"),
        ["a row was added"] = (Approved(Good with { Rows = [.. Good.Rows, Good.Rows[0]] }), Org, Settings, [], Now, "edited"),
        ["its expiry was put off"] = (Approved(Good with { Head = Good.Head with { ExpiresAt = Good.Head.ExpiresAt.AddDays(1) } }), Org, Settings, [], Now, "edited"),
        ["a moment before it expires"] = (Approved(Good), Org, Settings, [], Good.Head.ExpiresAt.AddTicks(-1), null),
        ["expired"] = (Approved(Good), Org, Settings, [], Good.Head.ExpiresAt, "expired"),
        ["applied already"] = (Approved(Good), Org, Settings, [Run("r", Good.Head.Id, TimeSpan.FromMinutes(1))], Now, "applied"),
        ["another run is under way"] = (Approved(Good), Org, Settings, [Run("r", "other", TimeSpan.FromMinutes(-1), RunStatus.Paused)], Now, "run-active"),
        ["another run changed something since the scan"] = (Approved(Good), Org, Settings, [Run("r", "other", TimeSpan.FromTicks(1))], Now, "superseded"),
        ["another run changed nothing"] = (Approved(Good), Org, Settings, [Run("r", "other", TimeSpan.FromTicks(1), done: 0)], Now, null),
        ["another run had ended before the scan"] = (Approved(Good), Org, Settings, [Run("r", "other", TimeSpan.Zero)], Now, null),
        ["the policy was changed"] = (Approved(Good), Org, Settings with { InactiveDays = 120 }, [], Now, "policy-changed"),
        ["prices were changed"] = (Approved(Good), Org, Settings with { Costs = new Dictionary<Product, decimal> { [Product.Jira] = 8 } }, [], Now, "prices-changed"),
        ["nobody approved it"] = (Good, Org, Settings, [], Now, "unapproved"),
        ["its head was made to need nobody, for an admin"] = (Signed(Good.Head with { ApprovalsNeeded = 0 }, admin: true), Org, Settings, [], Now, "unapproved"),
        ["its head was made to need nobody, above the setting"] = (Signed(Good.Head with { ApprovalsNeeded = 0 }), Org, Settings with { ApprovalAbove = 2 }, [], Now, "unapproved"),
        ["another hash was approved"] = (Good with { Head = Good.Head with { Approvals = [new(Good.Head.Id, new('0', 64), "bob", Now)] } }, Org, Settings, [], Now, "unapproved"),
        ["approved alone, within the day"] = (Good with { Head = Good.Head with { Approvals = [new(Good.Head.Id, Good.Head.Hash, "ann", Now) { FourEyes = false }] } }, Org, Settings, [], Now.AddHours(24).AddTicks(-1), "unapproved"),
        ["approved alone, a day ago"] = (Good with { Head = Good.Head with { Approvals = [new(Good.Head.Id, Good.Head.Hash, "ann", Now) { FourEyes = false }] } }, Org, Settings, [], Now.AddHours(24), null),
        ["as many rows as a run may have"] = (Approved(Good), Org, Settings with { MostRowsARun = 3 }, [], Now, null),
        ["more rows than a run may have"] = (Approved(Good), Org, Settings with { MostRowsARun = 2 }, [], Now, "limit-run"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plan_is_applied_only_as_it_was_made_and_approved(string name)
    {
        var (plan, org, settings, runs, at, gate) = Cases[name];

        PlanGates.Refuse(plan, org, settings, runs, at)?.Gate.ShouldBe(gate);
        (PlanGates.Refuse(plan, org, settings, runs, at) is null).ShouldBe(gate is null);
    }

    [Theory]
    [InlineData("bob", false, null, null)]
    [InlineData("ann", false, null, "own-plan")]
    [InlineData("ann", true, null, "count-differs")]
    [InlineData("ann", true, 2, "count-differs")]
    [InlineData("ann", true, 3, null)]
    public void Whoever_made_a_plan_approves_it_only_where_nobody_else_could(string by, bool isOnlyApprover, int? typed, string? gate)
    {
        var (approval, refusal) = Approving.Approve(Good, Good.Head.Hash, by, isOnlyApprover, typed, Now);

        refusal?.Gate.ShouldBe(gate);
        (approval is null).ShouldBe(gate is not null);
        approval?.FourEyes.ShouldBe(!isOnlyApprover);
    }

    [Fact]
    public void An_approval_is_of_what_was_seen_once_and_in_time()
    {
        Approving.Approve(Good, new('0', 64), "bob", false, null, Now).Refusal!.Gate.ShouldBe("edited");
        Approving.Approve(Good with { Rows = [.. Good.Rows.Skip(1)] }, Good.Head.Hash, "bob", false, null, Now).Refusal!.Gate.ShouldBe("edited");
        Approving.Approve(Good, Good.Head.Hash, "bob", false, null, Good.Head.ExpiresAt).Refusal!.Gate.ShouldBe("expired");
        Approving.Approve(Approved(Good), Good.Head.Hash, "bob", false, null, Now).Refusal!.Gate.ShouldBe("approved-already");
        Approving.Approve(Good with { Head = Good.Head with { CreatedBy = null } }, Good.Head.Hash, "bob", false, null, Now).Refusal!.Gate.ShouldBe("own-plan");
    }
}
