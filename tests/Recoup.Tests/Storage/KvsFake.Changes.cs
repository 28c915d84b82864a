using System.Globalization;
using System.Text.Json;
using Recoup.Core;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Auditing;
using static System.FormattableString;

namespace Recoup.Tests.Storage;

/// <summary>Changes and the audit log: an entry is a key that is written once, and the head that names it goes in the same transaction.</summary>
public sealed partial class KvsFake
{
    private int made;

    public Task<IReadOnlyList<Hold>> HoldsAsync(OrgId org, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Hold>>([.. List<string>(Key(org, "holds")).Select(id => TryGet(Key(org, "hold", id), CoreJson.Default.Hold)).OfType<Hold>()]);

    public Task<AuditHead> CommitAsync(Change change, CancellationToken cancellationToken)
    {
        var org = change.Org;
        foreach (var (name, value) in change.Secrets)
        {
            if (value is null)
                kvs.RemoveSecret(Key(org, "secret", name));
            else
                kvs.SetSecret(Key(org, "secret", name), value);
        }

        var writes = new List<KvsWrite>();
        if (change.Connection is { } connection)
            writes.AddRange([new(Key(org, "connection"), JsonSerializer.Serialize(connection, EngineJson.Default.Connection)), .. Listed("orgs", org.Value)]);
        if (change.Settings is { } settings)
            writes.Add(new(Key(org, "settings"), JsonSerializer.Serialize(settings, CoreJson.Default.Settings)));
        foreach (var (account, hold) in change.Holds)
            writes.AddRange([new(Key(org, "hold", account.Value), hold is null ? null : JsonSerializer.Serialize(hold, CoreJson.Default.Hold)), .. Listed(Key(org, "holds"), account.Value)]);
        writes.AddRange(Written(org, change.Recommendations));
        var (entry, head) = Appended(change.Event);
        writes.AddRange(entry);
        Save(writes);
        return Task.FromResult(head);
    }

    public Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, long from, int most, CancellationToken cancellationToken)
    {
        var last = Head(chain)?.Seq ?? 0;
        var entries = new List<ShownEntry>();
        for (var seq = from; seq <= last && entries.Count < most; seq++)
        {
            var entry = JsonSerializer.Deserialize<string[]>(kvs.TryGet(ChainKey(chain, "entry", Invariant($"{seq}"))) ?? "[\"\",\"\"]")!;
            var record = AuditRecord.TryParse(entry[0]);
            entries.Add(new(
                seq,
                new(entry[0], entry[1]),
                Text(chain, "name", record?.Actor),
                Text(chain, "name", record?.Subject) is { } account ? new AccountId(account) : null,
                Text(chain, "note", record?.Note)));
        }

        return Task.FromResult<IReadOnlyList<ShownEntry>>(entries);
    }

    public Task<AuditHead?> TryGetAuditHeadAsync(AuditChain chain, CancellationToken cancellationToken) => Task.FromResult(Head(chain));

