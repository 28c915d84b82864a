using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Recoup.Forge.Kvs;

/// <summary>
/// One attempt at a change. Shared documents that it puts are written only where they still are what it read; when one is not,
/// nothing of that transaction is written and the whole attempt is made again from the start.
/// </summary>
internal sealed class Attempt(IKvs kvs, CancellationToken cancellationToken)
{
    /// <summary>Of any two that conflict one gets through, so this many in a row is a fault and no crowd.</summary>
    private const int MostTries = 200;

    private readonly Dictionary<string, Stamped?> read = [];
    private readonly List<KvsWrite> writes = [];
    private readonly HashSet<string> guards = [];

    /// <summary>How many operations are waiting.</summary>
    public int Count => writes.Count + guards.Count;

    /// <summary>Makes attempts until one comes through.</summary>
    /// <param name="known">Shared documents as they were read just now, for the first attempt.</param>
    public static async Task<T> MakeAsync<T>(IKvs kvs, Func<Attempt, Task<T>> change, CancellationToken cancellationToken, IReadOnlyDictionary<string, Stamped?>? known = null)
    {
        for (var tries = 1; ; tries++)
        {
            var attempt = new Attempt(kvs, cancellationToken);
            foreach (var (key, document) in tries == 1 && known is not null ? known : new Dictionary<string, Stamped?>())
                attempt.read[key] = document;
            try
            {
                var result = await change(attempt);
                await attempt.SaveAsync();
                return result;
            }
            catch (KvsConflictException) when (tries < MostTries)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <inheritdoc cref="MakeAsync{T}"/>
    public static Task MakeAsync(IKvs kvs, Func<Attempt, Task> change, CancellationToken cancellationToken, IReadOnlyDictionary<string, Stamped?>? known = null) =>
        MakeAsync(
            kvs,
            async attempt =>
            {
                await change(attempt);
                return true;
            },
            cancellationToken,
            known);

    /// <summary>Reads shared documents ahead, in as few calls as there can be.</summary>
    public async Task LoadAsync(params IEnumerable<string> keys)
    {
        var missing = keys.Where(key => !read.ContainsKey(key)).ToList();
        var documents = await kvs.ManyStampedAsync(missing, cancellationToken);
        foreach (var key in missing)
            read[key] = documents.GetValueOrDefault(key);
    }

    /// <summary>A shared document as it is, or as this attempt put it; null when it is not there.</summary>
    public async Task<T?> TryReadAsync<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        var json = writes.Find(w => w.Key == key) is KvsWrite.Restamp put ? put.Now?.Json : (await LoadedAsync(key))?.Json;
        return json is null ? null : JsonSerializer.Deserialize(json, type);
    }

    /// <summary>The stamp that a shared document was read with; null when it was not there.</summary>
    public async Task<string?> StampAsync(string key) => (await LoadedAsync(key))?.Stamp;

    /// <summary>Writes a shared document, if it is still the one that was read.</summary>
    public async Task PutAsync<T>(string key, T value, JsonTypeInfo<T> type) => Restamp(key, (await LoadedAsync(key))?.Stamp, new(NewStamp(), JsonSerializer.Serialize(value, type)));

    /// <summary>Deletes a shared document, if it is still the one that was read.</summary>
    public async Task DropAsync(string key)
    {
        if (await LoadedAsync(key) is { } document)
            Restamp(key, document.Stamp, null);
    }

    /// <summary>Lets everything from here on fail when the shared document is no longer the one that was read.</summary>
    public async Task GuardAsync(string key)
    {
        await LoadedAsync(key);
        guards.Add(key);
    }

    /// <summary>Writes a plain document.</summary>
    public void Set(string key, string json) => Add(new KvsWrite.Set(key, json));

    /// <inheritdoc cref="Set(string, string)"/>
    public void Set<T>(string key, T value, JsonTypeInfo<T> type) => Set(key, JsonSerializer.Serialize(value, type));

    /// <summary>Deletes a plain document.</summary>
    public void Delete(string key) => Add(new KvsWrite.Delete(key));

    /// <summary>Writes what is waiting: in one transaction where it fits, otherwise in several in the order it came, the last as full as can be.</summary>
    public async Task SaveAsync()
    {
        foreach (var transaction in Transactions())
        {
            // A document that the transaction writes is checked by that.
            var checks = guards.Where(key => !transaction.Exists(w => w.Key == key)).Select(key => new KvsWrite.Check(key, read[key]?.Stamp));
            await kvs.TransactAsync([.. checks, .. transaction], cancellationToken);
            foreach (var put in transaction.OfType<KvsWrite.Restamp>())
                read[put.Key] = put.Now;
        }

        writes.Clear();
    }

    /// <summary>A text that nobody has had before.</summary>
    public static string NewStamp() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    private Stack<List<KvsWrite>> Transactions()
    {
        var transactions = new Stack<List<KvsWrite>>();
        var bytes = 0L;
        foreach (var write in Enumerable.Reverse(writes))
        {
            bytes += Bytes(write);
            if (transactions.Count == 0 || transactions.Peek().Count + guards.Count == KvsLimits.WritesATransaction || bytes > KvsLimits.BytesATransaction)
            {
                transactions.Push([]);
                bytes = Bytes(write);
            }

            transactions.Peek().Insert(0, write);
        }

        return transactions;
    }

    private async Task<Stamped?> LoadedAsync(string key)
    {
        if (!read.ContainsKey(key))
            await LoadAsync(key);
        return read[key];
    }

    private void Restamp(string key, string? was, Stamped? now) => Add(new KvsWrite.Restamp(key, was, now));

    /// <summary>The last write of a key counts, at its own place.</summary>
    private void Add(KvsWrite write)
    {
        writes.RemoveAll(w => w.Key == write.Key);
        writes.Add(write);
    }

    private static int Bytes(KvsWrite write) => write.Key.Length + 64 + write switch
    {
        KvsWrite.Set set => Encoding.UTF8.GetByteCount(set.Json),
        KvsWrite.Restamp { Now: { } now } => Encoding.UTF8.GetByteCount(now.Json),
        _ => 0,
    };
}
