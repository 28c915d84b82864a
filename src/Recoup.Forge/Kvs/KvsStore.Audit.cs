using System.Security.Cryptography;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using Recoup.Engine;
using Recoup.Engine.Auditing;

namespace Recoup.Forge.Kvs;

/// <summary>
/// The audit log. An entry is a plain document under its number; the head is a shared one. Two that append at the same time read
/// the same head, and the transaction of one of them is refused: it reads again, and its entry follows the other's. Names and
/// notes lie beside the entries and change under the head alone.
/// </summary>
public sealed partial class KvsStore
{
    private const string ActorKind = "actor";
    private const string AccountKind = "account";

    public async Task<IReadOnlyList<ShownEntry>> AuditAsync(AuditChain chain, AuditQuery query, CancellationToken cancellationToken)
    {
        var stored = await EntriesAsync(chain, query, cancellationToken);
        // A record that somebody spoiled is shown as it is: it is for the verifier to say so.
        var records = stored.ConvertAll(s => AuditRecord.TryParse(s.Entry.Record));
        var texts = await kvs.ManyAsync(
            records.OfType<AuditRecord>().SelectMany(r => new[] { NameKey(chain, r.Actor), r.Subject is { } subject ? NameKey(chain, subject) : null, r.Note is { } note ? NoteKey(chain, note) : null }).OfType<string>(),
            cancellationToken);
        return
        [
            .. stored.Zip(records, (s, record) => new ShownEntry(
                s.Entry,
                record is null ? null : Text(NameKey(chain, record.Actor)),
                record?.Subject is { } subject && Text(NameKey(chain, subject)) is { } account ? new AccountId(account) : null,
                record?.Note is { } note ? Text(NoteKey(chain, note)) : null) { StoredAs = s.Number }),
        ];

        string? Text(string key) => texts.GetValueOrDefault(key) is { } json ? Read(json, KvsJson.Default.String) : null;
    }

    public async Task<AuditHead?> TryGetAuditHeadAsync(AuditChain chain, CancellationToken cancellationToken) =>
        await kvs.TryReadStampedAsync(HeadKey(chain), KvsJson.Default.String, cancellationToken) is { } head ? AuditHead.Parse(head) : null;

    /// <summary>The entries that there are; where one is missing in front of the head, an empty one.</summary>
    private async Task<List<(long Number, AuditEntry Entry)>> EntriesAsync(AuditChain chain, AuditQuery query, CancellationToken cancellationToken)
    {
        var last = (await TryGetAuditHeadAsync(chain, cancellationToken))?.Seq ?? 0;
        var from = Math.Max(1, query.From);
        var entries = new List<(long, AuditEntry)>();
        if (from <= Math.Min(last, query.To))
        {
            var numbers = Numbers(from, Math.Min(last, query.To)).ToList();
            var found = await kvs.ManyAsync(numbers.Select(number => EntryKey(chain, number)), cancellationToken);
            entries.AddRange(numbers.Select(number => (number, Entry(found.GetValueOrDefault(EntryKey(chain, number))) ?? new("", ""))));
        }

        // Also behind the head, which somebody may have set back.
        var next = Math.Max(from, last + 1);
        while (next <= query.To)
        {
            var some = Numbers(next, query.To - next < KvsLimits.KeysARead ? query.To : next + KvsLimits.KeysARead - 1).ToList();
            var found = await kvs.GetAsync([.. some.Select(number => EntryKey(chain, number))], cancellationToken);
            var there = some.TakeWhile(number => found.ContainsKey(EntryKey(chain, number))).ToList();
            entries.AddRange(there.Select(number => (number, Entry(found[EntryKey(chain, number)])!)));
            if (there.Count < some.Count || some[^1] == query.To)
                break;
            next = some[^1] + 1;
        }

        return entries;
    }

    /// <summary>Waits with an entry behind the newest, and with the head that it will be.</summary>
    private async Task<AuditHead> AppendAsync(Attempt attempt, AuditEvent done, CancellationToken cancellationToken)
    {
        var chain = done.Chain;
        var before = await attempt.TryReadAsync(HeadKey(chain), KvsJson.Default.String) is { } text ? AuditHead.Parse(text) : AuditHead.Start;
        var actorKey = ByNameKey(chain, ActorKind, done.Actor);
        var subjectKey = done.Subject is { } account ? ByNameKey(chain, AccountKind, account.Value) : null;
        var known = await kvs.GetAsync(subjectKey is null ? [actorKey] : [actorKey, subjectKey], cancellationToken);
        AuditAlias? subject = subjectKey is null ? null : Alias(subjectKey, done.Subject!.Value.Value);
        var actor = Alias(actorKey, done.Actor);
        var note = await KeepNoteAsync(attempt, chain, subject, done.Note, cancellationToken);
        var seq = before.Seq + 1;
        var (record, hash) = AuditEntry.After(before, AuditRecord.Of(done, seq, clock.GetUtcNow(), actor, subject, note));
        var head = new AuditHead(seq, hash);
        attempt.Set(EntryKey(chain, seq), [record, hash], KvsJson.Default.StringArray);
        await attempt.PutAsync(HeadKey(chain), head.ToString(), KvsJson.Default.String);
        return head;

        AuditAlias Alias(string key, string name)
        {
            if (known.GetValueOrDefault(key) is { } json)
                return AuditAlias.From(Read(json, KvsJson.Default.String));
            var alias = NewAlias();
            attempt.Set(key, alias.Value, KvsJson.Default.String);
            attempt.Set(NameKey(chain, alias), name, KvsJson.Default.String);
            return alias;
        }
    }

    private async Task<AuditAlias?> KeepNoteAsync(Attempt attempt, AuditChain chain, AuditAlias? subject, string? note, CancellationToken cancellationToken)
    {
        if (note is null)
            return null;
        var alias = NewAlias();
        attempt.Set(NoteKey(chain, alias), note, KvsJson.Default.String);
        if (subject is { } about)
        {
            var others = await kvs.TryReadAsync(NotesOfKey(chain, about), KvsJson.Default.ListString, cancellationToken) ?? [];
            attempt.Set(NotesOfKey(chain, about), [.. others, alias.Value], KvsJson.Default.ListString);
        }

        return alias;
    }

    private static AuditEntry? Entry(string? json) => json is not null && Read(json, KvsJson.Default.StringArray) is [var record, var hash] ? new(record, hash) : null;

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (var number = from; ; number++)
        {
            yield return number;
            if (number == to)
                yield break;
        }
    }

    private static AuditAlias NewAlias() => AuditAlias.Of(RandomNumberGenerator.GetBytes(16));

    private static string HeadKey(AuditChain chain) => Keys.Of(chain, "head");

    private static string EntryKey(AuditChain chain, long number) => Keys.Of(chain, "entry", Keys.Number(number));

    private static string ByNameKey(AuditChain chain, string kind, string name) => Keys.Of(chain, "by-name", kind, name);

    private static string NameKey(AuditChain chain, AuditAlias alias) => Keys.Of(chain, "name", alias.Value);

    private static string NoteKey(AuditChain chain, AuditAlias alias) => Keys.Of(chain, "note", alias.Value);

    private static string NotesOfKey(AuditChain chain, AuditAlias subject) => Keys.Of(chain, "notes-of", subject.Value);
}
