using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Core.People;
using Recoup.Core.Recommendations;
using Recoup.Engine;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    private static readonly AccountId Ann = new("712020:ann|1");
    private static readonly AccountId Bob = new("712020:bob");

    [Fact]
    public async Task P14_Every_change_has_its_entry_and_the_chain_holds_from_the_first()
    {
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "settings.set", note: "threshold: 90 → 60 “days”")) { Settings = new() { InactiveDays = 60 } }, Cancel);
        await store.SaveHoldAsync(Org, new(Ann, "Zoë", "=parental leave", new(2027, 3, 31)), Cancel);
        var head = await store.CommitAsync(new Change(Org, Commits.Event(Org, "scan.end") with { Outcome = "partial", Numbers = new Dictionary<string, long> { ["accounts"] = 3 } }), Cancel);

        var entries = await store.AuditAsync(AuditChain.Of(Org), new(1, 99), Cancel);
        var verifier = new AuditVerifier();
        entries.ShouldAllBe(e => verifier.Add(e.Entry) != null);

        verifier.Head.ShouldBe(head);
        (await store.TryGetAuditHeadAsync(AuditChain.Of(Org), Cancel)).ShouldBe(head);
        entries.Select(e => AuditRecord.TryParse(e.Entry.Record)!.Action).ShouldBe(["settings.set", "test.change", "scan.end"]);
        entries.Select(e => e.Actor).ShouldAllBe(a => a == "ann");
        entries.Select(e => e.Subject).ShouldBe([null, Ann, null]);
        entries[0].Note.ShouldBe("threshold: 90 → 60 “days”");
        (await store.AuditAsync(AuditChain.Of(Org), new(3, 99), Cancel)).ShouldHaveSingleItem().ShouldBe(entries[2]);
        (await store.TryGetAuditHeadAsync(AuditChain.Of(Other), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task P14_A_record_names_nobody()
    {
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "hold.add", Ann, "because Ann Smith asked")), Cancel);

        var record = (await store.AuditAsync(AuditChain.Of(Org), new(1, 1), Cancel)).Single().Entry.Record;

        foreach (var name in new[] { Ann.Value, "ann|1", "\"ann\"", "Smith" })
            record.ShouldNotContain(name);
    }

    [Fact]
    public async Task Writers_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var i = 0; i < 10; i++)
                await store.CommitAsync(new Change(Org, Commits.Event(Org, $"test.{writer}", new($"a-{writer}"), $"note {i}")), Cancel);
        }));

        var entries = await store.AuditAsync(AuditChain.Of(Org), new(1, 999), Cancel);
        var verifier = new AuditVerifier();
        entries.ShouldAllBe(e => verifier.Add(e.Entry) != null);
        entries.Count.ShouldBe(80);
    }

    [Fact]
    public async Task Holds_are_one_for_each_account_and_end_when_taken_away()
    {
        await store.SaveHoldAsync(Org, new(Ann, "Zoë", "leave", new(2027, 3, 31)), Cancel);
        await store.SaveHoldAsync(Org, new(Bob, "Max", "project", new(2027, 1, 31)), Cancel);
        await store.SaveHoldAsync(Org, new(Ann, "Zoë", "longer leave", new(2027, 6, 30)), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org)) { Holds = new Dictionary<AccountId, Hold?> { [Bob] = null } }, Cancel);

        (await store.HoldsAsync(Org, Cancel)).ShouldHaveSingleItem().ShouldBe(new(Ann, "Zoë", "longer leave", new(2027, 6, 30)));
        (await store.HoldsAsync(Other, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_change_keeps_findings_too()
    {
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1"), Some.Finding("f2")], Cancel);

        await store.CommitAsync(new Change(Org, Commits.Event(Org)) { Recommendations = [Some.Finding("f1").Dismissed("known")] }, Cancel);

        (await store.RecommendationsAsync(Org, new() { Open = true }, Cancel)).Select(r => r.Id).ShouldBe(["f2"]);
        (await store.RecommendationsAsync(Org, new() { Id = "f1" }, Cancel)).Single().State.ShouldBe(RecommendationState.Dismissed);
    }

    [Fact]
    public async Task A_secret_taken_away_is_gone()
    {
        await store.SaveSecretAsync(Org, SecretName.OrgKey, "secret", Cancel);
        await store.SaveSecretAsync(Org, SecretName.OrgKey, null, Cancel);

        (await store.TryGetSecretAsync(Org, SecretName.OrgKey, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task P20_Clearing_removes_all_but_the_audit_log_and_says_so_there()
    {
        await FillAsync(Org);
        await FillAsync(Other);

        await store.EraseAsync(new Erasure.Data(Org, Commits.Event(Org, "data.clear")), Cancel);

        await IsEmptyAsync(Org);
        var entries = await store.AuditAsync(AuditChain.Of(Org), new(1, 99), Cancel);
        AuditRecord.TryParse(entries[^1].Entry.Record)!.Action.ShouldBe("data.clear");
        entries.Count.ShouldBeGreaterThan(1);
        (await store.AccountPagesAsync(Other, Scan1, 0, 9, Cancel)).ShouldNotBeEmpty();
        (await store.TryGetSecretAsync(Other, SecretName.OrgKey, Cancel)).ShouldBe("secret");
        (await store.HoldsAsync(Other, Cancel)).ShouldNotBeEmpty();
        (await store.PeopleAsync(Other, Cancel)).Rows.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task P24_Purging_an_organisation_removes_its_audit_log_too_and_the_installations_says_so()
    {
        await FillAsync(Org);
        await FillAsync(Other);

        await store.EraseAsync(new Erasure.Everything(Org, Commits.Event(Org, "organization.purge") with { Chain = AuditChain.Installation }), Cancel);

        await IsEmptyAsync(Org);
        (await store.OrganizationsAsync(Cancel)).ShouldBe([Other]);
        (await store.AuditAsync(AuditChain.Of(Org), new(1, 9), Cancel)).ShouldBeEmpty();
        (await store.TryGetAuditHeadAsync(AuditChain.Of(Org), Cancel)).ShouldBeNull();
        AuditRecord.TryParse((await store.AuditAsync(AuditChain.Installation, new(1, 9), Cancel)).Single().Entry.Record)!.Action.ShouldBe("organization.purge");
        (await store.AuditAsync(AuditChain.Of(Other), new(1, 99), Cancel)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task P27_Forgetting_somebody_leaves_everybody_else_and_a_valid_chain()
    {
        await store.SaveAccountsAsync(Some.Scan(), [new(0, [Some.Account(Ann.Value), Some.Account(Bob.Value)])], Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(), [Some.Finding("f1", Ann.Value), Some.Finding("f2", Bob.Value)], Cancel);
        await store.SaveHoldAsync(Org, new(Ann, "Zoë", "leave", new(2027, 3, 31)), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "finding.dismiss", Ann, "Ann said so")), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "finding.dismiss", Bob, "Bob said so")), Cancel);

        (await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel)).ShouldBeGreaterThan(0);

        (await store.TryGetAccountAsync(Org, Scan1, Ann, Cancel)).ShouldBeNull();
        (await store.TryGetAccountAsync(Org, Scan1, Bob, Cancel)).ShouldNotBeNull();
        (await store.RecommendationsAsync(Org, new() { Closed = true }, Cancel)).Select(r => r.Id).ShouldBe(["f2"]);
        (await store.HoldsAsync(Org, Cancel)).ShouldBeEmpty();
        var entries = await store.AuditAsync(AuditChain.Of(Org), new(1, 99), Cancel);
        var verifier = new AuditVerifier();
        entries.ShouldAllBe(e => verifier.Add(e.Entry) != null);
        entries.Select(e => e.Subject).ShouldNotContain(Ann);
        entries.Select(e => e.Note).ShouldNotContain("Ann said so");
        entries.Select(e => e.Note).ShouldContain("Bob said so");
        (await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel)).ShouldBe(0);
    }

    private async Task FillAsync(OrgId org)
    {
        await store.SaveConnectionAsync(new(org, "Acme", Connection.Atlassian, []), Cancel);
        await store.SaveSecretAsync(org, SecretName.OrgKey, "secret", Cancel);
        await store.SaveSettingsAsync(org, new() { InactiveDays = 60 }, Cancel);
        await store.SaveHoldAsync(org, new(Ann, "Zoë", "leave", new(2027, 3, 31)), Cancel);
        await store.SavePeopleAsync(org, new(Listed, [new() { Account = Ann }]), Cancel);
        await store.SaveAccountsAsync(Some.Scan(org: org), Some.Pages(2, 3), Cancel);
        await store.SaveListingAsync(Some.Scan(org: org), Some.Listing(0, "g"), Cancel);
        await store.SaveRecommendationsAsync(Some.Scan(org: org), [Some.Finding("f1")], Cancel);
    }

    private async Task IsEmptyAsync(OrgId org)
    {
        (await store.TryGetConnectionAsync(org, Cancel)).ShouldBeNull();
        (await store.TryGetSecretAsync(org, SecretName.OrgKey, Cancel)).ShouldBeNull();
        (await store.SettingsAsync(org, Cancel)).InactiveDays.ShouldBe(90);
        (await store.HoldsAsync(org, Cancel)).ShouldBeEmpty();
        (await store.PeopleAsync(org, Cancel)).ShouldBe(PeopleList.None);
        (await store.ScansAsync(org, new(9), Cancel)).ShouldBeEmpty();
        (await store.AccountPagesAsync(org, Scan1, 0, 9, Cancel)).ShouldBeEmpty();
        (await store.ListingsAsync(org, Scan1, new(0, 9), Cancel)).ShouldBeEmpty();
        (await store.RecommendationsAsync(org, new() { Closed = true }, Cancel)).ShouldBeEmpty();
    }
}
