using Recoup.Engine.Noticing;
using Recoup.Engine;
using System.Globalization;
using Recoup.Core.Directory;
using Recoup.Core.Plans;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Server.Output;

/// <summary>A finding whose person was told.</summary>
/// <param name="Id">The finding.</param>
/// <param name="AccountId">The person.</param>
/// <param name="DisplayName">Their name.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="NoticedAt">When they were told.</param>
/// <param name="AnswerBy">Until when they may answer; null where nobody is told any more.</param>
/// <param name="Answer">What came back.</param>
/// <param name="State">The same in words.</param>
public sealed record NoticeResult(
    string Id, AccountId AccountId, string DisplayName, string Rule, DateTimeOffset NoticedAt, DateTimeOffset? AnswerBy, NoticeAnswer Answer, string State)
{
    /// <summary>Whoever was ever told, the first told first.</summary>
    public static async Task<IReadOnlyList<NoticeResult>> AllAsync(IStore store, OrgId org, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settings = await store.SettingsAsync(org, cancellationToken);
        var holds = (await store.HoldsAsync(org, cancellationToken)).ToDictionary(h => h.Account);
        return [.. (await Notices.ToldAsync(store, org, cancellationToken)).Select(f => Of(f, holds, settings, now))];
    }

    public static NoticeResult Of(Recommendation finding, IReadOnlyDictionary<AccountId, Hold> holds, Settings settings, DateTimeOffset now) => new(
        finding.Id,
        finding.AccountId!.Value,
        finding.DisplayName,
        finding.Rule,
        finding.NoticedAt!.Value,
        settings.NoticeDays > 0 ? NoticeGate.Ends(finding, settings) : null,
        finding.Notice,
        InWords(finding, holds.GetValueOrDefault(finding.AccountId!.Value), settings, now));

    private static string InWords(Recommendation finding, Hold? hold, Settings settings, DateTimeOffset now) => (finding.State, finding.Notice) switch
    {
        (RecommendationState.Closed, _) => $"closed: {finding.ClosedBecause}",
        (RecommendationState.Held, _) => hold is null ? "held" : string.Create(CultureInfo.InvariantCulture, $"held for {hold.Owner} until {hold.Until:yyyy-MM-dd}: {hold.Reason}"),
        (RecommendationState.Dismissed, _) => $"set aside: {finding.DismissedBecause}",
        (_, NoticeAnswer.Agreed) => "agreed",
        (_, NoticeAnswer.Bounced) => "did not arrive: somebody has to look",
        _ => settings.NoticeDays == 0 ? "no answer" : now < NoticeGate.Ends(finding, settings) ? "no answer yet" : "no answer, and the days are over",
    };
}
