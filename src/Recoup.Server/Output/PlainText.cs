using System.Globalization;
using System.Text;

namespace Recoup.Server.Output;

/// <summary>Makes texts of strangers harmless on a terminal.</summary>
internal static class PlainText
{
    /// <summary>
    /// Control characters, and marks that turn the direction of what follows, become a visible stand-in: a display name must
    /// not move the cursor, colour the screen or hide the column beside it.
    /// </summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var harmful = Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            plain.Append(harmful ? "\uFFFD" : rune.ToString());
        }

        return plain.ToString();
    }

    /// <summary>The same for a text of several lines.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Of));

    /// <summary>At most so many characters, with an ellipsis where something was left out.</summary>
    public static string Short(string text, int most)
    {
        var plain = Of(text);
        var whole = new StringInfo(plain);
        return whole.LengthInTextElements <= most ? plain : whole.SubstringByTextElements(0, most - 1) + "…";
    }
}
