namespace Recoup.Core.Directory;

/// <summary>A number made of texts (FNV-1a, 64 bits): equal for equal texts and hardly ever for others, the same on every machine.</summary>
internal static class Fingerprint
{
    private const ulong Start = 14695981039346656037UL;

    public static long Of(string text) => unchecked((long)Add(Start, text));

    /// <summary>Of several texts, one behind the other; none can run into the next.</summary>
    public static long Of(params ReadOnlySpan<string> texts)
    {
        var hash = Start;
        foreach (var text in texts)
            hash = unchecked((Add(hash, text) ^ 0xFFFF_FFFFUL) * 1099511628211UL);
        return unchecked((long)hash);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }
}
