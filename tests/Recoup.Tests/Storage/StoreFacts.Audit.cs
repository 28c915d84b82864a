using Recoup.Core.Audit;
using Recoup.Engine;
using Recoup.Engine.Auditing;

namespace Recoup.Tests.Storage;

public abstract partial class StoreFacts
{
    [Fact]
    public async Task P14_A_stored_log_is_read_and_checked_over_many_pages()
    {
        for (var i = 0; i < StoredLog.PageSize + 2; i++)
            await store.CommitAsync(new Change(Org, Commits.Event(Org)), Cancel);
        var chain = AuditChain.Of(Org);
        var head = (await store.TryGetAuditHeadAsync(chain, Cancel))!;

        (await StoredLog.VerifyAsync(store, chain, null, Cancel)).ShouldBe(new(chain, head, null));
        (await StoredLog.ReadAsync(store, chain, Cancel).Select(e => e.StoredAs).ToListAsync(Cancel)).ShouldBe(Enumerable.Range(1, StoredLog.PageSize + 2).Select(n => (long?)n));
        (await StoredLog.VerifyAsync(store, AuditChain.Of(Other), null, Cancel)).ShouldBe(new(null, AuditHead.Start, null));
    }

    [Fact]
    public async Task P27_Entries_that_name_somebody_are_found_among_the_others()
    {
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "finding.dismiss", Bob)), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "finding.dismiss", Ann)), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "finding.reopen", Ann) with { Actor = Bob.Value }), Cancel);

        (await NamingAsync(Bob.Value)).ShouldBe([1L, 3L]);
        (await NamingAsync(Ann.Value)).ShouldBe([2L, 3L]);
        (await NamingAsync("nobody")).ShouldBeEmpty();
        (await NamingAsync("%")).ShouldBeEmpty();

        async Task<IEnumerable<long?>> NamingAsync(string name) =>
            (await store.AuditAsync(AuditChain.Of(Org), new(1, long.MaxValue, name), Cancel)).Where(e => e.Actor == name || e.Subject?.Value == name).Select(e => e.StoredAs);
    }

    [Fact]
    public async Task P27_Who_acted_and_is_forgotten_is_no_longer_named_as_an_actor()
    {
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "finding.dismiss", Bob) with { Actor = Ann.Value }), Cancel);
        await store.CommitAsync(new Change(Org, Commits.Event(Org, "audit.export") with { Chain = AuditChain.Installation, Actor = Ann.Value }), Cancel);

        (await store.EraseAsync(new Erasure.Person(Org, Ann, Commits.Event(Org, "person.forget")), Cancel)).ShouldBeGreaterThan(0);

        (await store.AuditAsync(AuditChain.Of(Org), new(1, 9), Cancel)).Select(e => (e.Actor, e.Subject)).ShouldBe([(null, Bob), ("ann", null)]);
        (await store.AuditAsync(AuditChain.Installation, new(1, 9), Cancel)).Single().Actor.ShouldBeNull();
        (await StoredLog.VerifyAsync(store, AuditChain.Of(Org), null, Cancel)).Fault.ShouldBeNull();
        (await StoredLog.VerifyAsync(store, AuditChain.Installation, null, Cancel)).Fault.ShouldBeNull();
    }
}
