using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Recoup.Core.Audit;

/// <summary>A record and its hash.</summary>
/// <param name="Record">One line of ASCII-escaped JSON, byte for byte; see <see cref="AuditRecord"/>.</param>
/// <param name="Hash">See <see cref="AuditHash"/>.</param>
public sealed record AuditEntry(string Record, string Hash);

/// <summary>How entries are chained.</summary>
public static class AuditHash
{
    /// <summary>The previous hash of the first entry: 64 zeros.</summary>
    public static readonly string Zero = new('0', 64);

    /// <summary>SHA-256, in lower-case hex, over the previous hash, a line feed and the record, in UTF-8.</summary>
    public static string Of(string previous, string record) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previous}\n{record}")));
}

/// <summary>The newest entry of a chain. Whoever keeps one can tell later whether the chain was cut or written anew.</summary>
/// <param name="Seq">Its number; 0 before the first entry.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Seq, string Hash)
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads <c>SEQ:HASH</c>; null for anything else.</summary>
    public static AuditHead? TryParse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && text.Length == colon + 1 + 64 && text.AsSpan(colon + 1).IndexOfAnyExcept(Hex) < 0
                ? new(seq, text[(colon + 1)..])
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}:{Hash}");
}
