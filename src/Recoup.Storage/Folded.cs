using System.Text;
using System.Text.Json;
using Recoup.Core.Directory;

namespace Recoup.Storage;

/// <summary>Texts beside a document, by which it is found and ordered.</summary>
internal static class Folded
{
    // An index entry of PostgreSQL holds 2,700 bytes; a name may be any length.
    private const int LongestSortName = 200;

    /// <summary>A name as it sorts: folded, and cut after 200 characters.</summary>
    public static string SortName(string name)
    {
        var length = Math.Min(name.Length, LongestSortName);
        if (length < name.Length && char.IsHighSurrogate(name[length - 1]))
            length--;
        return Clean(Words.Fold(name[..length]));
    }

    /// <summary>Everything that a search looks through.</summary>
    public static string Search(Account account) => Clean(Words.Fold($"{account.Name}\n{account.Email}\n{account.Id.Value}"));

    /// <summary>A pattern for <c>like … escape '!'</c> that finds the text anywhere and takes <c>%</c> and <c>_</c> as they are.</summary>
    public static string Pattern(string text) => $"%{Literal(Clean(Words.Fold(text)))}%";

    /// <summary>A pattern that finds documents in which an account stands.</summary>
    public static string Naming(AccountId account) => $"%{Literal($"\"{JsonEncodedText.Encode(account.Value)}\"")}%";

    /// <summary>Words, each in its own line, so that <see cref="LinePattern"/> finds whole ones.</summary>
    public static string Lines(IEnumerable<string> words) => $"\n{string.Join('\n', words.Distinct().Select(Clean))}\n";

    /// <summary>A pattern that finds one whole line of <see cref="Lines"/>.</summary>
    public static string LinePattern(string word) => $"%\n{Literal(Clean(word))}\n%";

    private static string Literal(string text) => text.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_");

    /// <summary>PostgreSQL takes no zero character and no half of a surrogate pair; a document escapes them, a column cannot.</summary>
    internal static string Clean(string text)
    {
        var clean = true;
        for (var i = 0; clean && i < text.Length; i++)
            clean = text[i] != '\0' && !char.IsSurrogate(text[i]);
        if (clean)
            return text;
        var runes = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            runes.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        return runes.ToString();
    }
}
