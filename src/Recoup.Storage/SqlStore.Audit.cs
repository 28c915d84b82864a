using System.Security.Cryptography;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine.Auditing;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    private const string ActorKind = "actor";
    private const string AccountKind = "account";

    public Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, long from, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ShownEntry>>(
            async work =>
            {
                var rows = await work.ListAsync<EntryRow>(
                    "select seq, record, hash from audit_entries where org_id = @chain and seq >= @from order by seq limit @most",
                    new { chain = chain.Text, from, most });
                var entries = new List<ShownEntry>();
                foreach (var row in rows)
                {
                    // A record that somebody spoiled is shown as it is: it is for the verifier to say so.
                    var record = AuditRecord.TryParse(row.Record);
                    entries.Add(new(
                        row.Seq,
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
            async work => await work.TryGetAsync<HeadRow>("select seq, hash from audit_heads where org_id = @chain", new { chain = chain.Text }) is { } head
                ? new AuditHead(head.Seq, head.Hash)
                : null,
            cancellationToken);

    /// <summary>Adds an entry to its chain; goes last in a transaction, since it makes other writers of the chain wait.</summary>
    private async Task<AuditHead> AppendAsync(Work work, AuditEvent done)
    {
        var chain = done.Chain.Text;
        await work.ExecuteAsync("insert into audit_heads (org_id, seq, hash) values (@chain, 0, @zero) on conflict (org_id) do nothing", new { chain, zero = AuditHash.Zero });
        var head = (await work.TryGetAsync<HeadRow>("update audit_heads set seq = seq + 1 where org_id = @chain returning seq, hash", new { chain }))!;
        var subject = done.Subject is { } account ? await PseudonymAsync(work, chain, AccountKind, account.Value) : null;
        var record = new AuditRecord
        {
            Seq = head.Seq,
            At = clock.GetUtcNow(),
            Chain = done.Chain,
            Actor = await PseudonymAsync(work, chain, ActorKind, done.Actor),
            Subject = subject,
            Action = done.Action,
            Outcome = done.Outcome,
            Note = await KeepNoteAsync(work, chain, subject, done.Note),
            Numbers = done.Numbers,
        };
        var line = record.ToLine();
        var hash = AuditHash.Of(head.Hash, line);
        await work.ExecuteAsync("insert into audit_entries (org_id, seq, record, hash) values (@chain, @seq, @line, @hash)", new { chain, seq = head.Seq, line, hash });
        await work.ExecuteAsync("update audit_heads set hash = @hash where org_id = @chain", new { chain, hash });
        return new(head.Seq, hash);
    }

    /// <summary>The random id under which a chain knows somebody; made at the first time.</summary>
    private static async Task<string> PseudonymAsync(Work work, string chain, string kind, string name)
    {
        if (await work.TryGetAsync<string>("select id from audit_names where org_id = @chain and kind = @kind and name = @name", new { chain, kind, name }) is { } known)
            return known;
        var id = NewId();
        await work.ExecuteAsync("insert into audit_names (org_id, id, kind, name) values (@chain, @id, @kind, @name)", new { chain, id, kind, name });
        return id;
    }

    private static async Task<string?> KeepNoteAsync(Work work, string chain, string? subject, string? note)
    {
        if (note is null)
            return null;
        var id = NewId();
        await work.ExecuteAsync("insert into audit_notes (org_id, id, subject, note) values (@chain, @id, @subject, @note)", new { chain, id, subject, note = Folded.Clean(note) });
        return id;
    }

    /// <summary>Takes a person's name and notes out of the log; the records stay as they are and no longer lead to anybody.</summary>
    private static async Task<int> EraseNamesAsync(Work work, OrgId org, AccountId account)
    {
        var values = new { chain = AuditChain.Of(org).Text, kind = AccountKind, name = account.Value };
        const string ids = "select id from audit_names where org_id = @chain and kind = @kind and name = @name";
        return await work.ExecuteAsync($"delete from audit_notes where org_id = @chain and subject in ({ids})", values)
            + await work.ExecuteAsync("delete from audit_names where org_id = @chain and kind = @kind and name = @name", values);
    }

    private static Task<string?> NameAsync(Work work, AuditChain chain, string? id) =>
        id is null ? Task.FromResult<string?>(null) : work.TryGetAsync<string>("select name from audit_names where org_id = @chain and id = @id", new { chain = chain.Text, id });

    private static Task<string?> NoteAsync(Work work, AuditChain chain, string? id) =>
        id is null ? Task.FromResult<string?>(null) : work.TryGetAsync<string>("select note from audit_notes where org_id = @chain and id = @id", new { chain = chain.Text, id });

    private static string NewId() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    private sealed record EntryRow
    {
        public long Seq { get; init; }

        public string Record { get; init; } = "";

        public string Hash { get; init; } = "";
    }

    private sealed record HeadRow
    {
        public long Seq { get; init; }

        public string Hash { get; init; } = "";
    }
}
