using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Recoup.Forge.Kvs;

namespace Recoup.Tests.Storage;

/// <summary>
/// Forge's key-value store in memory, with its limits. Get is strict; a query sees the state before the newest
/// transaction until <see cref="Settle"/>, the least stale that "eventually consistent" allows to rely on.
/// </summary>
/// <param name="turns">Decides when each call goes on; null for whenever the thread pool likes.</param>
public sealed partial class FakeKvs(Turns? turns = null) : IKvs
{
    private const int MostPerQuery = 100;

    private readonly Lock one = new();
    private readonly Dictionary<string, string> secrets = [];
    private readonly Dictionary<string, Stamped> stamped = [];
    private ImmutableSortedDictionary<string, string> now = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, string> seen = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>How many transactions still succeed; null for all.</summary>
    public int? Left { get; set; }

    /// <summary>Every transaction that succeeded.</summary>
    public List<IReadOnlyCollection<KvsWrite>> Transactions { get; } = [];

    /// <summary>How many transactions somebody else was quicker than.</summary>
    public int Conflicts { get; private set; }

    public KvsMeter Reads { get; } = new();

    public KvsMeter Writes { get; } = new();

    /// <summary>Keys of both kinds of documents with a prefix, as they are.</summary>
    public IReadOnlyList<string> Keys(string prefix = "") => [.. now.Keys.Concat(stamped.Keys).Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Every key and document in one text.</summary>
    public string Everything() => string.Join('\n', now.Select(d => d.Key + d.Value).Concat(stamped.Select(d => d.Key + d.Value.Json)));

    /// <summary>Keys of secrets.</summary>
    public IReadOnlyCollection<string> SecretKeys => secrets.Keys;

    /// <summary>Enough time passes that queries see everything.</summary>
    public void Settle() => seen = now;

    /// <summary>Changes a document of either kind behind everybody's back; null removes it.</summary>
    public void Tamper(string key, string? json)
    {
        if (stamped.Remove(key))
        {
            if (json is not null)
                stamped[key] = new("tampered", json);
            return;
        }

        now = json is null ? now.Remove(key) : now.SetItem(key, json);
    }

    public Task<IReadOnlyDictionary<string, string>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        GetAsync<string>(keys, now.GetValueOrDefault, json => json);

    public Task<IReadOnlyDictionary<string, Stamped>> GetStampedAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        GetAsync(keys, stamped.GetValueOrDefault, document => document.Json);

    public async Task TransactAsync(IReadOnlyCollection<KvsWrite> writes, CancellationToken cancellationToken)
    {
        await TurnAsync();
        lock (one)
        {
            Require(writes.Count is > 0 and <= KvsLimits.WritesATransaction, "TOO_MANY_OPERATIONS");
            Require(writes.Sum(Bytes) <= KvsLimits.BytesATransaction, "MAX_SIZE");
            Require(writes.DistinctBy(w => w.Key).Count() == writes.Count, "DUPLICATE_KEY");
            foreach (var write in writes)
                Check(write);
            if (Left is { } left)
            {
                Require(left > 0, "REQUEST_THROTTLED");
                Left = left - 1;
            }

            if (writes.FirstOrDefault(w => !Holds(w)) is { } refused)
            {
                Conflicts++;
                throw new KvsConflictException(refused.Key);
            }

            (seen, now) = (now, Written(writes));
            Transactions.Add(writes);
            Writes.Add(writes.Select(w => (w.Key, Bytes(w))));
        }
    }

    public async Task<KvsKeys> QueryAsync(string prefix, string? cursor, CancellationToken cancellationToken)
    {
        await TurnAsync();
        lock (one)
        {
            var found = seen.Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(d.Key, cursor) > 0).Take(MostPerQuery + 1).ToList();
            // The real one sends the values too.
            Reads.Add(found.Take(MostPerQuery).Select(d => (d.Key, (long)Encoding.UTF8.GetByteCount(d.Value))));
            return found.Count <= MostPerQuery ? new([.. found.Select(d => d.Key)], null) : new([.. found.Take(MostPerQuery).Select(d => d.Key)], found[MostPerQuery - 1].Key);
        }
    }

