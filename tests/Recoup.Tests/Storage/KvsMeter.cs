namespace Recoup.Tests.Storage;

/// <summary>What calls of one kind came to. A call counts once for every 10 KB begun, whatever the number of its keys.</summary>
public sealed class KvsMeter
{
    private const int Unit = 10 * 1024;

    private readonly SortedDictionary<string, (int Keys, long Bytes)> kinds = new(StringComparer.Ordinal);

    public int Calls { get; private set; }

    public int Keys => kinds.Values.Sum(k => k.Keys);

    public long Bytes => kinds.Values.Sum(k => k.Bytes);

    public long Units { get; private set; }

    /// <summary>Counts one call.</summary>
    /// <param name="parts">What it brought, by key.</param>
    public void Add(IEnumerable<(string Key, long Bytes)> parts)
    {
        var bytes = 0L;
        foreach (var part in parts)
        {
            var kind = Kind(part.Key);
            var before = kinds.GetValueOrDefault(kind);
            kinds[kind] = (before.Keys + 1, before.Bytes + part.Bytes);
            bytes += part.Bytes;
        }

        Calls++;
        Units += Math.Max(1, (bytes + Unit - 1) / Unit);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        kinds.Clear();
        (Calls, Units) = (0, 0);
    }

    /// <summary>Totals, and what each kind of document has in them.</summary>
    public override string ToString() =>
        string.Join('\n', [$"{Calls,6:N0} calls {Keys,8:N0} keys {Bytes / 1000.0,10:N0} KB {Units,7:N0} units", .. kinds.OrderByDescending(k => k.Value.Bytes).Take(6).Select(k => $"      {k.Key,-24} {k.Value.Keys,8:N0} keys {k.Value.Bytes / 1000.0,10:N0} KB")]);

    /// <summary>The second part of a key; of what a scan read also whether it is an index.</summary>
    private static string Kind(string key) => key.Split(':') is [_, var kind, .. var rest] ? kind switch
    {
        "accounts" when rest.Length == 1 => "accounts, pages",
        "accounts" when rest.Contains("rows") => "accounts, index",
        "accounts" when rest.Contains("place") => "accounts, places",
        "audit" => $"audit, {rest[0]}",
        _ => kind,
    } : key;
}
