using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Plans;

/// <summary>What is known of a plan without its rows.</summary>
public sealed record PlanHead
{
    /// <summary>How long a plan may be applied: after that it is made anew (RULES 5).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    /// <summary>How much of the hash names a plan.</summary>
    public const int IdLength = 12;

    /// <summary>The beginning of the hash.</summary>
    public required string Id { get; init; }

    /// <summary>See <see cref="PlanHash"/>.</summary>
    public required string Hash { get; init; }

    public required OrgId Org { get; init; }

    /// <summary>The scan that it rests on.</summary>
    public required ScanId Scan { get; init; }

    /// <summary>When that scan began: everything is as of then.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required string PolicyHash { get; init; }

    public required string PriceBookHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required int Rows { get; init; }

    public required int Skipped { get; init; }

    /// <summary>Seats that come back.</summary>
    public required int Seats { get; init; }

    /// <summary>How many other people have to approve it.</summary>
    public required int ApprovalsNeeded { get; init; }

    /// <summary>Why, in words; null when nobody has to.</summary>
    public string? ApprovalBecause { get; init; }

    /// <summary>What all rows save together, for each currency and day.</summary>
    public required IReadOnlyList<Saving> Savings { get; init; }

    /// <summary>What was to be reached, and what is.</summary>
    public IReadOnlyList<PlanTarget> Targets { get => field ?? []; init; }

    /// <summary>Who made it; null where an older Recoup did. No part of the hash.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Who approved it. No part of the hash.</summary>
    public IReadOnlyList<PlanApproval> Approvals { get => field ?? []; init; }

    /// <summary>Whether so many have approved exactly this.</summary>
    public bool IsApproved(DateTimeOffset now, int needed) => Approvals.Where(a => a.Hash == Hash && a.HoldsFrom <= now).DistinctBy(a => a.By).Count() >= needed;

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;
}

/// <summary>Exactly what would be done: what is approved, and what is applied, is its hash.</summary>
/// <param name="Head">What is known of it without its rows.</param>
/// <param name="Rows">By account id.</param>
/// <param name="Skipped">What was asked for and stays out, in the order of the scan.</param>
public sealed record Plan(PlanHead Head, IReadOnlyList<PlanRow> Rows, IReadOnlyList<SkippedRow> Skipped)
{
    /// <summary>Whether the rows are those that the hash names.</summary>
    [JsonIgnore]
    public bool IsWhole => PlanHash.Of(Head, Rows) == Head.Hash;

    /// <summary>Whether an account stands in it: in a row, among the skipped, or as the next that would go.</summary>
    public bool Names(AccountId account) =>
        Rows.Any(r => r.AccountId == account) || Skipped.Any(s => s.AccountId == account) || Head.Targets.Any(t => t.Next?.AccountId == account);
}

/// <summary>A number of seats that was asked for; of people where the product's subscription counts these.</summary>
/// <param name="Product">The product.</param>
/// <param name="Goal">Seats wanted.</param>
/// <param name="Held">Seats held by everybody, sandboxes not counted.</param>
/// <param name="Reached">Seats held when the plan is applied.</param>
/// <param name="Possible">Seats that could be freed, those of the plan among them.</param>
public sealed record PlanTarget(Product Product, int Goal, int Held, int Reached, int Possible)
{
    /// <summary>Whether people are counted, and not seats.</summary>
    public bool OfPeople { get; init; }

    /// <summary>The row that would go next: the least risky one that is left and frees a seat. Null where none is.</summary>
    public NextRow? Next { get; init; }

    /// <summary>Seats by which it is missed; 0 when it is met.</summary>
    public int MissedBy => Math.Max(0, Reached - Goal);
}

/// <summary>A row that is not taken.</summary>
/// <param name="Id">The id of its finding.</param>
/// <param name="AccountId">Whom it is about.</param>
/// <param name="DisplayName">Their name.</param>
/// <param name="Tier">How sure it is.</param>
/// <param name="IdleDays">See <see cref="PlanRow.IdleDays"/>.</param>
public sealed record NextRow(string Id, AccountId AccountId, string DisplayName, Tier Tier, int IdleDays);
