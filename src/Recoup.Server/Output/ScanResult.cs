using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>What <c>recoup scan --json</c> prints; stable, scripts rely on it.</summary>
public sealed record ScanResult
{
    public required ScanId ScanId { get; init; }

    public required ScanStatus Status { get; init; }

    /// <summary>What the accounts come from: the API, or which export.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    public required int Accounts { get; init; }

    /// <summary>Billable seats of active accounts, sandboxes not counted.</summary>
    public required int Seats { get; init; }

    public required int Requests { get; init; }

    public required double Seconds { get; init; }

    public required HealthResult Health { get; init; }

    public required RecommendationCounts Recommendations { get; init; }

    /// <summary>The joint saving of certain and probable findings, one item per currency and date, with the moment before which to act. Empty while no price is set.</summary>
    public required IReadOnlyList<Recoverable> Recoverable { get; init; }

    /// <summary>Rules that had to be silent, and what each waits for.</summary>
    public required IReadOnlyList<Waiting> Waiting { get; init; }

    /// <summary>What Claude was asked; null where it was asked nothing.</summary>
    public AskedResult? Assistant { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <param name="now">From when something could be done.</param>
    public static ScanResult Of(Scan scan, Settings settings, DateTimeOffset now) => new()
    {
        ScanId = scan.Id,
        Status = scan.Status,
        Source = scan.Survey.Source,
        StartedAt = scan.StartedAt,
        FinishedAt = scan.FinishedAt,
        Accounts = scan.Accounts,
        Seats = scan.SeatCount,
        Requests = scan.RequestCount,
        Seconds = Math.Round(scan.Seconds, 2),
        Health = HealthResult.Of(scan),
        Recommendations = new(scan.Findings.Total, new SortedDictionary<string, int>(scan.Findings.ByRule.ToDictionary(), StringComparer.Ordinal), scan.Findings.ByTier),
        Recoverable = [.. scan.Money(settings, now).Recoverable.Select(s => Output.Recoverable.Of(s, settings.BillingZone))],
        Waiting = scan.Waiting,
        Assistant = scan.Assistant is { } use ? new(use.Open, use.Answered, use.Known, use.Spent, use.Partial) : null,
        Failure = scan.Failure,
    };
}

/// <summary>Findings in counts.</summary>
public sealed record RecommendationCounts(int Total, IReadOnlyDictionary<string, int> ByRule, IReadOnlyDictionary<Tier, int> ByTier);

/// <summary>What Claude was asked in a scan, in numbers.</summary>
/// <param name="Open">Accounts whose kind is open.</param>
/// <param name="Answered">Of these, those that got an answer.</param>
/// <param name="Known">Of the answered, those whose answer an earlier scan had got.</param>
/// <param name="Spent">USD, for the summary too; an upper bound where no price was set.</param>
/// <param name="Partial">Why not everybody who is open got an answer; null when everybody did.</param>
public sealed record AskedResult(int Open, int Answered, int Known, decimal Spent, string? Partial);
