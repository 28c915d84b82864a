using Recoup.Core.Plans;
using Recoup.Core.Recommendations;
using static Recoup.Tests.Plans.Planned;

namespace Recoup.Tests.Plans;

/// <summary>Who is told before something is done waits until the days are over, to the tick.</summary>
public sealed class NoticeGateTests
{
    private static readonly DateTimeOffset Told = Make.Now.AddDays(-20);

    private static readonly Core.Directory.Account Ann = Holding("ann", InGroups(Core.Directory.Product.Jira, "jira"));

    private static Recommendation Finding(string rule = "R01", DateTimeOffset? told = null, NoticeAnswer answer = NoticeAnswer.None) =>
        Ann.Finding(rule: rule) with { NoticedAt = told, Notice = answer };

    private static readonly Dictionary<string, (Recommendation Finding, int Days, DateTimeOffset Now, string? Gate)> Cases = new()
    {
        ["off, not told"] = (Finding(), 0, Make.Now, null),
        ["off, told just now"] = (Finding(told: Make.Now), 0, Make.Now, null),
        ["off, bounced"] = (Finding(told: Told, answer: NoticeAnswer.Bounced), 0, Make.Now, null),
        ["not told"] = (Finding(), 14, Make.Now, "not-noticed"),
        ["told this moment"] = (Finding(told: Make.Now), 14, Make.Now, "notice-runs"),
        ["told by a clock that was ahead"] = (Finding(told: Make.Now.AddDays(1)), 1, Make.Now, "notice-runs"),
        ["a tick before the days are over"] = (Finding(told: Told), 14, Told.AddDays(14).AddTicks(-1), "notice-runs"),
        ["exactly when the days are over"] = (Finding(told: Told), 14, Told.AddDays(14), null),
        ["a tick after"] = (Finding(told: Told), 14, Told.AddDays(14).AddTicks(1), null),
        ["the shortest notice, a tick before"] = (Finding(told: Told), 1, Told.AddDays(1).AddTicks(-1), "notice-runs"),
        ["the shortest notice, over"] = (Finding(told: Told), 1, Told.AddDays(1), null),
        ["the longest notice, a tick before"] = (Finding(told: Told), 60, Told.AddDays(60).AddTicks(-1), "notice-runs"),
        ["the longest notice, over"] = (Finding(told: Told), 60, Told.AddDays(60), null),
        ["told in another zone, a tick before"] = (Finding(told: Told.ToOffset(TimeSpan.FromHours(13))), 14, Told.AddDays(14).AddTicks(-1), "notice-runs"),
        ["told in another zone, over"] = (Finding(told: Told.ToOffset(TimeSpan.FromHours(13))), 14, Told.AddDays(14), null),
        ["agreed at once"] = (Finding(told: Make.Now, answer: NoticeAnswer.Agreed), 14, Make.Now, null),
        ["bounced, days still running"] = (Finding(told: Make.Now, answer: NoticeAnswer.Bounced), 14, Make.Now, "notice-bounced"),
        ["bounced, days long over"] = (Finding(told: Told, answer: NoticeAnswer.Bounced), 14, Told.AddDays(400), "notice-bounced"),
        ["has left, not told"] = (Finding("R06"), 14, Make.Now, null),
        ["contract ended, not told"] = (Finding("R16"), 14, Make.Now, null),
        ["has left, told of it all the same"] = (Finding("R06", Make.Now, NoticeAnswer.Bounced), 14, Make.Now, null),
        ["idle external, not told"] = (Finding("R15"), 14, Make.Now, "not-noticed"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_finding_waits_until_its_person_has_agreed_or_the_days_are_over(string name)
    {
        var (finding, days, now, gate) = Cases[name];

        NoticeGate.Of(finding, Make.Settings with { NoticeDays = days }, now)?.Gate.ShouldBe(gate);
        (NoticeGate.Of(finding, Make.Settings with { NoticeDays = days }, now) is null).ShouldBe(gate is null);
    }

    [Fact]
    public void The_reason_says_when_and_until_when()
    {
        string Reason(Recommendation finding) => NoticeGate.Of(finding, Make.Settings with { NoticeDays = 30 }, Make.Now)!.Reason;

        Reason(Finding()).ShouldBe("the person was not told yet: recoup notice export");
        Reason(Finding(told: Told)).ShouldBe("told on 2026-10-12, may answer until 2026-11-11");
        Reason(Finding(told: Told, answer: NoticeAnswer.Bounced)).ShouldBe("told on 2026-10-12, and the notice did not arrive: somebody has to look");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(14, false)]
    public void A_plan_has_nobody_who_was_not_told(int days, bool planned)
    {
        var made = Sources([Ann.With(Finding())], Make.Settings with { NoticeDays = days }).Made();

        (made.Plan is not null).ShouldBe(planned);
        made.Skipped.Select(s => s.Gate).ShouldBe(planned ? [] : ["not-noticed"]);
    }

    [Theory]
    [InlineData(RecommendedAction.RouteOut, "route-out")]
    [InlineData(RecommendedAction.Advise, "advise")]
    public void What_Recoup_would_not_do_waits_for_no_notice(RecommendedAction action, string gate) =>
        Sources([Ann.With(Ann.Finding(action))], Make.Settings with { NoticeDays = 14 }).Made().Skipped.ShouldHaveSingleItem().Gate.ShouldBe(gate);

    [Fact]
    public void Somebody_is_told_of_what_is_ready_leads_and_would_be_done_by_Recoup()
    {
        var finding = Finding();
        Recommendation[] others =
        [
            finding with { AccountId = null },
            finding with { SupersededBy = "another" },
            finding with { Tier = Tier.Review },
            finding with { State = RecommendationState.Held },
            finding with { State = RecommendationState.Dismissed },
            finding with { Action = RecommendedAction.RouteOut },
            finding with { Action = RecommendedAction.Advise },
            finding with { Rule = "R06" },
            finding with { Rule = "R16" },
        ];

        NoticeGate.IsFor(finding).ShouldBeTrue();
        others.ShouldAllBe(f => !NoticeGate.IsFor(f));
    }
}
