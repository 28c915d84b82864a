using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Plans;

namespace Recoup.Server.Output;

/// <summary>What <c>recoup plan create|show --json</c> prints; stable, scripts rely on it.</summary>
public sealed record PlanOutput
{
    public required string Id { get; init; }

    public required string Hash { get; init; }

    public required OrgId Org { get; init; }

    public required string PolicyHash { get; init; }

    public required string PriceBookHash { get; init; }

    public required ScanId ScanId { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Expires { get; init; }

    public required int ApprovalsNeeded { get; init; }

    /// <summary>Why; null when nobody has to approve it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? ApprovalBecause { get; init; }

    /// <summary>Seats that come back.</summary>
    public required int Seats { get; init; }

    public required IReadOnlyList<PlanRow> Rows { get; init; }

    public required IReadOnlyList<SkippedRow> Skipped { get; init; }

    /// <summary>What all rows save together, one item for each currency and day, with the moment before which it has to be applied.</summary>
    public required IReadOnlyList<Recoverable> Saving { get; init; }

    public required IReadOnlyList<PlanTarget> Targets { get; init; }

    /// <param name="plan">The plan.</param>
    /// <param name="zone">The billing zone's distance from UTC.</param>
    public static PlanOutput Of(Plan plan, TimeSpan zone) => new()
    {
        Id = plan.Head.Id,
        Hash = plan.Head.Hash,
        Org = plan.Head.Org,
        PolicyHash = plan.Head.PolicyHash,
        PriceBookHash = plan.Head.PriceBookHash,
        ScanId = plan.Head.Scan,
        AsOf = plan.Head.AsOf,
        Created = plan.Head.CreatedAt,
        Expires = plan.Head.ExpiresAt,
        ApprovalsNeeded = plan.Head.ApprovalsNeeded,
        ApprovalBecause = plan.Head.ApprovalBecause,
        Seats = plan.Head.Seats,
        Rows = plan.Rows,
        Skipped = plan.Skipped,
        Saving = [.. plan.Head.Savings.Select(s => Recoverable.Of(s, zone))],
        Targets = plan.Head.Targets,
    };
}
