using System.Text;

namespace Recoup.Engine.Classification;

/// <summary>A display name as an assistant is told it.</summary>
internal static class ToldName
{
    /// <summary>No name of a person or a machine is longer; a longer one is a text, which may want something.</summary>
    private const int Longest = 100;

    private const int LongestRun = 12;

    /// <summary>The name itself, cut, without characters that steer how a text is read.</summary>
    public static string AsItIs(string name)
    {
        var told = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (told.Length + rune.Utf16SequenceLength > Longest)
                break;
            if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator)
                continue;
            told.Append(rune.ToString());
        }

        return told.ToString();
    }

    /// <summary>
    /// The name's shape: <c>Xxxx Xxxxxx</c> for Jane Foster, <c>xx-xxxxx-00</c> for ci-build-07. A letter without case is an <c>o</c>,
    /// a run of letters or digits is told up to twelve of them.
    /// </summary>
    public static string Shape(string name)
    {
        var shape = new StringBuilder();
        foreach (var part in AddressPattern.Parts(name))
        {
            if (shape.Length + Math.Min(part.Length, LongestRun) > Longest)
                break;
            foreach (var c in part.AsSpan(0, Math.Min(part.Length, LongestRun)))
                shape.Append(Of(c));
        }

        return shape.ToString();
    }

    private static char Of(char c) =>
        char.IsUpper(c) ? 'X'
        : char.IsLower(c) ? 'x'
        : char.IsLetter(c) ? 'o'
        : char.IsDigit(c) ? '0'
        : c is ' ' or '.' or '-' or '_' or '/' or '(' or ')' or ',' or '\'' ? c
        : '?';
}
