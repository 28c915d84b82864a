using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
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

    /// <summary>The joint saving of certain and probable findings, one item per currency and date. Empty while no price is set.</summary>
    public required IReadOnlyList<Saving> Recoverable { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Failure { get; init; }

    public static ScanResult Of(Scan scan, Settings settings) => new()
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
        Recoverable = scan.Findings.Saving(settings.SeatCosts) is { } saving ? [saving] : [],
        Failure = scan.Failure,
    };
}

/// <summary>Findings in counts.</summary>
public sealed record RecommendationCounts(int Total, IReadOnlyDictionary<string, int> ByRule, IReadOnlyDictionary<Tier, int> ByTier);

/// <summary>Whether the data can be relied on.</summary>
/// <param name="Healthy">True when nothing is missing and every product's last use is fresh.</param>
/// <param name="Missing">What was configured and could not be read.</param>
/// <param name="Warnings">What looks odd.</param>
/// <param name="Products">How fresh last use is, by product with seats.</param>
public sealed record HealthResult(bool Healthy, IReadOnlyList<string> Missing, IReadOnlyList<string> Warnings, IReadOnlyList<FeedResult> Products)
{
    public static HealthResult Of(Scan scan)
    {
        var now = scan.StartedAt;
        var products = scan.Survey.Feed.Where(f => f.Seats > 0).ToList();
        string[] warnings =
        [
            .. products.Where(f => !f.IsHealthy(now)).Select(f => $"nobody's use of {f.Product.Name} is reported within {(int)f.MustBeWithin.TotalHours} hours: findings about it are lowered"),
            .. products.Where(f => f.InFuture > 0).Select(f => $"{PlainText.Count(f.InFuture, "last-use date")} of {f.Product.Name} {(f.InFuture == 1 ? "lies" : "lie")} after the start of the scan: counted as active"),
            .. scan.Ties.Where(t => t.Counted < t.Explained).Select(t => $"groups explain {t.Explained} holders of {t.Role} in {t.Resource.Product.Name}, Atlassian counts {t.Counted}"),
        ];
        return new(
            warnings.Length == 0 && scan.Survey.Missing.Count == 0,
            scan.Survey.Missing,
            warnings,
            [.. products.Select(f => new FeedResult(f.Product, f.Seats, f.Newest.HasValue ? f.Newest.At : null, f.IsHealthy(now)))]);
    }
}

/// <summary>How fresh one product's last-use dates are.</summary>
public sealed record FeedResult(Product Product, int Seats, DateTimeOffset? Newest, bool Healthy);

/// <summary>One account as <c>recoup users list --json</c> prints it.</summary>
public sealed record UserResult(
    AccountId AccountId, string DisplayName, string? Email, string Status, AccountKind Kind, string? Claim, string? Source, DateTimeOffset? AddedToOrg, IReadOnlyList<UserSeat> Seats)
{
    public static UserResult Of(Account account) => new(
        account.Id,
        account.Name,
        account.Email,
        account.Status,
        account.Kind.Value,
        account.Claim,
        account.Source,
        account.AddedToOrg,
        [.. account.Seats.Select(s => UserSeat.Of(account, s))]);
}

/// <summary>A seat of an account.</summary>
/// <param name="LastActive">A time, <c>never</c>, or null for not known.</param>
public sealed record UserSeat(Product Product, SiteId Site, string Role, SeatPath Path, string? LastActive)
{
    public static UserSeat Of(Account account, Seat seat)
    {
        var last = account.LastActive(seat.Resource);
        return new(seat.Product, seat.Site, seat.Role, seat.Path, last.HasValue ? last.At.UtcDateTime.ToString("O") : last.IsNone ? "never" : null);
    }
}

/// <summary>Everything kept about one account, as <c>recoup users show --json</c> prints it.</summary>
public sealed record UserRecordResult(Account Account, IReadOnlyList<Recommendation> Recommendations);

/// <summary>A setting with its value.</summary>
public sealed record SettingResult(string Name, string Value, string Meaning);

/// <summary>What the verbs print as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScanResult))]
[JsonSerializable(typeof(IReadOnlyList<ScanResult>))]
[JsonSerializable(typeof(IReadOnlyList<UserResult>))]
[JsonSerializable(typeof(UserRecordResult))]
[JsonSerializable(typeof(IReadOnlyList<SettingResult>))]
public sealed partial class OutputJson : JsonSerializerContext
{
    /// <summary>Writes names in any script as they are.</summary>
    public static OutputJson Readable => field ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
