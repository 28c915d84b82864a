using System.Text.Json.Serialization;
using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>What can be had back from one day on, and until when something has to be done for it.</summary>
public sealed record Recoverable(string Currency, decimal PerMonth, decimal PerYear, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Effective, DateTimeOffset? ActBefore, bool Estimate)
{
    internal static Recoverable Of(Saving saving, TimeSpan zone) => new(
        saving.Currency, saving.PerMonth, saving.PerYear, saving.Effective, saving.Effective is { } day ? RenewalDays.Deadline(day, zone) : null, saving.Estimate);
}

/// <summary>What <c>recoup money --json</c> prints; stable, scripts rely on it.</summary>
public sealed record MoneyOutput
{
    public required ScanId ScanId { get; init; }

    /// <summary>When the scan began that counted the users.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The day of the price book; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateOnly? PricesOf { get; init; }

    /// <summary>The hash of everything that the sums rest on beside the users.</summary>
    public required string PriceBookHash { get; init; }

    /// <summary>What those who are there cost.</summary>
    public required IReadOnlyList<Spend> Spend { get; init; }

    public required IReadOnlyList<BillLine> Subscriptions { get; init; }

    /// <summary>The joint saving of everything that can be had back, one item for each currency and day.</summary>
    public required IReadOnlyList<Recoverable> Recoverable { get; init; }

    /// <summary>What further would be saved if all that needs a person's eyes were taken back too; never part of the above.</summary>
    public required IReadOnlyList<Saving> InReview { get; init; }

    /// <summary>What quotes without the seats that nobody holds would save at the renewals.</summary>
    public required IReadOnlyList<Saving> Unassigned { get; init; }

    public required IReadOnlyList<ForecastMonth> Forecast { get; init; }

    /// <summary>Seats without a price: no sum holds them.</summary>
    public required IReadOnlyList<Unpriced> Unpriced { get; init; }

    public static MoneyOutput Of(MoneyView money, Scan scan, Settings settings) => new()
    {
        ScanId = scan.Id,
        AsOf = scan.StartedAt,
        PricesOf = settings.PriceBook?.AsOf,
        PriceBookHash = PriceBook.Hash(settings),
        Spend = money.Spend,
        Subscriptions = money.Lines,
        Recoverable = [.. money.Recoverable.Select(s => Output.Recoverable.Of(s, money.Zone))],
        InReview = money.InReview,
        Unassigned = money.Unassigned,
        Forecast = money.Forecast,
        Unpriced = money.Unpriced,
    };
}
