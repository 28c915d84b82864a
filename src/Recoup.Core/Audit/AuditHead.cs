using System.Globalization;

namespace Recoup.Core.Audit;

/// <summary>Where a chain stands: its last entry. Whoever wrote it down can tell later that nothing up to it was changed.</summary>
/// <param name="Seq">The number of the last entry; 0 while there is none.</param>
/// <param name="Hash">Its hash; <see cref="AuditHash.Zero"/> while there is none.</param>
public sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>Before the first entry.</summary>
    public static readonly AuditHead Start = new(0, AuditHash.Zero);

    /// <summary>Reads <c>12:abcdef…</c>.</summary>
    /// <exception cref="FormatException">The text is not a number, a colon and 64 hex digits.</exception>
    public static AuditHead Parse(string text) => EarlierHead.Parse(text) is { Seq: { } seq } head
        ? new(seq, head.Hash)
        : throw new FormatException("A head is the number of an entry, a colon and its hash, as in 12:abcdef….");

    /// <summary><c>12:abcdef…</c>, as scans, runs and exports print it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");
}

/// <summary>A head from before, which must be found again in its chain: otherwise the chain was cut or rewritten.</summary>
/// <param name="Seq">The number of the entry; null where only the hash was written down.</param>
/// <param name="Hash">Its hash, 64 lower-case hex digits.</param>
public sealed record EarlierHead(long? Seq, string Hash)
{
    /// <summary>Reads <c>12:abcdef…</c> or the hash alone; capital hex digits are taken too.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static EarlierHead Parse(string text)
    {
        var colon = text.IndexOf(':');
        var hash = text[(colon + 1)..].Trim().ToLowerInvariant();
        if (AuditHash.IsOne(hash) && colon < 0)
            return new(null, hash);
        return AuditHash.IsOne(hash) && long.TryParse(text.AsSpan(0, colon).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new(seq, hash)
            : throw new FormatException($"\"{text}\" is not a head of an audit log. Give it as it was printed: the number of an entry, a colon and 64 hex digits; or the hex digits alone.");
    }

    /// <summary>Whether this is the head that the chain had at some time.</summary>
    public bool Fits(AuditHead head) => Hash == head.Hash && (Seq ?? head.Seq) == head.Seq;
}
