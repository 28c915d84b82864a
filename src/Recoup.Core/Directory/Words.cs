using System.Globalization;
using System.Text;

namespace Recoup.Core.Directory;

/// <summary>Splits and folds names. Our own small table instead of culture APIs, which differ between .NET and WebAssembly.</summary>
public static class Words
{
    // Latin letters with marks, each beside its plain form.
    private const string Marked = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    /// <summary>
    /// The words of a text: runs of letters, folded, in order. A change from small to capital letter also ends a word
    /// ("BuildBot"); marks and joiners, which many scripts write inside a word, end none and are left out.
    /// </summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var previous = ' ';
        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                if (word.Length > 0 && c is >= 'A' and <= 'Z' && previous is >= 'a' and <= 'z')
                    End();
                word.Append(Fold(c));
            }
            else if (IsInsideWords(c))
            {
                continue;
            }
            else
            {
                End();
            }

            previous = c;
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>Whether a character is a combining mark or one of the two joiners.</summary>
    public static bool IsInsideWords(char c) =>
        c is '\u200c' or '\u200d' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Small letters without marks, for search and sorting. Other scripts stay as they are.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            folded[i] = Fold(source[i]);
    });

    internal static char Fold(char c)
    {
        if (c < 128)
            return c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;
        var lower = char.ToLowerInvariant(c);
        var at = Marked.IndexOf(lower);
        return at < 0 ? lower : Plain[at];
    }
}
