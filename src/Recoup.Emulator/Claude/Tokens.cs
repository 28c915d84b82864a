namespace Recoup.Emulator;

/// <summary>How long a text is for a model: an estimate that is the same for the same text.</summary>
internal static class Tokens
{
    const int Letters = 4;

    public static int Of(string text) => (text.Length + Letters - 1) / Letters;

    /// <summary>The beginning of a text, no longer than that many tokens.</summary>
    public static string First(string text, int tokens)
    {
        if (Of(text) <= tokens) return text;
        var end = tokens * Letters;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }
}
