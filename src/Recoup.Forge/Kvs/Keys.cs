using System.Globalization;
using System.Text;
using Recoup.Core.Audit;
using Recoup.Core.Directory;
using static System.FormattableString;

namespace Recoup.Forge.Kvs;

/// <summary>Keys of the store: parts between colons, the organisation first.</summary>
internal static class Keys
{
    /// <summary>The list of organisations.</summary>
    public const string Organizations = "orgs";

    public static string Of(OrgId org, params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder(Encoded(org.Value));
        foreach (var part in parts)
            key.Append(':').Append(Encoded(part));
        return key.ToString();
    }

    public static string Of(AuditChain chain, params ReadOnlySpan<string> parts) => Of(new OrgId(chain.Value), ["audit", .. parts]);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Which of so many documents something stands in; the same everywhere and for ever.</summary>
    public static int Bucket(string text, int buckets)
    {
        var hash = 2_166_136_261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16_777_619u);
        return (int)(hash % (uint)buckets);
    }

    /// <summary>A key's alphabet lacks the bar of account ids, and the colon parts it: others become # and four hex digits.</summary>
    private static string Encoded(string text)
    {
        foreach (var c in text)
        {
            if (!IsPlain(c))
                return string.Concat(text.Select(c => IsPlain(c) ? c.ToString() : Invariant($"#{(int)c:x4}")));
        }

        return text;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';
}
