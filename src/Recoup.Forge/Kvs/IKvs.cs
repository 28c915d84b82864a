namespace Recoup.Forge.Kvs;

/// <summary>
/// Forge's key-value store, as narrow as it is. It has two kinds of documents. A plain one lies under a key and is overwritten by
/// whoever writes last. A stamped one is an entity of one type with the attributes stamp and document: since a condition can only
/// be put on an entity, it is what two writers can agree on. The two kinds have keys apart.
/// A call that fails throws; nothing of a transaction that failed was written.
/// </summary>
public interface IKvs
{
    /// <summary>Plain documents, those that there are.</summary>
    /// <param name="keys">At most <see cref="KvsLimits.KeysARead"/>, each once.</param>
    Task<IReadOnlyDictionary<string, string>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Stamped documents, those that there are.</summary>
    /// <param name="keys">At most <see cref="KvsLimits.KeysARead"/>, each once.</param>
    Task<IReadOnlyDictionary<string, Stamped>> GetStampedAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Writes all or nothing.</summary>
    /// <param name="writes">At most <see cref="KvsLimits.WritesATransaction"/> and <see cref="KvsLimits.BytesATransaction"/>, each key once.</param>
    /// <exception cref="KvsConflictException">A stamped document is not the one that a write or a check expects.</exception>
    Task TransactAsync(IReadOnlyCollection<KvsWrite> writes, CancellationToken cancellationToken);

    /// <summary>Plain keys with a prefix, in order, at most 100 of them. They may be those of a moment ago: what was just written may be missing, and what was just deleted be there.</summary>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    Task<KvsKeys> QueryAsync(string prefix, string? cursor, CancellationToken cancellationToken);

    /// <summary>A secret; null when there is none. No query shows secrets, and no transaction writes them.</summary>
    Task<string?> TryGetSecretAsync(string key, CancellationToken cancellationToken);

    Task SetSecretAsync(string key, string value, CancellationToken cancellationToken);

    Task DeleteSecretAsync(string key, CancellationToken cancellationToken);
}

/// <summary>A page of keys.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Cursor">Where to go on; null at the end.</param>
public sealed record KvsKeys(IReadOnlyList<string> Keys, string? Cursor);

/// <summary>A document with the mark that it was written under.</summary>
/// <param name="Stamp">Another one for every write.</param>
/// <param name="Json">The document.</param>
public sealed record Stamped(string Stamp, string Json);

/// <summary>One operation of a transaction.</summary>
public abstract record KvsWrite
{
    private KvsWrite(string key) => Key = key;

    public string Key { get; }

    /// <summary>Writes a plain document.</summary>
    public sealed record Set(string Key, string Json) : KvsWrite(Key);

    /// <summary>Deletes a plain document, there or not.</summary>
    public sealed record Delete(string Key) : KvsWrite(Key);

    /// <summary>Writes a stamped document, or deletes it where <paramref name="Now"/> is null.</summary>
    /// <param name="Was">The stamp that it must have until now; null where there must be none.</param>
    public sealed record Restamp(string Key, string? Was, Stamped? Now) : KvsWrite(Key);

    /// <summary>Writes nothing, and lets the transaction fail unless a stamped document is as expected.</summary>
    /// <param name="Was">The stamp that it must have; null where there must be none.</param>
    public sealed record Check(string Key, string? Was) : KvsWrite(Key);
}

/// <summary>Somebody else has written in between: nothing was written, and whoever tried has to read again.</summary>
public sealed class KvsConflictException(string key) : InvalidOperationException($"\"{key}\" was changed by somebody else just now.")
{
    public string Key { get; } = key;
}

/// <summary>What a call may hold.</summary>
public static class KvsLimits
{
    public const int KeysARead = 25;

    /// <summary>Checks count too.</summary>
    public const int WritesATransaction = 25;

    /// <summary>The platform takes 4 MiB. A document that cannot be packed lies there in up to a third more.</summary>
    public const int BytesATransaction = 3 * 1024 * 1024;

    /// <summary>The platform takes 240 KiB, for the same reason.</summary>
    public const int BytesAValue = 175 * 1024;
}