    public Task<int> EraseAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var org = erasure.Org;
        kvs.Settle();
        List<string> gone = erasure switch
        {
            Erasure.Person person => Of(org, person.Account),
            Erasure.Data => [.. Query(Encoded(org.Value) + ":").Where(key => !key.StartsWith(Key(org, "audit"), StringComparison.Ordinal) && !key.StartsWith(Key(org, "lease"), StringComparison.Ordinal))],
            _ => Query(Encoded(org.Value) + ":"),
        };
        if (erasure is not Erasure.Person)
            kvs.RemoveSecrets(Key(org, "secret", ""));
        var rest = erasure is Erasure.Everything ? new KvsWrite("orgs", JsonSerializer.Serialize(List<string>("orgs").Where(o => o != org.Value))) : null;
        // Before the entry: it names the person anew, without a name that stays.
        Save([.. gone.Select(key => new KvsWrite(key, null)), .. rest is null ? [] : new[] { rest }]);
        Save(Appended(erasure switch
        {
            Erasure.Data data => data.Event,
            Erasure.Person person => person.Event,
            Erasure.Everything everything => everything.Event,
            _ => throw new InvalidOperationException(),
        }).Writes);
        return Task.FromResult(gone.Count);
    }

    private List<string> Of(OrgId org, AccountId account)
    {
        var chain = AuditChain.Of(org);
        var gone = new List<string>();
        if (kvs.TryGet(ChainKey(chain, "by-name", "account", account.Value)) is { } quoted)
        {
            var id = JsonSerializer.Deserialize<string>(quoted)!;
            gone.AddRange([ChainKey(chain, "by-name", "account", account.Value), ChainKey(chain, "name", id)]);
            gone.AddRange(List<string>(ChainKey(chain, "notes-of", id)).Select(note => ChainKey(chain, "note", note)));
        }

        gone.AddRange(RecommendationsOfAsync(org, [account], default).Result.Select(f => Key(org, "finding", f.Id)));
        if (kvs.TryGet(Key(org, "hold", account.Value)) is not null)
            gone.Add(Key(org, "hold", account.Value));
        foreach (var scan in List<string>(Key(org, "scans")))
        {
            foreach (var page in Accounts(org, new(scan)).Where(p => p.Accounts.Any(a => a.Id == account)).ToList())
            {
                SaveAccountsAsync(TryGet(Key(org, "scan", scan), EngineJson.Default.Scan)!, [page with { Accounts = [.. page.Accounts.Where(a => a.Id != account)] }], default);
                gone.Add(Key(org, "nothing", Invariant($"{gone.Count}")));
            }
        }

        return gone;
    }

    private (IReadOnlyList<KvsWrite> Writes, AuditHead Head) Appended(AuditEvent done)
    {
        var chain = done.Chain;
        var before = Head(chain) ?? new AuditHead(0, AuditHash.Zero);
        var writes = new List<KvsWrite>();
        var subject = done.Subject is { } account ? Pseudonym("account", account.Value) : null;
        var record = new AuditRecord
        {
            Seq = before.Seq + 1,
            At = Some.Start,
            Chain = chain,
            Actor = Pseudonym("actor", done.Actor),
            Subject = subject,
            Action = done.Action,
            Outcome = done.Outcome,
            Note = Note(),
            Numbers = done.Numbers,
        };
        var line = record.ToLine();
        var head = new AuditHead(record.Seq, AuditHash.Of(before.Hash, line));
        writes.Add(new(ChainKey(chain, "entry", record.Seq.ToString(CultureInfo.InvariantCulture)), JsonSerializer.Serialize(new[] { line, head.Hash })));
        writes.Add(new(ChainKey(chain, "head"), JsonSerializer.Serialize(head.ToString())));
        return (writes, head);

        string Pseudonym(string kind, string name)
        {
            if (kvs.TryGet(ChainKey(chain, "by-name", kind, name)) is { } known)
                return JsonSerializer.Deserialize<string>(known)!;
            var id = Invariant($"{kind}{++made}");
            writes.AddRange([new(ChainKey(chain, "by-name", kind, name), JsonSerializer.Serialize(id)), new(ChainKey(chain, "name", id), JsonSerializer.Serialize(name))]);
            return id;
        }

        string? Note()
        {
            if (done.Note is null)
                return null;
            var id = Invariant($"note{++made}");
            writes.Add(new(ChainKey(chain, "note", id), JsonSerializer.Serialize(done.Note)));
            if (subject is not null)
                writes.AddRange(Listed(ChainKey(chain, "notes-of", subject), id));
            return id;
        }
    }

    private AuditHead? Head(AuditChain chain) => kvs.TryGet(ChainKey(chain, "head")) is { } head ? AuditHead.TryParse(JsonSerializer.Deserialize<string>(head)!) : null;

    private string? Text(AuditChain chain, string kind, string? id) =>
        id is not null && kvs.TryGet(ChainKey(chain, kind, id)) is { } text ? JsonSerializer.Deserialize<string>(text) : null;

    private static string ChainKey(AuditChain chain, params ReadOnlySpan<string> parts) => Key(new(chain.Text), ["audit", .. parts]);
}
