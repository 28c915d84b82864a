using Recoup.Core.Recommendations;
using Recoup.Core.Runs;
using Recoup.Engine;
using Recoup.Tests.Infra;
using Recoup.Tests.Storage;

namespace Recoup.Tests.Acting;

/// <summary>People who are told before anything is done about them.</summary>
public sealed class NoticeStories
{
    private static async Task TellAsync(Tenant tenant, IEnumerable<Recommendation> findings, DateTimeOffset at, NoticeAnswer answer = NoticeAnswer.None) =>
        await tenant.Store.CommitAsync(
            new Change(tenant.Org, Commits.Event(tenant.Org, "notice.export")) { Recommendations = [.. findings.Select(f => f with { NoticedAt = at, Notice = answer })] }, Tenant.Cancel);

    [Fact]
    public async Task What_was_planned_before_people_were_to_be_told_is_looked_at_again_when_it_is_applied()
    {
        await using var tenant = await Tenant.StartAsync(users: 500);
        var plan = await tenant.PlanAsync();
        await tenant.ApproveIfNeededAsync(plan);
        var run = await tenant.StartAsync(plan);
        var rows = (await tenant.RowsAsync(run)).Where(r => r.Rule is not ("R06" or "R16")).ToList();
        rows.Count.ShouldBeGreaterThan(5);
        tenant.Settings = tenant.Settings with { NoticeDays = 14 };
        await tenant.Store.SaveSettingsAsync(tenant.Org, tenant.Settings, Tenant.Cancel);
        var now = tenant.Time.GetUtcNow();
        await TellAsync(tenant, await FindingsAsync(tenant, rows[1]), now);
        await TellAsync(tenant, await FindingsAsync(tenant, rows[2]), now, NoticeAnswer.Bounced);
        await TellAsync(tenant, await FindingsAsync(tenant, rows[3]), now, NoticeAnswer.Agreed);
        await TellAsync(tenant, await FindingsAsync(tenant, rows[4]), now.AddDays(-14));

        (run, _) = await tenant.RunAsync(run);

        var after = (await tenant.RowsAsync(run)).ToDictionary(r => r.AccountId);
        rows.Take(5).Select(r => after[r.AccountId]).Select(r => (r.Outcome, r.Gate)).ShouldBe(
        [
            (RowOutcome.Skipped, "not-noticed"), (RowOutcome.Skipped, "notice-runs"), (RowOutcome.Skipped, "notice-bounced"), (RowOutcome.Done, null), (RowOutcome.Done, null),
        ]);
        run.Tally.Done.ShouldBe(2 + plan.Rows.Count(r => r.Rule is "R06" or "R16"));
        tenant.Emulator.Changed().ShouldNotContain(c => rows.Take(3).Any(r => c.Contains(r.AccountId.Value, StringComparison.Ordinal)));
    }

    private static async Task<IEnumerable<Recommendation>> FindingsAsync(Tenant tenant, RunRow row) =>
        (await tenant.Store.RecommendationsOfAsync(tenant.Org, [row.AccountId], Tenant.Cancel)).Where(f => row.Findings.Contains(f.Id)).ToList();
}
