using System.Globalization;
using System.Text;

namespace Recoup.Emulator;

/// <summary>Names as they appear in mail addresses: a to z only. No culture or normalisation tables, which differ between machines.</summary>
internal static class Ascii
{
    const string Accented = "àáâãäåāăąçćčďđèéêëēęěğìíîïīıłñńňòóôõöøőřśšşťùúûüůűųýÿžźżß";
    const string Plain = "aaaaaaaaacccddeeeeeeegiiiiiilnnnooooooorssstuuuuuuuyyzzzs";

    public static string Fold(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            var at = Accented.IndexOf(c, StringComparison.Ordinal);
            if (at >= 0) text.Append(Plain[at]);
            else if (char.IsAsciiLetter(c)) text.Append(c);
        }

        return text.Length > 1 ? text.ToString() : Syllables(name);
    }

    /// <summary>Other scripts get something to say aloud, always the same for the same name.</summary>
    static string Syllables(string name)
    {
        string[] parts = ["ka", "mi", "shi", "ro", "na", "ta", "li", "wen", "yu", "sa", "dar", "mo", "ne", "vi", "ol", "ge"];
        var hash = 17UL;
        foreach (var c in name) hash = Dice.Mix(unchecked(hash * 31 + c));
        return string.Create(CultureInfo.InvariantCulture, $"{parts[(int)(hash & 15)]}{parts[(int)(hash >> 8 & 15)]}{parts[(int)(hash >> 16 & 15)]}");
    }
}
