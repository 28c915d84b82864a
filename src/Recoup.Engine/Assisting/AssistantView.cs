using Recoup.Core.Directory;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Core.Rules;
using Recoup.Engine.Classification;
using Recoup.Engine.Reporting;
using Recoup.Engine.Scanning;
using Recoup.Engine.Summarising;

namespace Recoup.Engine.Assisting;

/// <summary>How an organisation stands with Claude: what would be sent, what that would cost, and what was asked.</summary>
public sealed record AssistantView
{
    private const int Samples = 3;
    private const int LookedThrough = 200;
    private const int LatestCalls = 50;

    public required AssistantSettings Settings { get; init; }

    /// <summary>Whether a key is kept.</summary>
    public required bool HasKey { get; init; }

    /// <summary>The scan that is shown; null before the first.</summary>
    public required Scan? Scan { get; init; }

    /// <summary>What would be sent about three accounts, to the letter; null before the first scan.</summary>
    public required string? Accounts { get; init; }

    /// <summary>Whether those are accounts that really would be sent; otherwise they stand for some.</summary>
    public required bool AreOpen { get; init; }

    /// <summary>What would be sent for a summary, to the letter; null before the first scan.</summary>
    public required string? Totals { get; init; }

    /// <summary>USD that a scan like the last would cost at most, by what is switched on.</summary>
    public required decimal Outlook { get; init; }

    /// <summary>USD spent by scans that began this month, in UTC.</summary>
    public required decimal ThisMonth { get; init; }

    /// <summary>The latest calls, the newest first.</summary>
    public required IReadOnlyList<AssistantCall> Calls { get; init; }

    public bool IsOn => Settings.AnyOn && HasKey;

    public static async Task<AssistantView> ReadAsync(Desk desk, CancellationToken cancellationToken)
    {
        var (store, org) = (desk.Store, desk.Org);
        var settings = await store.SettingsAsync(org, cancellationToken);
        var scan = await Shown.TryGetAsync(store, org, cancellationToken);
        var (told, open) = scan is null ? ([], false) : await SampleAsync(store, scan, settings, cancellationToken);
        var facts = scan is null ? null : Fact.Of(scan, settings, desk.Now);
        return new()
        {
            Settings = settings.Assistant,
            HasKey = await store.TryGetSecretAsync(org, SecretName.AssistantKey, cancellationToken) is not null,
            Scan = scan,
            Accounts = told.Count == 0 ? null : KindQuestion.Data(told),
            AreOpen = open,
            Totals = facts is null ? null : SummaryQuestion.Data(facts),
            Outlook = scan is null ? 0 : Expected(settings.Assistant, scan.OpenKinds, told, facts!),
            ThisMonth = await Spending.ThisMonthAsync(store, org, desk.Now, cancellationToken),
            Calls = await Spending.LatestCallsAsync(store, org, LatestCalls, cancellationToken),
        };
    }

    private static async Task<(IReadOnlyList<ToldAccount> Told, bool Open)> SampleAsync(IStore store, Scan scan, Settings settings, CancellationToken cancellationToken)
    {
        var around = new Circumstances(scan.Survey, settings, []);
        var findings = await store.RecommendationsAsync(scan.Org, new RecommendationQuery { AboutAccounts = true, Leading = true, Open = true, SeenIn = scan.Id, Take = LookedThrough }, cancellationToken);
        var reviewed = await store.RecommendationsAsync(scan.Org, new RecommendationQuery { AboutAccounts = true, Leading = true, Open = true, Tiers = [Tier.Review], SeenIn = scan.Id, Take = LookedThrough }, cancellationToken);
        var chosen = new List<Account>();
        foreach (var found in findings.Concat(reviewed).Where(f => f.AccountId is not null).GroupBy(f => f.AccountId!.Value))
        {
            if (chosen.Count < Samples && await store.TryGetAccountAsync(scan.Org, scan.Id, found.Key, cancellationToken) is { } account
                && (account.Opinion is not null || OpenKinds.IsOpen(account, [.. found])))
                chosen.Add(account);
        }

        var open = chosen.Count > 0;
        if (!open)
            chosen.AddRange(await store.AccountsAsync(scan.Org, scan.Id, new UserQuery(null, 0, Samples), cancellationToken));
        return ([.. chosen.Select((a, place) => ToldAccount.Of(a, place, settings.Assistant, around))], open);
    }

    private static decimal Expected(AssistantSettings settings, int open, IReadOnlyList<ToldAccount> told, IReadOnlyList<Fact> facts)
    {
        var sum = 0m;
        if (settings.Classifier && told.Count > 0)
        {
            for (var left = open; left > 0; left -= KindQuestion.Most)
                sum += Of(KindQuestion.About([.. Enumerable.Range(0, Math.Min(left, KindQuestion.Most)).Select(i => told[i % told.Count])], settings.Model));
        }

        return settings.Summary ? sum + Of(SummaryQuestion.About(facts, settings.Model)) : sum;

        decimal Of(Question question) => Cost.Of(Cost.AtMost(question), settings.Counted);
    }
}
