using Recoup.Core.Money;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;

namespace Recoup.Server.Output;

/// <summary>How much software sits on people's seats, and how much of it the plan's service accounts can take.</summary>
/// <param name="Quota">Service accounts in the plan.</param>
/// <param name="Assumed">Whether no plan was entered, so that the least is taken.</param>
/// <param name="InUse">Those that are there.</param>
/// <param name="Candidates">Accounts of software that hold paid seats.</param>
/// <param name="Fit">How many of them the plan still has room for.</param>
/// <param name="Seats">The seats that they hold.</param>
/// <param name="Saving">What giving them up saves in the organisation's own currency, or in the first of others; null while no price is set.</param>
/// <param name="Accounts">The findings.</param>
public sealed record ServiceAccountsResult(int Quota, bool Assumed, int InUse, int Candidates, int Fit, int Seats, Saving? Saving, IReadOnlyList<Recommendation> Accounts)
{
    /// <summary>The same in further currencies, which are never added; null where there are none.</summary>
    public IReadOnlyList<Saving>? OtherSavings { get; init; }

    /// <summary>Whether Guard's plan has to be written into the price book, since that stands above the setting.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool ByPriceBook { get; init; }

    /// <summary>By what a scan found.</summary>
    public static async Task<ServiceAccountsResult> ReadAsync(IStore store, Scan scan, DateTimeOffset now, CancellationToken cancellationToken) =>
        Of(await store.RecommendationsAsync(scan.Org, new RecommendationQuery { Rule = "R13", SeenIn = scan.Id }, cancellationToken), scan, await store.SettingsAsync(scan.Org, cancellationToken), now);

    public static ServiceAccountsResult Of(IReadOnlyList<Recommendation> found, Scan scan, Settings settings, DateTimeOffset now)
    {
        var tariff = new Tariff(settings, scan.Survey);
        var quota = R13TechnicalUser.QuotaOf(tariff);
        var used = scan.Survey.ServiceAccounts ?? 0;
        var savings = Costs(found, scan.Held, tariff, now);
        return new(
            quota,
            Assumed: tariff.Subscriptions.All(s => s.Plan is null),
            used,
            found.Count,
            Math.Min(found.Count, Math.Max(0, quota - used)),
            found.Sum(f => f.Seats.Count),
            savings.Count > 0 ? savings[0] : null,
            found)
        {
            OtherSavings = savings.Count > 1 ? [.. savings.Skip(1)] : null,
            ByPriceBook = tariff.Guard is { Estimate: false },
        };
    }

    /// <summary>What giving up all of their seats would save, for each currency, the organisation's own first.</summary>
    private static IReadOnlyList<Saving> Costs(IReadOnlyList<Recommendation> found, Headcount held, Tariff tariff, DateTimeOffset now)
    {
        var (before, after) = (tariff.Count(held), tariff.Count(held));
        foreach (var finding in found)
            tariff.Add(after, Footprint.Of(finding.Seats.Select(s => s.Resource), GuardCount.Never), -1);
        return Saving.ByCurrency(tariff.Savings(before, after, now), tariff.Currency);
    }

    /// <summary>The arithmetic in two sentences.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string InWords => Candidates == 0
        ? "No software was found on a paid seat."
        : $"{Figures.Count(Candidates, "account")} of software {(Candidates == 1 ? "holds" : "hold")} {Figures.Count(Seats, "paid seat")}{(Saving is { } saving ? $", {Figures.Money([saving, .. OtherSavings ?? []])} a month" : "")}. "
          + $"The plan has {Figures.Count(Quota, "service account")}{(Assumed ? $" at least ({(ByPriceBook ? "write Guard's plan into the price book" : "set plan.guard")} to know)" : "")}, {InUse} in use: {(Fit == Candidates ? "all of them fit" : $"{Fit} of them {(Fit == 1 ? "fits" : "fit")}")}. "
          + "Moving one means new tokens, then giving up its seats; nothing of it is done by itself.";
}
