using System.Security.Cryptography;
using System.Text;

namespace Recoup.Core.Audit;

/// <summary>The hash that ties an entry to all before it.</summary>
public static class AuditHash
{
    private const int Digits = 64;

    /// <summary>What stands before the first entry: 64 zeros.</summary>
    public static readonly string Zero = new('0', Digits);

    /// <summary>SHA-256, in lower-case hex, over the UTF-8 of the previous hash, a line feed and the record.</summary>
    public static string Of(string previousHash, string record) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{previousHash}\n{record}")));

    /// <summary>Whether a text has the form of a hash: 64 lower-case hex digits.</summary>
    public static bool IsOne(string text) => text.Length == Digits && text.All(char.IsAsciiHexDigitLower);
}
