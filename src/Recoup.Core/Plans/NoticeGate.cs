using System.Globalization;
using Recoup.Core.Policies;
using Recoup.Core.Recommendations;

namespace Recoup.Core.Plans;

/// <summary>
/// While people are told before anything is done about them, what waits for it (MARKET 3.2). Who has left, and whose contract
/// has ended, is not told. No answer is no objection: when the days are over the planned action may be done, and nothing else.
/// </summary>
public static class NoticeGate
{
    /// <summary>Whether a person is told of a finding before it is acted on: it is ready, and Recoup would do it.</summary>
    public static bool IsFor(Recommendation finding) =>
        finding is { AccountId: not null, IsRecoverable: true, IsOfLeaver: false, Action: not (RecommendedAction.RouteOut or RecommendedAction.Advise) };

    /// <summary>From when on a finding is acted on without an answer; null while nobody was told.</summary>
    public static DateTimeOffset? Ends(Recommendation finding, Settings settings) => finding.NoticedAt?.AddDays(settings.NoticeDays);

    /// <returns>Why the finding has to wait; null when it has not.</returns>
    public static Skip? Of(Recommendation finding, Settings settings, DateTimeOffset now)
    {
        if (settings.NoticeDays == 0 || finding.IsOfLeaver || finding.Notice == NoticeAnswer.Agreed)
            return null;
        if (Ends(finding, settings) is not { } ends)
            return new("not-noticed", "the person was not told yet: recoup notice export");
        if (finding.Notice == NoticeAnswer.Bounced)
            return new("notice-bounced", $"told on {Day(finding.NoticedAt!.Value)}, and the notice did not arrive: somebody has to look");
        return now < ends ? new("notice-runs", $"told on {Day(finding.NoticedAt!.Value)}, may answer until {Day(ends)}") : null;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
