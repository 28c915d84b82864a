namespace Recoup.Core.Directory.Lexicon;

/// <summary>
/// Single letters, folded further than <see cref="Words.Fold(string)"/> does: what search and sorting have stored must not move,
/// what tells people from machines may.
/// </summary>
internal static class Letters
{
    private const string Marked = "ơưșțǎǐǒǔßæœþðŋάέήίόύώϊϋΐΰςёйїґ" + "\u0623\u0625\u0622\u0671\u0649\u0629";
    private const string Plains = "oustaiousaotdnαεηιουωιυιυσеиіг" + "\u0627\u0627\u0627\u0627\u064a\u0647";

    /// <summary>A small letter without marks.</summary>
    public static char Plain(char c)
    {
        if (c < 128)
            return c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;
        if (c is >= 'Ａ' and <= 'Ｚ')
            return (char)(c - 'Ａ' + 'a');
        if (c is >= 'ａ' and <= 'ｚ')
            return (char)(c - 'ａ' + 'a');
        if (c is >= '\u1ea0' and <= '\u1ef9')
            return Vietnamese(c);
        var folded = Words.Fold(c);
        if (folded < 128)
            return folded;
        var at = Marked.IndexOf(folded);
        return at < 0 ? folded : Plains[at];
    }

    /// <summary>Whether two letters stand for it where marks cannot be written ("Müller" at mueller@).</summary>
    public static bool IsExpandable(char c) => c >= 128 && "äÄæÆöÖøØœŒüÜåÅßẞþÞđĐ".Contains(c);

    /// <summary>Whether a letter may be the second of such two.</summary>
    public static bool Expands(char plain, char second) => (plain, second) is ('a' or 'o' or 'u', 'e') or ('a', 'a') or ('s', 's') or ('t', 'h') or ('d', 'j');

    /// <summary>Whether a letter belongs to the Latin script, fullwidth forms included.</summary>
    public static bool IsLatin(char c) => c < '\u0370' || c is >= '\u1e00' and <= '\u1eff' or >= 'Ａ' and <= 'ｚ';

    /// <summary>Whether a script writes its words one behind the other without spaces: Thai to Khmer, Chinese, Japanese, Korean.</summary>
    public static bool IsRunTogether(char c) =>
        c is >= '\u0e00' and <= '\u0eff' or >= '\u1000' and <= '\u109f' or >= '\u1780' and <= '\u17ff' || IsEastAsian(c);

    /// <summary>Whether a script writes a whole name as one word as a rule.</summary>
    public static bool IsEastAsian(char c) => c is >= '\u2e80' and < '\uff00' || char.IsSurrogate(c);

    public static bool IsKatakana(char c) => c is >= '\u30a1' and <= '\u30fa' or 'ー';

    // Unicode lists these by base letter: a, e, i, o (with ơ), u (with ư), y, capital and small in turn.
    private static char Vietnamese(char c) => c switch
    {
        <= '\u1eb7' => 'a',
        <= '\u1ec7' => 'e',
        <= '\u1ecb' => 'i',
        <= '\u1ee3' => 'o',
        <= '\u1ef1' => 'u',
        _ => 'y',
    };
}