    public async Task<string?> TryGetSecretAsync(string key, CancellationToken cancellationToken)
    {
        await TurnAsync();
        lock (one)
            return secrets.GetValueOrDefault(Checked(key));
    }

    public async Task SetSecretAsync(string key, string value, CancellationToken cancellationToken)
    {
        await TurnAsync();
        lock (one)
            secrets[Checked(key)] = value;
    }

    public async Task DeleteSecretAsync(string key, CancellationToken cancellationToken)
    {
        await TurnAsync();
        lock (one)
            secrets.Remove(Checked(key));
    }

    private async Task<IReadOnlyDictionary<string, T>> GetAsync<T>(IReadOnlyCollection<string> keys, Func<string, T?> get, Func<T, string> json)
        where T : class
    {
        await TurnAsync();
        lock (one)
        {
            Require(keys.Count is > 0 and <= KvsLimits.KeysARead && keys.Distinct().Count() == keys.Count, "INVALID_BATCH");
            var found = keys.Select(key => (key, value: get(Checked(key)))).Where(f => f.value is not null).ToDictionary(f => f.key, f => f.value!);
            var parts = keys.Select(key => (key, found.TryGetValue(key, out var value) ? Encoding.UTF8.GetByteCount(json(value)) : 0L)).ToList();
            Require(parts.Sum(p => p.Item2) <= KvsLimits.BytesATransaction, "MAX_SIZE");
            Reads.Add(parts);
            return found;
        }
    }

    private async Task TurnAsync()
    {
        if (turns is null)
            await Task.Yield();
        else
            await turns.NextAsync();
    }

    private bool Holds(KvsWrite write) => write switch
    {
        KvsWrite.Restamp(var key, var was, _) => stamped.GetValueOrDefault(key)?.Stamp == was,
        KvsWrite.Check(var key, var was) => stamped.GetValueOrDefault(key)?.Stamp == was,
        _ => true,
    };

    private ImmutableSortedDictionary<string, string> Written(IReadOnlyCollection<KvsWrite> writes)
    {
        var next = now.ToBuilder();
        foreach (var write in writes)
        {
            switch (write)
            {
                case KvsWrite.Set set:
                    next[set.Key] = set.Json;
                    break;
                case KvsWrite.Delete:
                    next.Remove(write.Key);
                    break;
                case KvsWrite.Restamp { Now: { } document }:
                    stamped[write.Key] = document;
                    break;
                case KvsWrite.Restamp:
                    stamped.Remove(write.Key);
                    break;
            }
        }

        return next.ToImmutable();
    }

    private static long Bytes(KvsWrite write) => write.Key.Length + Encoding.UTF8.GetByteCount(Json(write) ?? "");

    private static string? Json(KvsWrite write) => write switch
    {
        KvsWrite.Set set => set.Json,
        KvsWrite.Restamp restamp => restamp.Now?.Json,
        _ => null,
    };

    private static void Check(KvsWrite write)
    {
        Checked(write.Key);
        if (Json(write) is not { } json)
            return;
        Require(Encoding.UTF8.GetByteCount(json) <= KvsLimits.BytesAValue, "MAX_SIZE");
        using var parsed = JsonDocument.Parse(json, new() { MaxDepth = 31 });
    }

    private static string Checked(string key)
    {
        Require(key.Length is > 0 and <= 500 && Allowed().IsMatch(key), "INVALID_KEY");
        return key;
    }

    private static void Require(bool kept, string code)
    {
        if (!kept)
            throw new InvalidOperationException(code);
    }

    [GeneratedRegex(@"^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$")]
    private static partial Regex Allowed();
}
