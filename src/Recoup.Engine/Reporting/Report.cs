using Recoup.Core.Directory;
using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Reporting;

/// <summary>What an admin is told after a scan or import: one answer for the command line and the pages.</summary>
public sealed record Report
{
    public required Scan Scan { get; init; }

    public required Settings Settings { get; init; }

    /// <summary>The organisation's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether this is an emulator on this machine and not Atlassian.</summary>
    public required bool IsEmulator { get; init; }

    /// <summary>One line per product that has seats.</summary>
    public required IReadOnlyList<ProductLine> Products { get; init; }

    /// <summary>The first rows that could be acted on.</summary>
    public required IReadOnlyList<Recommendation> Ready { get; init; }

    /// <summary>The first rows that a person has to look at.</summary>
    public required IReadOnlyList<Recommendation> Review { get; init; }

    /// <summary>What was found about groups and subscriptions.</summary>
    public required IReadOnlyList<Recommendation> Whole { get; init; }

    /// <summary>Why findings are excluded, with how many, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> WhyProtected =>
        [.. Scan.Findings.ByGuard.GroupBy(g => Names.OfGuard(g.Key), g => g.Value).Select(g => KeyValuePair.Create(g.Key, g.Sum())).OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal)];

    /// <summary>Holds that end soon after the scan; null for none.</summary>
    public EndingHolds? HoldsEnding { get; init; }

    /// <summary>What is paid and what can be had back, by the day of the report.</summary>
    public required MoneyView Money { get; init; }

    public int ReadySeats => Scan.Findings.Recoverable.Values.Sum();

    /// <summary>Seats that could be had back and have no price.</summary>
    public int ReadyWithoutCost => Money.Unpriced.Sum(u => u.Ready);

    public int ReviewSeats => Scan.Findings.InReview.Values.Sum();

    public int ProtectedSeats => Scan.Findings.Protected.Values.Sum();

    /// <summary>Reads the report of the organisation's newest finished scan; null when there is none.</summary>
    /// <param name="rows">How many rows of each lane.</param>
    /// <param name="now">From when something could be done: which renewal it counts for depends on it.</param>
    public static async Task<Report?> TryReadAsync(IStore store, OrgId org, int rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await Shown.TryGetAsync(store, org, cancellationToken) is not { } scan)
            return null;
        var settings = await store.SettingsAsync(org, cancellationToken);
        var money = scan.Money(settings, now);
        var connection = await store.TryGetConnectionAsync(org, cancellationToken);
        return new Report
        {
            Scan = scan,
            Settings = settings,
            Name = connection?.Name ?? (org == OrgId.Local ? "Your import" : org.Value),
            IsEmulator = connection?.IsEmulator == true,
            Products = [.. Product.WithSeats.Where(scan.Seats.ContainsKey).Select(p => ProductLine.Of(p, scan, settings, money))],
            Money = money,
            Ready = await Rows(Tier.Certain, Tier.Probable),
            Review = await Rows(Tier.Review),
            Whole = await store.RecommendationsAsync(org, new RecommendationQuery { AboutNobody = true, Open = true, SeenIn = scan.Id, Take = rows }, cancellationToken),
            HoldsEnding = EndingHolds.Of(await store.HoldsAsync(org, cancellationToken), scan.StartedAt),
        };

        Task<IReadOnlyList<Recommendation>> Rows(params Tier[] tiers) =>
            store.RecommendationsAsync(org, new RecommendationQuery { AboutAccounts = true, Tiers = tiers, Leading = true, Open = true, SeenIn = scan.Id, Take = rows }, cancellationToken);
    }
}

/// <summary>One product in the report.</summary>
/// <param name="Product">The product.</param>
/// <param name="Seats">Billable seats of active accounts, sandboxes not counted.</param>
/// <param name="Ready">Seats that could be had back.</param>
/// <param name="Review">Seats that a person has to look at.</param>
/// <param name="Protected">Idle seats that are left alone.</param>
/// <param name="Cost">What one seat costs per month; null when not set.</param>
/// <param name="Savings">What the ready seats save by the product's own subscriptions, by currency; none where it has none, or no price.</param>
public sealed record ProductLine(Product Product, int Seats, int Ready, int Review, int Protected, decimal? Cost, IReadOnlyList<Saving> Savings)
{
    internal static ProductLine Of(Product product, Scan scan, Settings settings, MoneyView money)
    {
        var ready = scan.Findings.Recoverable.GetValueOrDefault(product);
        return new(
            product,
            scan.Seats.GetValueOrDefault(product),
            ready,
            scan.Findings.InReview.GetValueOrDefault(product),
            scan.Findings.Protected.GetValueOrDefault(product),
            settings.Costs.TryGetValue(product, out var cost) ? cost : null,
            money.SavingOf(product, settings.Currency));
    }
}
