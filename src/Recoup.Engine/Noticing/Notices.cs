using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;
using Recoup.Engine.Scanning;

namespace Recoup.Engine.Noticing;

/// <summary>A finding with the account of the person to tell.</summary>
public sealed record NoticeRow(Recommendation Finding, Account Account);

/// <summary>Who is to be told before something is done about them, and who was.</summary>
public static class Notices
{
    /// <summary>Findings whose person was not told yet, by name.</summary>
    public static Task<IReadOnlyList<NoticeRow>> NewAsync(IStore store, Scan scan, Settings settings, CancellationToken cancellationToken) =>
        ReadyAsync(store, scan, settings, f => f.NoticedAt is null, cancellationToken);

    /// <summary>Findings whose person was told half of the days ago or longer, has not answered and still may, by name.</summary>
    public static Task<IReadOnlyList<NoticeRow>> DueAsync(IStore store, Scan scan, Settings settings, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadyAsync(
            store,
            scan,
            settings,
            f => f is { NoticedAt: { } told, Notice: NoticeAnswer.None } && now - told >= TimeSpan.FromDays(settings.NoticeDays) / 2 && now < NoticeGate.Ends(f, settings),
            cancellationToken);

    /// <summary>Whoever was ever told, closed findings too; the first told first.</summary>
    public static async Task<IReadOnlyList<Recommendation>> ToldAsync(IStore store, OrgId org, CancellationToken cancellationToken)
    {
        var found = await store.RecommendationsAsync(org, new RecommendationQuery { AboutAccounts = true, Closed = true }, cancellationToken);
        return [.. found.Where(f => f.NoticedAt is not null).OrderBy(f => f.NoticedAt).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<NoticeRow>> ReadyAsync(IStore store, Scan scan, Settings settings, Predicate<Recommendation> wanted, CancellationToken cancellationToken)
    {
        var found = await store.RecommendationsAsync(
            scan.Org,
            new RecommendationQuery { AboutAccounts = true, Tiers = [Tier.Certain, Tier.Probable], Leading = true, Open = true, SeenIn = scan.Id },
            cancellationToken);
        var owners = (await store.TryGetConnectionAsync(scan.Org, cancellationToken))?.Sites.Select(s => s.Email).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        var rows = new List<NoticeRow>();
        foreach (var finding in found.Where(f => NoticeGate.IsFor(f) && wanted(f)))
        {
            // Whom no plan touches has nothing to be told of.
            if (await store.TryGetAccountAsync(scan.Org, scan.Id, finding.AccountId!.Value, cancellationToken) is { } account
                && account.Id != settings.BillingContact && !owners.Contains(account.Email ?? ""))
                rows.Add(new(finding, account));
        }

        return rows;
    }
}
