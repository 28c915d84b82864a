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
    /// <summary>Room for ids of the usual length; longer ones are rare.</summary>
    private const int OnStack = 1024;

    public static string OfSeat(OrgId org, string rule, AccountId account, Resource resource) =>
        Of(org.Value, rule, "seat", account.Value, resource.Product.Value, resource.Site.Value);

    public static string OfAccount(OrgId org, string rule, AccountId account) => Of(org.Value, rule, "account", account.Value);

    /// <summary>About a group as a whole.</summary>
    public static string OfGroup(OrgId org, string rule, GroupId group) => Of(org.Value, rule, "group", group.Value);

    /// <summary>About a subscription as a whole.</summary>
    public static string OfSubscription(OrgId org, string rule, string subscription) => Of(org.Value, rule, "subscription", subscription);

    private static string Of(params ReadOnlySpan<string> parts)
    {
        var most = 0;
        foreach (var part in parts)
            most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(part.Length);
        var bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        var end = 0;
        foreach (var part in parts)
        {
            var length = Encoding.UTF8.GetBytes(part, bytes[(end + sizeof(int))..]);
            BinaryPrimitives.WriteInt32BigEndian(bytes[end..], length);
            end += sizeof(int) + length;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..end], hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
