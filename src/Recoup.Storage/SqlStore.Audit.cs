using System.Collections.ObjectModel;
using System.Security.Cryptography;
using Dapper;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Auditing;

namespace Recoup.Storage;

public sealed partial class SqlStore
{
    private const string ActorKind = "actor";
    private const string AccountKind = "account";

    public Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, AuditQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ShownEntry>>(
            async work =>
            {
                // What somebody put before the first entry comes with it: otherwise nobody would ever see it.
                var values = new DynamicParameters(new { chain = chain.Value, from = query.From > 1 ? query.From : long.MinValue, to = query.To });
                var naming = query.Naming is { } name ? await NamingAsync(work, chain, name, values) : null;
                var rows = (await work.ListAsync<EntryRow>($"select seq, record, hash from audit_entries where org_id = @chain and seq between @from and @to {naming} order by seq", values)).ToList();
                // A record that somebody spoiled is shown as it is: it is for the verifier to say so.
                var records = rows.ConvertAll(row => AuditRecord.TryParse(row.Record));
                var names = await TextsAsync(work, chain, "select id, name as text from audit_names", records.SelectMany(r => new[] { r?.Actor, r?.Subject }));
                var notes = await TextsAsync(work, chain, "select id, note as text from audit_notes", records.Select(r => r?.Note));
                return [.. rows.Zip(records, (row, record) => new ShownEntry(
                    new(row.Record, row.Hash),
                    Text(names, record?.Actor),
                    Text(names, record?.Subject) is { } account ? new AccountId(account) : null,
                    Text(notes, record?.Note)) { StoredAs = row.Seq })];
            },
            cancellationToken);

    public Task<AuditHead?> TryGetAuditHeadAsync(AuditChain chain, CancellationToken cancellationToken) =>
        database.ReadAsync(work => HeadAsync(work, chain.Value), cancellationToken);

    private static async Task<AuditHead?> HeadAsync(Work work, string chain) =>
        await work.TryGetAsync<HeadRow>("select seq, hash from audit_heads where org_id = @chain", new { chain }) is { } head ? new(head.Seq, head.Hash) : null;

    /// <summary>Adds an entry to its chain. The lock that every writer takes first keeps others away from the head meanwhile.</summary>
    private async Task<AuditHead> AppendAsync(Work work, AuditEvent done)
    {
        var chain = done.Chain.Value;
        var head = await HeadAsync(work, chain) ?? AuditHead.Start;
        AuditAlias? subject = done.Subject is { } account ? await AliasAsync(work, chain, AccountKind, account.Value) : null;
        var actor = await AliasAsync(work, chain, ActorKind, done.Actor);
        var note = await KeepNoteAsync(work, chain, subject, done.Note);
        var seq = head.Seq + 1;
        var (record, hash) = AuditEntry.After(head, AuditRecord.Of(done, seq, clock.GetUtcNow(), actor, subject, note));
        await work.ExecuteAsync("insert into audit_entries (org_id, seq, record, hash) values (@chain, @seq, @record, @hash)", new { chain, seq, record, hash });
        // After the entry: the database takes no other head than the last one's.
        await work.ExecuteAsync("insert into audit_heads (org_id, seq, hash) values (@chain, @seq, @hash) on conflict (org_id) do update set seq = excluded.seq, hash = excluded.hash", new { chain, seq, hash });
        return new(seq, hash);
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

    /// <summary>
    /// Takes a person's name and notes out of the log; the records stay as they are and no longer lead to anybody. Also where the
    /// person acted, here or in the installation's log: an actor may be named by an account id.
    /// </summary>
    private static async Task<int> EraseNamesAsync(Work work, OrgId org, AccountId account)
    {
        var values = new { chain = AuditChain.Of(org).Value, installation = AuditChain.Installation.Value, kind = AccountKind, name = account.Value };
        const string ids = "select id from audit_names where org_id = @chain and kind = @kind and name = @name";
        return await work.ExecuteAsync($"delete from audit_notes where org_id = @chain and subject in ({ids})", values)
            + await work.ExecuteAsync("delete from audit_names where org_id in (@chain, @installation) and name = @name", values);
    }

    /// <summary>A condition that only records with an alias of somebody pass; none does where the chain knows nobody of that name.</summary>
    private static async Task<string> NamingAsync(Work work, AuditChain chain, string name, DynamicParameters values)
    {
        var aliases = (await work.ListAsync<string>("select id from audit_names where org_id = @chain and name = @name", new { chain = chain.Value, name })).ToList();
        for (var i = 0; i < aliases.Count; i++)
            values.Add($"alias{i}", $"%{aliases[i]}%");
        return $"and ({string.Join(" or ", aliases.Select((_, i) => $"record like @alias{i}").DefaultIfEmpty("1 = 0"))})";
    }

    /// <summary>What some aliases of a chain stand for; those that were erased are not in it.</summary>
    private async Task<IReadOnlyDictionary<string, string>> TextsAsync(Work work, AuditChain chain, string select, IEnumerable<AuditAlias?> aliases)
    {
        var ids = aliases.OfType<AuditAlias>().Select(a => a.Value).Distinct().ToList();
        if (ids.Count == 0)
            return ReadOnlyDictionary<string, string>.Empty;
        return (await work.ListAsync<TextRow>($"{select} where org_id = @chain and id in ({database.TextsIn("@ids")})", new { chain = chain.Value, ids = JsonTexts(ids) })).ToDictionary(t => t.Id, t => t.Text);
    }

    private static string? Text(IReadOnlyDictionary<string, string> texts, AuditAlias? alias) => alias is { } id ? texts.GetValueOrDefault(id.Value) : null;

    private static AuditAlias NewAlias() => AuditAlias.Of(RandomNumberGenerator.GetBytes(16));

    private sealed record EntryRow
    {
        public long Seq { get; init; }

        public string Record { get; init; } = "";

        public string Hash { get; init; } = "";
    }

    private sealed record TextRow
    {
        public string Id { get; init; } = "";

        public string Text { get; init; } = "";
    }

    private sealed record HeadRow
    {
        public long Seq { get; init; }

        public string Hash { get; init; } = "";
    }
}
