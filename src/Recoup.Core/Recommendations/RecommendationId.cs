using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Recoup.Core.Directory;

namespace Recoup.Core.Recommendations;

/// <summary>
/// Stable identity over scans: the first 128 bits, in hex, of SHA-256 over the organisation, the rule and the subject,
/// each as UTF-8 behind its length (32 bits, big-endian), so that no two subjects can run into each other.
/// </summary>
public static class RecommendationId
{
    public static string OfSeat(OrgId org, string rule, AccountId account, Resource resource) =>
        Of(org.Value, rule, "seat", account.Value, resource.Product.Value, resource.Site.Value);

    public static string OfAccount(OrgId org, string rule, AccountId account) => Of(org.Value, rule, "account", account.Value);

    private static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
