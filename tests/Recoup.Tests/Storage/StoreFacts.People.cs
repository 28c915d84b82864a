using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    private static readonly DateOnly Listed = new(2026, 10, 31);

    [Fact]
    public async Task There_is_no_list_of_people_until_one_was_imported() =>
        (await store.PeopleAsync(Org, Cancel)).ShouldBe(PeopleList.None);

    [Fact]
    public async Task A_list_of_people_comes_back_whole_in_its_order_and_belongs_to_one_organisation()
    {
        var people = new PeopleList(
            Listed,
            [
                new() { Account = Ann, Email = "ann+“1”@acme.example", PersonId = "0042", Gone = true, LeftOn = new(2026, 10, 1), ContractEnds = new(2027, 1, 1), Sponsor = "Zoë <b>\0" },
                .. Enumerable.Range(0, 1_234).Select(i => new ListedPerson { Email = $"p{i}@acme.example" }),
                new() { Account = Bob },
            ]);

        await store.SavePeopleAsync(Org, people, Cancel);

        var back = await store.PeopleAsync(Org, Cancel);
        back.AsOf.ShouldBe(Listed);
        back.Rows.ShouldBe(people.Rows);
        (await (await place.OpenAsync()).PeopleAsync(Org, Cancel)).Rows.ShouldBe(people.Rows);
        (await store.PeopleAsync(Other, Cancel)).ShouldBe(PeopleList.None);
    }

    [Fact]
    public async Task A_new_list_takes_the_place_of_the_whole_one_before_and_an_empty_one_of_it_all()
    {
        await store.SavePeopleAsync(Org, new(Listed, [.. Enumerable.Range(0, 1_600).Select(i => new ListedPerson { Email = $"p{i}@acme.example" })]), Cancel);
        await store.SavePeopleAsync(Other, new(Listed, [new() { Account = Ann }]), Cancel);

        await store.SavePeopleAsync(Org, new(Listed.AddDays(1), [new() { Account = Bob }]), Cancel);
        var replaced = await store.PeopleAsync(Org, Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "people.clear")) { People = PeopleList.None }, Cancel);

        replaced.AsOf.ShouldBe(Listed.AddDays(1));
        replaced.Rows.ShouldBe([new() { Account = Bob }]);
        (await store.PeopleAsync(Org, Cancel)).ShouldBe(PeopleList.None);
        (await store.PeopleAsync(Other, Cancel)).Rows.Count.ShouldBe(1);
        AuditRecord.TryParse((await store.AuditAsync(AuditChain.Of(Org), new(3, 3), Cancel)).Single().Entry.Record)!.Action.ShouldBe("people.clear");
    }

    [Fact]
    public async Task A_change_of_something_else_leaves_the_list_of_people_alone()
    {
        await store.SavePeopleAsync(Org, new(Listed, [new() { Account = Bob }]), Cancel);
        await store.SaveSettingsAsync(Org, new(), Cancel);

        (await store.PeopleAsync(Org, Cancel)).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task P27_Forgetting_somebody_takes_the_rows_out_of_the_list_of_people_by_account_and_by_address()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Account(Ann.Value, email: "Ann.Smith@acme.example"), Some.Account(Bob.Value, email: "bob@acme.example")])], Cancel);
        ListedPerson[] others = [.. Enumerable.Range(0, 700).Select(i => new ListedPerson { Email = $"p{i}@acme.example" })];
        ListedPerson namesakes = new() { Account = new("712020:carl"), Email = "ann.smith@acme.example" };
        await store.SavePeopleAsync(
            Org,
            new(Listed, [new() { Account = Ann, Email = "ann@hr.example" }, .. others, new() { Email = "ann.smith@acme.example", Gone = true }, new() { Email = "bob@acme.example" }, namesakes]),
            Cancel);

        (await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel)).ShouldBeGreaterThanOrEqualTo(3);

        (await store.PeopleAsync(Org, Cancel)).Rows.ShouldBe([.. others, new() { Email = "bob@acme.example" }, namesakes]);
        (await store.PeopleAsync(Org, Cancel)).AsOf.ShouldBe(Listed);
    }

    [Fact]
    public async Task P27_Somebody_whom_only_the_list_of_people_names_can_be_forgotten_too()
    {
        await store.SavePeopleAsync(Org, new(Listed, [new() { Account = Ann }]), Cancel);

        (await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel)).ShouldBe(1);

        (await store.PeopleAsync(Org, Cancel)).ShouldBe(PeopleList.None);
    }

    [Fact]
    public async Task Many_holds_of_one_change_are_all_kept_with_their_first_day()
    {
        Hold[] holds = [.. Enumerable.Range(0, 60).Select(i => new Hold(new($"a-{i}"), "HR", "leave", new(2027, 3, 31)) { From = i % 2 == 0 ? new(2026, 12, 1) : null })];

        await store.CommitAsync(new Change(Org, Commits.Event(Org, "hold.import")) { Holds = holds.ToDictionary(h => h.Account, Hold? (h) => h) }, Cancel);

        (await store.HoldsAsync(Org, Cancel)).ShouldBe(holds, ignoreOrder: true);
    }
}
