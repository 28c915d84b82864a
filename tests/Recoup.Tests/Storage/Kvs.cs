using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Recoup.Tests.Storage;

/// <summary>One write of a transaction; no value deletes the key.</summary>
public sealed record KvsWrite(string Key, string? Json)
{
    public int Bytes => Key.Length + (Json is null ? 0 : Encoding.UTF8.GetByteCount(Json));
}

/// <summary>
/// Forge's key-value store in memory, with its limits. Get is strict; a query sees the state before the newest
/// transaction until <see cref="Settle"/>, the least stale that "eventually consistent" allows to rely on.
/// </summary>
public sealed partial class Kvs
{
    public const int MostWrites = 25;
    public const int MostBytes = 4 * 1024 * 1024;
    public const int MostValueBytes = 240 * 1024;
    private const int MostPerQuery = 100;

    private readonly Dictionary<string, string> secrets = [];
    private ImmutableSortedDictionary<string, string> now = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, string> seen = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>How many transactions still succeed; null for all.</summary>
    public int? Left { get; set; }

    /// <summary>Every transaction so far.</summary>
    public List<IReadOnlyList<KvsWrite>> Transactions { get; } = [];

    public string? TryGet(string key) => now.GetValueOrDefault(Checked(key));

    public void Transact(IReadOnlyList<KvsWrite> writes)
    {
        Require(writes.Count is > 0 and <= MostWrites, "TOO_MANY_OPERATIONS");
        Require(writes.Sum(w => w.Bytes) <= MostBytes, "MAX_SIZE");
        Require(writes.DistinctBy(w => w.Key).Count() == writes.Count, "DUPLICATE_KEY");
        if (Left is { } left)
        {
            Require(left > 0, "REQUEST_THROTTLED");
            Left = left - 1;
        }

        var next = now.ToBuilder();
        foreach (var (key, json) in writes)
        {
            if (json is null)
                next.Remove(Checked(key));
            else
                next[Checked(key)] = CheckedValue(json);
        }

        (seen, now) = (now, next.ToImmutable());
        Transactions.Add(writes);
    }

    /// <summary>Keys with a prefix, at most 100; go on behind the cursor until it is null.</summary>
    public (IReadOnlyList<string> Keys, string? Cursor) Query(string prefix, string? cursor)
    {
        var keys = seen.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(k, cursor) > 0).Take(MostPerQuery + 1).ToList();
        return keys.Count <= MostPerQuery ? (keys, null) : (keys[..MostPerQuery], keys[MostPerQuery - 1]);
    }

    /// <summary>Enough time passes that queries see everything.</summary>
    public void Settle() => seen = now;

    /// <summary>Secrets live apart; no query shows them.</summary>
    public string? TryGetSecret(string key) => secrets.GetValueOrDefault(Checked(key));

    public void SetSecret(string key, string value) => secrets[Checked(key)] = value;

    public void RemoveSecret(string key) => secrets.Remove(Checked(key));

    public void RemoveSecrets(string prefix)
    {
        foreach (var key in secrets.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            secrets.Remove(key);
    }

    private static string Checked(string key)
    {
        Require(key.Length is > 0 and <= 500 && Keys().IsMatch(key), "INVALID_KEY");
        return key;
    }

    private static string CheckedValue(string json)
    {
        Require(Encoding.UTF8.GetByteCount(json) <= MostValueBytes, "MAX_SIZE");
        using var parsed = JsonDocument.Parse(json, new() { MaxDepth = 31 });
        return json;
    }

    private static void Require(bool kept, string code)
    {
        if (!kept)
            throw new InvalidOperationException(code);
    }

    [GeneratedRegex(@"^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$")]
    private static partial Regex Keys();
}
