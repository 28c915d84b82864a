using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Recoup.Forge.Kvs;

/// <summary>Reads more than one call may ask for: several calls at the same time.</summary>
internal static class Reading
{
    private const int CallsAtOnce = 8;

    public static Task<Dictionary<string, string>> ManyAsync(this IKvs kvs, IEnumerable<string> keys, CancellationToken cancellationToken) =>
        ManyAsync(keys, some => kvs.GetAsync(some, cancellationToken));

    public static Task<Dictionary<string, Stamped>> ManyStampedAsync(this IKvs kvs, IEnumerable<string> keys, CancellationToken cancellationToken) =>
        ManyAsync(keys, some => kvs.GetStampedAsync(some, cancellationToken));

    /// <summary>A plain document; null when it is not there.</summary>
    public static async Task<T?> TryReadAsync<T>(this IKvs kvs, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => (await kvs.GetAsync([key], cancellationToken)).GetValueOrDefault(key) is { } json ? JsonSerializer.Deserialize(json, type) : null;

    /// <summary>A stamped document; null when it is not there.</summary>
    public static async Task<T?> TryReadStampedAsync<T>(this IKvs kvs, string key, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => (await kvs.GetStampedAsync([key], cancellationToken)).GetValueOrDefault(key) is { } document ? JsonSerializer.Deserialize(document.Json, type) : null;

    /// <summary>Plain documents in the order of their keys, those that there are.</summary>
    public static async Task<List<T>> ReadAsync<T>(this IKvs kvs, IReadOnlyCollection<string> keys, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var documents = await kvs.ManyAsync(keys, cancellationToken);
        return [.. keys.Select(documents.GetValueOrDefault).OfType<string>().Select(json => JsonSerializer.Deserialize(json, type)).OfType<T>()];
    }

    /// <summary>Every key with a prefix that a query shows.</summary>
    public static async Task<List<string>> KeysAsync(this IKvs kvs, string prefix, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        KvsKeys? page = null;
        do
        {
            page = await kvs.QueryAsync(prefix, page?.Cursor, cancellationToken);
            keys.AddRange(page.Keys);
        }
        while (page.Cursor is not null);
        return keys;
    }

    /// <summary>Deletes plain documents.</summary>
    public static async Task DeleteAsync(this IKvs kvs, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Distinct().Chunk(KvsLimits.WritesATransaction))
            await kvs.TransactAsync([.. some.Select(key => new KvsWrite.Delete(key))], cancellationToken);
    }

    private static async Task<Dictionary<string, T>> ManyAsync<T>(IEnumerable<string> keys, Func<string[], Task<IReadOnlyDictionary<string, T>>> get)
    {
        var found = new Dictionary<string, T>();
        foreach (var calls in keys.Distinct().Chunk(KvsLimits.KeysARead).Chunk(CallsAtOnce))
        {
            foreach (var answer in await Task.WhenAll(calls.Select(get)))
            {
                foreach (var (key, value) in answer)
                    found[key] = value;
            }
        }

        return found;
    }
}
