using System.Security.Cryptography;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine.Auditing;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    private const string ActorKind = "actor";
    private const string AccountKind = "account";

    public Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, long from, long to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ShownEntry>>(
            async work =>
            {
                var rows = await work.ListAsync<EntryRow>(
                    "select record, hash from audit_entries where org_id = @chain and seq between @from and @to order by seq",
                    new { chain = chain.Value, from, to });
                var entries = new List<ShownEntry>();
                foreach (var row in rows)
                {
                    // A record that somebody spoiled is shown as it is: it is for the verifier to say so.
                    var record = AuditRecord.TryParse(row.Record);
                    entries.Add(new(
                        new(row.Record, row.Hash),
                        await NameAsync(work, chain, record?.Actor),
                        await NameAsync(work, chain, record?.Subject) is { } account ? new AccountId(account) : null,
                        await NoteAsync(work, chain, record?.Note)));
                }

                return entries;
            },
            cancellationToken);

    public Task<AuditHead?> TryGetAuditHeadAsync(AuditChain chain, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async work => await work.TryGetAsync<HeadRow>("select seq, hash from audit_heads where org_id = @chain", new { chain = chain.Value }) is { } head
                ? new AuditHead(head.Seq, head.Hash)
                : null,
            cancellationToken);

    /// <summary>Adds an entry to its chain; goes last in a transaction, since it makes other writers of the chain wait.</summary>
    private async Task<AuditHead> AppendAsync(Work work, AuditEvent done)
    {
        var chain = done.Chain.Value;
        await work.ExecuteAsync("insert into audit_heads (org_id, seq, hash) values (@chain, 0, @zero) on conflict (org_id) do nothing", new { chain, zero = AuditHash.Zero });
        var head = (await work.TryGetAsync<HeadRow>("update audit_heads set seq = seq + 1 where org_id = @chain returning seq, hash", new { chain }))!;
        AuditAlias? subject = done.Subject is { } account ? await AliasAsync(work, chain, AccountKind, account.Value) : null;
        var actor = await AliasAsync(work, chain, ActorKind, done.Actor);
        var note = await KeepNoteAsync(work, chain, subject, done.Note);
        var (record, hash) = AuditEntry.After(new(head.Seq - 1, head.Hash), AuditRecord.Of(done, head.Seq, clock.GetUtcNow(), actor, subject, note));
        await work.ExecuteAsync("insert into audit_entries (org_id, seq, record, hash) values (@chain, @seq, @record, @hash)", new { chain, seq = head.Seq, record, hash });
        await work.ExecuteAsync("update audit_heads set hash = @hash where org_id = @chain", new { chain, hash });
        return new(head.Seq, hash);
    }

    /// <summary>The alias under which a chain knows somebody; made at the first time.</summary>
    private static async Task<AuditAlias> AliasAsync(Work work, string chain, string kind, string name)
    {
        if (await work.TryGetAsync<string>("select id from audit_names where org_id = @chain and kind = @kind and name = @name", new { chain, kind, name }) is { } known)
            return AuditAlias.From(known);
        var alias = NewAlias();
        await work.ExecuteAsync("insert into audit_names (org_id, id, kind, name) values (@chain, @id, @kind, @name)", new { chain, id = alias.Value, kind, name });
        return alias;
    }

    private static async Task<AuditAlias?> KeepNoteAsync(Work work, string chain, AuditAlias? subject, string? note)
    {
        if (note is null)
            return null;
        var alias = NewAlias();
        await work.ExecuteAsync("insert into audit_notes (org_id, id, subject, note) values (@chain, @id, @subject, @note)", new { chain, id = alias.Value, subject = subject?.Value, note = Folded.Clean(note) });
        return alias;
    }

    /// <summary>Takes a person's name and notes out of the log; the records stay as they are and no longer lead to anybody.</summary>
    private static async Task<int> EraseNamesAsync(Work work, OrgId org, AccountId account)
    {
        var values = new { chain = AuditChain.Of(org).Value, kind = AccountKind, name = account.Value };
        const string ids = "select id from audit_names where org_id = @chain and kind = @kind and name = @name";
        return await work.ExecuteAsync($"delete from audit_notes where org_id = @chain and subject in ({ids})", values)
            + await work.ExecuteAsync("delete from audit_names where org_id = @chain and kind = @kind and name = @name", values);
    }

    private static Task<string?> NameAsync(Work work, AuditChain chain, AuditAlias? alias) =>
        alias is { } id ? work.TryGetAsync<string>("select name from audit_names where org_id = @chain and id = @id", new { chain = chain.Value, id = id.Value }) : Task.FromResult<string?>(null);

    private static Task<string?> NoteAsync(Work work, AuditChain chain, AuditAlias? alias) =>
        alias is { } id ? work.TryGetAsync<string>("select note from audit_notes where org_id = @chain and id = @id", new { chain = chain.Value, id = id.Value }) : Task.FromResult<string?>(null);

    private static AuditAlias NewAlias() => AuditAlias.Of(RandomNumberGenerator.GetBytes(16));

    private sealed record EntryRow
    {
        public string Record { get; init; } = "";

        public string Hash { get; init; } = "";
    }

    private sealed record HeadRow
    {
        public long Seq { get; init; }

        public string Hash { get; init; } = "";
    }
}
