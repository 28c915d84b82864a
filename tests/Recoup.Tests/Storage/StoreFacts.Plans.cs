using Recoup.Core.Audit;
using Recoup.Core.Plans;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task A_plan_comes_back_to_the_byte_and_belongs_to_one_organisation()
    {
        var plan = Some.Plan(rows: 250, skipped: 120);

        await store.SavePlanAsync(plan, Cancel);

        var back = await (await place.OpenAsync()).TryGetPlanAsync(Org, plan.Head.Id, Cancel);
        Some.Json(back!).ShouldBe(Some.Json(plan));
        back!.IsWhole.ShouldBeTrue();
        (await store.TryGetPlanAsync(Other, plan.Head.Id, Cancel)).ShouldBeNull();
        (await store.TryGetPlanAsync(Org, "0123456789ab", Cancel)).ShouldBeNull();
        AuditRecord.TryParse((await store.AuditAsync(AuditChain.Of(Org), new(1, 1), Cancel)).Single().Entry.Record)!.Action.ShouldBe("plan.create");
    }

    [Fact]
    public async Task Plans_are_listed_the_newest_first_each_once()
    {
        Plan[] plans = [.. Enumerable.Range(0, 4).Select(day => Some.Plan(rows: 2, day: day))];
        foreach (var plan in plans.Append(plans[1]))
            await store.SavePlanAsync(plan, Cancel);

        (await store.PlansAsync(Org, new(3), Cancel)).Select(p => p.Id).ShouldBe([plans[3].Head.Id, plans[2].Head.Id, plans[1].Head.Id]);
        (await store.PlansAsync(Org, new(99), Cancel)).Count.ShouldBe(4);
        (await store.PlansAsync(Other, new(99), Cancel)).ShouldBeEmpty();
        (await store.TryGetPlanAsync(Org, plans[1].Head.Id, Cancel))!.Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task P27_Plans_are_found_by_whom_they_name_and_go_when_that_person_is_forgotten()
    {
        var inRow = Some.Plan(rows: 1, first: Ann);
        var skipped = Some.Plan(rows: 1, skipped: 150, day: 1, firstSkipped: Ann);
        var next = Some.Plan(rows: 1, day: 2, next: Ann);
        var other = Some.Plan(rows: 1, day: 3, first: new(Ann.Value + "0"));
        foreach (var plan in new[] { inRow, skipped, next, other })
            await store.SavePlanAsync(plan, Cancel);

        (await store.PlansAsync(Org, new(99, Ann), Cancel)).Select(p => p.Id).ShouldBe([next.Head.Id, skipped.Head.Id, inRow.Head.Id]);
        (await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel)).ShouldBeGreaterThan(0);

        (await store.PlansAsync(Org, new(99), Cancel)).ShouldHaveSingleItem().Id.ShouldBe(other.Head.Id);
        (await store.TryGetPlanAsync(Org, inRow.Head.Id, Cancel)).ShouldBeNull();
        (await store.TryGetPlanAsync(Org, other.Head.Id, Cancel))!.IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Clearing_the_data_takes_plans_too_and_leaves_those_of_others()
    {
        var plan = Some.Plan(rows: 1);
        await store.SavePlanAsync(plan, Cancel);
        await store.SavePlanAsync(Some.Plan(rows: 1, org: Other), Cancel);

        await store.EraseAsync(new Erasure.Data(Org, Commits.Event(Org, "data.clear")), Cancel);

        (await store.TryGetPlanAsync(Org, plan.Head.Id, Cancel)).ShouldBeNull();
        (await store.PlansAsync(Org, new(99), Cancel)).ShouldBeEmpty();
        (await store.PlansAsync(Other, new(99), Cancel)).Count.ShouldBe(1);
    }
}
