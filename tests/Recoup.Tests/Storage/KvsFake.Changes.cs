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
        if (change.SettingsBefore is { } before && JsonSerializer.Serialize(Settings(org), CoreJson.Default.Settings) != JsonSerializer.Serialize(before, CoreJson.Default.Settings))
            throw new SettingsChangedException();
        if (change.Settings is { } settings)
            writes.Add(new(Key(org, "settings"), JsonSerializer.Serialize(settings, CoreJson.Default.Settings)));
        writes.AddRange(change.Holds.Select(h => new KvsWrite(Key(org, "hold", h.Key.Value), h.Value is null ? null : JsonSerializer.Serialize(h.Value, CoreJson.Default.Hold))));
        writes.AddRange(Listed(Key(org, "holds"), [.. change.Holds.Keys.Select(a => a.Value)]));
        writes.AddRange(Written(org, change.Recommendations));
        var (entry, head) = Appended(change.Event);
        // The head of a list of people goes with the entry that tells of it.
        if (change.People is { } people)
            writes.Add(WritePeople(org, people));
        if (change.Plan is { } plan)
            writes.AddRange(WritePlan(org, plan));
        if (change.Approval is { } approval)
            writes.AddRange(WriteApproval(org, approval));
        if (change.Run is { } run)
            writes.AddRange(WriteRun(run, change.RunRows));
        if (change.Order is { } order)
            writes.Add(new(Key(org, "run", order.Run.Value, "wanted"), JsonSerializer.Serialize(order.Order)));
        writes.AddRange(entry);
        Save(writes);
        if (change.People is not null)
            SweepPeople(org);
        return Task.FromResult(head);
    }

    public Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, AuditQuery query, CancellationToken cancellationToken)
    {
        var last = Head(chain)?.Seq ?? 0;
        var entries = new List<ShownEntry>();
        // Also behind the head, which somebody may have set back.
        for (var seq = query.From; seq <= query.To && (seq <= last || kvs.TryGet(ChainKey(chain, "entry", Invariant($"{seq}"))) is not null); seq++)
        {
            var entry = JsonSerializer.Deserialize<string[]>(kvs.TryGet(ChainKey(chain, "entry", Invariant($"{seq}"))) ?? "[\"\",\"\"]")!;
            var record = AuditRecord.TryParse(entry[0]);
            entries.Add(new(
                new(entry[0], entry[1]),
                Text(chain, "name", record?.Actor.Value),
                Text(chain, "name", record?.Subject?.Value) is { } account ? new AccountId(account) : null,
                Text(chain, "note", record?.Note?.Value)) { StoredAs = seq });
        }

        return Task.FromResult<IReadOnlyList<ShownEntry>>(entries);
    }

    public Task<AuditHead?> TryGetAuditHeadAsync(AuditChain chain, CancellationToken cancellationToken) => Task.FromResult(Head(chain));

    public Task<int> EraseAsync(Erasure erasure, CancellationToken cancellationToken)
    {
        var org = erasure.Org;
        kvs.Settle();
        var listed = erasure is Erasure.Person forgotten ? ForgetInPeople(org, forgotten.Account) : 0;
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
        return Task.FromResult(gone.Count + listed);
    }

    private List<string> Of(OrgId org, AccountId account)
    {
        var chain = AuditChain.Of(org);
        var gone = new List<string>();
        foreach (var log in new[] { chain, AuditChain.Installation })
        {
            if (kvs.TryGet(ChainKey(log, "by-name", "actor", account.Value)) is { } acted)
                gone.AddRange([ChainKey(log, "by-name", "actor", account.Value), ChainKey(log, "name", JsonSerializer.Deserialize<string>(acted)!)]);
        }

        if (kvs.TryGet(ChainKey(chain, "by-name", "account", account.Value)) is { } quoted)
        {
            var id = JsonSerializer.Deserialize<string>(quoted)!;
            gone.AddRange([ChainKey(chain, "by-name", "account", account.Value), ChainKey(chain, "name", id)]);
            gone.AddRange(List<string>(ChainKey(chain, "notes-of", id)).Select(note => ChainKey(chain, "note", note)));
        }

        gone.AddRange(RecommendationsOfAsync(org, [account], default).Result.Select(f => Key(org, "finding", f.Id)));
        if (kvs.TryGet(Key(org, "hold", account.Value)) is not null)
            gone.Add(Key(org, "hold", account.Value));
        gone.AddRange(PlansOf(org, account));
        gone.AddRange(RunRowsOf(org, account));
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
        var before = Head(chain) ?? AuditHead.Start;
        var writes = new List<KvsWrite>();
        AuditAlias? subject = done.Subject is { } account ? Alias("account", account.Value) : null;
        var (line, hash) = AuditEntry.After(before, AuditRecord.Of(done, before.Seq + 1, Some.Start, Alias("actor", done.Actor), subject, Note()));
        var head = new AuditHead(before.Seq + 1, hash);
        writes.Add(new(ChainKey(chain, "entry", head.Seq.ToString(CultureInfo.InvariantCulture)), JsonSerializer.Serialize(new[] { line, hash })));
        writes.Add(new(ChainKey(chain, "head"), JsonSerializer.Serialize(head.ToString())));
        return (writes, head);

        AuditAlias Alias(string kind, string name)
        {
            if (kvs.TryGet(ChainKey(chain, "by-name", kind, name)) is { } known)
                return AuditAlias.From(JsonSerializer.Deserialize<string>(known)!);
            var alias = Next();
            writes.AddRange([new(ChainKey(chain, "by-name", kind, name), JsonSerializer.Serialize(alias.Value)), new(ChainKey(chain, "name", alias.Value), JsonSerializer.Serialize(name))]);
            return alias;
        }

        AuditAlias? Note()
        {
            if (done.Note is null)
                return null;
            var alias = Next();
            writes.Add(new(ChainKey(chain, "note", alias.Value), JsonSerializer.Serialize(done.Note)));
            if (subject is { } about)
                writes.AddRange(Listed(ChainKey(chain, "notes-of", about.Value), alias.Value));
            return alias;
        }

        AuditAlias Next() => AuditAlias.From(Invariant($"{++made:x32}"));
    }

    private AuditHead? Head(AuditChain chain) => kvs.TryGet(ChainKey(chain, "head")) is { } head ? AuditHead.Parse(JsonSerializer.Deserialize<string>(head)!) : null;

    private string? Text(AuditChain chain, string kind, string? id) =>
        id is not null && kvs.TryGet(ChainKey(chain, kind, id)) is { } text ? JsonSerializer.Deserialize<string>(text) : null;

    private static string ChainKey(AuditChain chain, params ReadOnlySpan<string> parts) => Key(new(chain.Value), ["audit", .. parts]);
}
